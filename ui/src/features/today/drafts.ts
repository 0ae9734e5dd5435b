/** Drafts as Today shows them, and where one goes on with each. */

import type { Draft } from '../../ipc/bindings/Draft';
import { router } from '../../state/router.svelte';
import { t } from '../../words';

/** The first words of a draft, without the marks of Markdown at the start of a line. */
export function draftWords({ body }: Draft): string {
  const text = body.is === 'noticed' ? Object.values(body.noticed).join(' ') : body.text;
  const words = text
    .slice(0, 400)
    .replace(/^\s*(>|#{1,6}|[-*+]|\d+\.)\s+/gm, '')
    .replace(/\\(.)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return words || t('draft-no-words');
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
  }
}
