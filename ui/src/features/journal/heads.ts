/** How a page is spoken of where only its head is known. */

import type { Face } from '../../ipc/bindings/Face';
import type { PageHead } from '../../ipc/bindings/PageHead';
import type { PageKind } from '../../ipc/bindings/PageKind';
import type { Space } from '../../ipc/bindings/Space';
import { inList, t, wordId, type WordId } from '../../words';

export const kindWord: Record<PageKind, WordId> = {
  page: wordId('kind-page'),
  noticed: wordId('kind-noticed'),
  innerWorld: wordId('kind-inner-world'),
  newer: wordId('kind-newer'),
};

export const spaceWord: Record<Space, WordId> = {
  mine: wordId('mine'),
  ours: wordId('ours'),
  before: wordId('before'),
};

/** What stands in a row instead of the page's first words, where they cannot stand there. */
export function standIn(head: PageHead, authors: readonly Face[]): string | null {
  if (head.takenBack)
    return t('page-taken-back', { name: inList(authors.map((face) => face.label)) });
  if (head.kind === 'newer') return t('page-newer');
  return null;
}
