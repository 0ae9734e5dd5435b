/** Drafts as Today shows them, and where one goes on with each. */

import type { Draft } from '../../ipc/bindings/Draft';
import type { DraftBody } from '../../ipc/bindings/DraftBody';
import { pageOf } from '../../markdown/markdown';
import * as ipc from '../../ipc';
import { router } from '../../state/router.svelte';
import { t } from '../../words';
import { goOn } from '../practices/doing/where';

type Calls = Pick<typeof ipc, 'practices' | 'freeDraft'>;

/** How much of a draft is looked at for its first words. */
const FIRST = 400;

/** The first words of a draft, without the marks of Markdown. */
export function draftWords({ body }: Draft): string {
  const page = pageOf(textOf(body).slice(0, FIRST));
  return page.textBetween(0, page.content.size, ' ', ' ').trim() || t('draft-no-words');
}

function textOf(body: DraftBody): string {
  switch (body.is) {
    case 'noticed':
      return Object.values(body.noticed).join(' ');
    case 'part':
      return body.words.text;
    case 'alone':
      return body.parts.map(([, words]) => words.text).join(' ');
    default:
      return body.text;
  }
}

/** The practice may be over by now: then the words go on as a page of one's own. */
async function goOnWithPart(draft: Draft, of: string, calls: Calls = ipc): Promise<void> {
  const begun = (await calls.practices()).find(({ id }) => id === of);
  if (begun) return goOn(begun);
  router.go('write', { draft: await calls.freeDraft(draft.id) });
}

export function goOnWith(draft: Draft): void {
  switch (draft.body.is) {
    case 'page':
      return router.go('write', { draft });
    case 'noticed':
      return router.go('noticed', { draft });
    case 'answer':
      return router.go('innerWorld', { answering: draft.body.question });
    case 'reply':
      return router.go('opened', { page: draft.body.question });
    case 'part':
      return void goOnWithPart(draft, draft.body.of);
    case 'alone': {
      const { practice } = draft.body;
      if (practice === 'witness' || practice === 'checkIn') router.go('alone', { practice, draft });
      return;
    }
  }
}
