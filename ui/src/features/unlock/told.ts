/** The words of what a person must be told after unlocking. */

import type { IconName } from '../../design/icons';
import type { Notice } from '../../ipc/bindings/Notice';
import { wordId, type WordId } from '../../words';
import { momentInWords } from '../../words/dates';

interface NoticeWords {
  icon: IconName;
  title: WordId;
  more: WordId;
}

export const noticeWords: Record<Notice['is'], NoticeWords> = {
  damaged: {
    icon: 'damaged',
    title: wordId('told-damaged'),
    more: wordId('told-damaged-more'),
  },
  grantGone: {
    icon: 'damaged',
    title: wordId('told-grant-gone'),
    more: wordId('told-grant-gone-more'),
  },
  putBack: {
    icon: 'history',
    title: wordId('told-put-back'),
    more: wordId('told-put-back-more'),
  },
  newKeyslot: {
    icon: 'lock',
    title: wordId('told-new-keyslot'),
    more: wordId('told-new-keyslot-more'),
  },
  keyslotGone: {
    icon: 'lock',
    title: wordId('told-keyslot-gone'),
    more: wordId('told-keyslot-gone-more'),
  },
  olderFile: {
    icon: 'history',
    title: wordId('told-older-file'),
    more: wordId('told-older-file-more'),
  },
  restored: {
    icon: 'history',
    title: wordId('told-restored'),
    more: wordId('told-restored-more'),
  },
  unknownKey: {
    icon: 'history',
    title: wordId('told-unknown-key'),
    more: wordId('told-unknown-key-more'),
  },
  missingEnd: {
    icon: 'history',
    title: wordId('told-missing-end'),
    more: wordId('told-missing-end-more'),
  },
  rewritten: {
    icon: 'history',
    title: wordId('told-rewritten'),
    more: wordId('told-rewritten-more'),
  },
  unwitnessed: {
    icon: 'history',
    title: wordId('told-unwitnessed'),
    more: wordId('told-unwitnessed-more'),
  },
  oldKeyslot: {
    icon: 'lock',
    title: wordId('told-old-keyslot'),
    more: wordId('told-old-keyslot-more'),
  },
  oldGrant: {
    icon: 'history',
    title: wordId('told-old-grant'),
    more: wordId('told-old-grant-more'),
  },
  otherCard: {
    icon: 'damaged',
    title: wordId('told-other-card'),
    more: wordId('told-other-card-more'),
  },
  newCard: {
    icon: 'lock',
    title: wordId('told-new-card'),
    more: wordId('told-new-card-more'),
  },
  keysUnfinished: {
    icon: 'key',
    title: wordId('told-keys-unfinished'),
    more: wordId('told-keys-unfinished-more'),
  },
  upToDate: {
    icon: 'check',
    title: wordId('told-up-to-date'),
    more: wordId('told-up-to-date-more'),
  },
  notUpToDate: {
    icon: 'history',
    title: wordId('told-not-up-to-date'),
    more: wordId('told-not-up-to-date-more'),
  },
};

/** The title; whose changes it is about is said where the file still knows. */
export function noticeTitle(notice: Notice, name: string | undefined): WordId {
  if (name && notice.is === 'missingEnd') return wordId('told-missing-end-of');
  if (name && notice.is === 'rewritten') return wordId('told-rewritten-of');
  if (name && notice.is === 'restored') return wordId('told-restored-by');
  return noticeWords[notice.is].title;
}

/** Whose changes, or whose doing, a notice is about. */
export function authorOf(notice: Notice): string | null {
  if (notice.is === 'restored') return notice.by;
  return notice.is === 'missingEnd' || notice.is === 'rewritten' ? notice.author : null;
}

/** Whether it is about the other one of both, whoever is told. */
export function isOfTheOther({ is }: Notice): boolean {
  return is === 'otherCard' || is === 'newCard';
}

const LOSSES = new Set<Notice['is']>([
  'olderFile',
  'unknownKey',
  'missingEnd',
  'rewritten',
  'unwitnessed',
]);

/** What the person may go on without: it is told until they say so. */
export function isLoss(notice: Notice): boolean {
  if (notice.is === 'restored') return notice.changes > 0;
  return LOSSES.has(notice.is);
}

/** What is told until it is done, and not only once. */
export function isUnfinished({ is }: Notice): boolean {
  return is === 'keysUnfinished';
}

/** What stands in the words of a notice. */
export function noticeValues(notice: Notice, name = ''): Record<string, string | number> {
  switch (notice.is) {
    case 'damaged':
    case 'olderFile':
    case 'unwitnessed':
      return { changes: notice.changes };
    case 'missingEnd':
      return { changes: notice.changes, name };
    case 'restored':
      return { changes: notice.changes, moment: momentInWords(notice.made), name };
    case 'rewritten':
    case 'otherCard':
    case 'newCard':
      return { name };
    case 'keysUnfinished':
      return { moment: momentInWords(notice.since) };
    case 'upToDate':
      return { backup: notice.backup, damaged: notice.damaged };
    case 'notUpToDate':
      return { why: notice.why };
    case 'newKeyslot':
      return { moment: momentInWords(notice.made), kind: notice.kit ? 'kit' : 'passphrase' };
    default:
      return {};
  }
}
