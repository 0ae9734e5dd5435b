/** Who reads a page, and what the one who is here may do with it. */

import type { Page } from '../../ipc/bindings/Page';
import type { PageHead } from '../../ipc/bindings/PageHead';
import { session } from '../../state/session.svelte';
import { t } from '../../words';

export interface Doing {
  edit: boolean;
  share: boolean;
  erase: 'takeBack' | 'delete' | null;
}

const NOTHING: Doing = { edit: false, share: false, erase: null };

/** Only its author changes, shares or erases a page, and only when here alone. */
export function whatMayBeDone(page: Page, me: string | null): Doing {
  const { head } = page;
  if (me === null || head.authors.length !== 1 || head.authors[0] !== me || head.takenBack)
    return NOTHING;
  const whole = head.kind !== 'newer';
  return {
    edit: whole && head.kind === 'page',
    share: whole && head.space === 'mine' && page.sharedAs === null,
    erase: head.space === 'ours' ? 'takeBack' : 'delete',
  };
}

export function whoReads(head: PageHead): string {
  const name = session.partner?.label;
  if (session.onlyOurs) return t('reads-with-kit');
  if (session.together) return t('reads-both-here');
  if (head.space === 'mine') return t('reads-mine');
  if (name === undefined) return t('reads-ours-alone');
  return head.space === 'before' ? t('reads-before', { name }) : t('reads-ours', { name });
}
