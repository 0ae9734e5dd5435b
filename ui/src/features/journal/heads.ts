/** How a page is spoken of where only its head is known. */

import type { Face } from '../../ipc/bindings/Face';
import type { PageHead } from '../../ipc/bindings/PageHead';
import type { PageKind } from '../../ipc/bindings/PageKind';
import type { Practice } from '../../ipc/bindings/Practice';
import type { Space } from '../../ipc/bindings/Space';
import { inList, t, wordId, type WordId } from '../../words';
import { firstAnswer } from '../practices/alone/checkins';
import { choiceWords } from '../practices/doing/steps';

const kindWords: Record<Exclude<PageKind, 'practice'>, WordId> = {
  page: wordId('kind-page'),
  noticed: wordId('kind-noticed'),
  innerWorld: wordId('kind-inner-world'),
  newer: wordId('kind-newer'),
};

/** What people call a practice. */
export const practiceWord: Record<Practice, WordId> = {
  openly: wordId('practice-openly'),
  understand: wordId('practice-understand'),
  witness: wordId('practice-witness'),
  listen: wordId('practice-listen'),
  time: wordId('practice-time'),
  candidate: wordId('practice-candidate'),
  session: wordId('practice-session'),
  sitDown: wordId('practice-sit-down'),
  checkIn: wordId('practice-check-in'),
  summary: wordId('practice-summary'),
};

/** What a page is. */
export function kindWord({ kind, practice }: PageHead): WordId {
  if (kind !== 'practice') return kindWords[kind];
  return practice ? practiceWord[practice] : kindWords.newer;
}

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
  if (head.kind === 'practice' && headWords(head) === '') return t(kindWord(head));
  return null;
}

/** The first words of a page. What has no topic begins with the first thing said or chosen in it. */
export function headWords({ practice, first, excerpt }: PageHead): string {
  if (!first) return excerpt;
  if (practice === 'checkIn') return firstAnswer(first.step, first.choice, excerpt);
  return excerpt || choiceWords(first.choice);
}
