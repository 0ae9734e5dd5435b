/** From what went wrong to words: what happened, what it means for the writing, what to do. */
import type { Failure } from '../ipc/bindings/Failure';
import type { FailureCode } from '../ipc/bindings/FailureCode';
import { wordId, type WordId } from '../words';

export interface FailureWords {
  /** What happened, in a sentence. */
  what: WordId;
  /** What it means for the writing. */
  means: WordId;
  /** What to do. */
  todo: WordId;
}

export const failureWords: Record<FailureCode, FailureWords> = {
  wrongPassphrase: {
    what: wordId('failure-wrong-passphrase'),
    means: wordId('failure-wrong-passphrase-means'),
    todo: wordId('failure-wrong-passphrase-todo'),
  },
  damaged: {
    what: wordId('failure-damaged'),
    means: wordId('failure-damaged-means'),
    todo: wordId('failure-damaged-todo'),
  },
  notAuthentic: {
    what: wordId('failure-not-authentic'),
    means: wordId('failure-not-authentic-means'),
    todo: wordId('failure-not-authentic-todo'),
  },
  notAJournal: {
    what: wordId('failure-not-a-journal'),
    means: wordId('failure-not-a-journal-means'),
    todo: wordId('failure-not-a-journal-todo'),
  },
  olderVersion: {
    what: wordId('failure-older-version'),
    means: wordId('failure-older-version-means'),
    todo: wordId('failure-older-version-todo'),
  },
  newerVersion: {
    what: wordId('failure-newer-version'),
    means: wordId('failure-newer-version-means'),
    todo: wordId('failure-newer-version-todo'),
  },
  inUse: {
    what: wordId('failure-in-use'),
    means: wordId('failure-in-use-means'),
    todo: wordId('failure-in-use-todo'),
  },
  full: {
    what: wordId('failure-full'),
    means: wordId('failure-full-means'),
    todo: wordId('failure-full-todo'),
  },
  readOnly: {
    what: wordId('failure-read-only'),
    means: wordId('failure-read-only-means'),
    todo: wordId('failure-read-only-todo'),
  },
  tooLittleMemory: {
    what: wordId('failure-too-little-memory'),
    means: wordId('failure-too-little-memory-means'),
    todo: wordId('failure-too-little-memory-todo'),
  },
  alreadyExists: {
    what: wordId('failure-already-exists'),
    means: wordId('failure-already-exists-means'),
    todo: wordId('failure-already-exists-todo'),
  },
  missing: {
    what: wordId('failure-missing'),
    means: wordId('failure-missing-means'),
    todo: wordId('failure-missing-todo'),
  },
  noSuchPage: {
    what: wordId('failure-no-such-page'),
    means: wordId('failure-no-such-page-means'),
    todo: wordId('failure-no-such-page-todo'),
  },
  noSuchFile: {
    what: wordId('failure-no-such-file'),
    means: wordId('failure-no-such-file-means'),
    todo: wordId('failure-no-such-file-todo'),
  },
  fileDamaged: {
    what: wordId('failure-file-damaged'),
    means: wordId('failure-file-damaged-means'),
    todo: wordId('failure-file-damaged-todo'),
  },
  fileTooLarge: {
    what: wordId('failure-file-too-large'),
    means: wordId('failure-file-too-large-means'),
    todo: wordId('failure-file-too-large-todo'),
  },
  fileUnreadable: {
    what: wordId('failure-file-unreadable'),
    means: wordId('failure-file-unreadable-means'),
    todo: wordId('failure-file-unreadable-todo'),
  },
  noSuchPerson: {
    what: wordId('failure-no-such-person'),
    means: wordId('failure-no-such-person-means'),
    todo: wordId('failure-no-such-person-todo'),
  },
  notYours: {
    what: wordId('failure-not-yours'),
    means: wordId('failure-not-yours-means'),
    todo: wordId('failure-not-yours-todo'),
  },
  locked: {
    what: wordId('failure-locked'),
    means: wordId('failure-locked-means'),
    todo: wordId('failure-locked-todo'),
  },
  cancelled: {
    what: wordId('failure-cancelled'),
    means: wordId('failure-cancelled-means'),
    todo: wordId('failure-cancelled-todo'),
  },
  empty: {
    what: wordId('failure-empty'),
    means: wordId('failure-empty-means'),
    todo: wordId('failure-empty-todo'),
  },
  tooLong: {
    what: wordId('failure-too-long'),
    means: wordId('failure-too-long-means'),
    todo: wordId('failure-too-long-todo'),
  },
  changed: {
    what: wordId('failure-changed'),
    means: wordId('failure-changed-means'),
    todo: wordId('failure-changed-todo'),
  },
  samePassphrase: {
    what: wordId('failure-same-passphrase'),
    means: wordId('failure-same-passphrase-means'),
    todo: wordId('failure-same-passphrase-todo'),
  },
  othersHere: {
    what: wordId('failure-others-here'),
    means: wordId('failure-others-here-means'),
    todo: wordId('failure-others-here-todo'),
  },
  doneUnread: {
    what: wordId('failure-done-unread'),
    means: wordId('failure-done-unread-means'),
    todo: wordId('failure-done-unread-todo'),
  },
  noKey: {
    what: wordId('failure-no-key'),
    means: wordId('failure-no-key-means'),
    todo: wordId('failure-no-key-todo'),
  },
  unconfirmed: {
    what: wordId('failure-unconfirmed'),
    means: wordId('failure-unconfirmed-means'),
    todo: wordId('failure-unconfirmed-todo'),
  },
  badInput: {
    what: wordId('failure-bad-input'),
    means: wordId('failure-bad-input-means'),
    todo: wordId('failure-bad-input-todo'),
  },
  faceTaken: {
    what: wordId('failure-face-taken'),
    means: wordId('failure-face-taken-means'),
    todo: wordId('failure-face-taken-todo'),
  },
  covered: {
    what: wordId('failure-covered'),
    means: wordId('failure-covered-means'),
    todo: wordId('failure-covered-todo'),
  },
  needsBoth: {
    what: wordId('failure-needs-both'),
    means: wordId('failure-needs-both-means'),
    todo: wordId('failure-needs-both-todo'),
  },
  paper: {
    what: wordId('failure-paper'),
    means: wordId('failure-paper-means'),
    todo: wordId('failure-paper-todo'),
  },
  system: {
    what: wordId('failure-system'),
    means: wordId('failure-system-means'),
    todo: wordId('failure-system-todo'),
  },
};

