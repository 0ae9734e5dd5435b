/** Who reads a page, and what the one who is here may do with it. */

import type { Page } from '../../ipc/bindings/Page';
import type { PageHead } from '../../ipc/bindings/PageHead';
import type { PageKind } from '../../ipc/bindings/PageKind';
import { session } from '../../state/session.svelte';
import { t } from '../../words';

export interface MayBeDone {
  edit: boolean;
  share: boolean;
  erase: 'takeBack' | 'delete' | null;
  /** Putting photos and files on it, and taking them off. */
  files: boolean;
}

/** What is somebody's own writing; what was done by steps stays where it was done. */
const WRITTEN: readonly PageKind[] = ['page', 'noticed'];
const NOTHING: MayBeDone = { edit: false, share: false, erase: null, files: false };

/** Only its author changes, shares or erases a page, and only when here alone. */
export function whatMayBeDone(page: Page, me: string | null): MayBeDone {
  const { head } = page;
  if (me === null || head.authors.length !== 1 || head.authors[0] !== me || head.takenBack)
    return NOTHING;
  const written = WRITTEN.includes(head.kind);
  const alone = head.kind === 'practice' && head.space === 'mine';
  return {
    edit: head.kind === 'page',
    share: written && head.space === 'mine' && page.sharedAs === null,
    erase: !written && !alone ? null : head.space === 'ours' ? 'takeBack' : 'delete',
    files: written && head.space !== 'before',
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
