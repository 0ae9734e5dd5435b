/** The words of what a check finds. */
import type { Checked } from '../../ipc/bindings/Checked';
import type { ProblemKind } from '../../ipc/bindings/ProblemKind';
import { wordId, type WordId } from '../../words';

export const problemWords: Record<ProblemKind, WordId> = {
  damaged: wordId('check-damaged'),
  file: wordId('check-file'),
  notAuthentic: wordId('check-not-authentic'),
  missing: wordId('check-missing'),
  vanished: wordId('check-vanished'),
  unconfirmed: wordId('check-unconfirmed'),
  member: wordId('check-member'),
  grantGone: wordId('check-grant-gone'),
  missingEnd: wordId('check-missing-end'),
  rewritten: wordId('check-rewritten'),
  olderFile: wordId('check-older-file'),
  unknownKey: wordId('check-unknown-key'),
  unwitnessed: wordId('check-unwitnessed'),
  oldKeyslot: wordId('check-old-keyslot'),
  oldGrant: wordId('check-old-grant'),
  otherCard: wordId('check-other-card'),
  newCard: wordId('check-new-card'),
};

export function isWhole({ problems, damagedDrafts }: Checked): boolean {
  return problems.length === 0 && damagedDrafts === 0;
}

/** What a backup may have whole. */
const OF_BACKUPS: ReadonlySet<ProblemKind> = new Set([
  'damaged',
  'file',
  'notAuthentic',
  'missing',
  'vanished',
]);

/** Whether something of it may be put back out of a backup. */
export function canComeBack({ problems }: Checked): boolean {
  return problems.some(({ kind }) => OF_BACKUPS.has(kind));
}