/** What is said instead when the file is a backup. */
const backupWords: Partial<Record<FailureCode, FailureWords>> = {
  damaged: {
    what: wordId('failure-backup-damaged'),
    means: wordId('failure-backup-damaged-means'),
    todo: wordId('failure-backup-damaged-todo'),
  },
  notAuthentic: {
    what: wordId('failure-backup-not-authentic'),
    means: wordId('failure-backup-not-authentic-means'),
    todo: wordId('failure-backup-damaged-todo'),
  },
  notAJournal: {
    what: wordId('failure-backup-not-one'),
    means: wordId('failure-backup-not-one-means'),
    todo: wordId('failure-backup-not-one-todo'),
  },
  missing: {
    what: wordId('failure-backup-missing'),
    means: wordId('failure-backup-missing-means'),
    todo: wordId('failure-backup-missing-todo'),
  },
  newerVersion: {
    what: wordId('failure-backup-newer'),
    means: wordId('failure-backup-newer-means'),
    todo: wordId('failure-backup-newer-todo'),
  },
};

/** The words for a code, about the journal or about a backup. */
export function wordsFor(code: FailureCode, about: 'journal' | 'backup'): FailureWords {
  return (about === 'backup' ? backupWords[code] : undefined) ?? failureWords[code];
}

/** Whatever was thrown, as a failure: the core's own, or a fault of the window itself. */
export function asFailure(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  return { code: 'system', detail: thrown instanceof Error ? thrown.message : null };
}

function isFailure(thrown: unknown): thrown is Failure {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    thrown.code in failureWords
  );
}
