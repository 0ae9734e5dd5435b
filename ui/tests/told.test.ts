import { describe, expect, it } from 'vitest';
import {
  authorOf,
  isOfTheOther,
  isLoss,
  isUnfinished,
  noticeTitle,
  noticeValues,
  noticeWords,
} from '../src/features/unlock/told';
import type { Notice } from '../src/ipc/bindings/Notice';
import { t } from '../src/words';

const ALL: Notice[] = [
  { is: 'putBack' },
  { is: 'damaged', changes: 2 },
  { is: 'grantGone' },
  { is: 'newKeyslot', kit: true, made: '2025-10-23T20:00:00Z' },
  { is: 'newKeyslot', kit: false, made: '2025-10-23T20:00:00Z' },
  { is: 'keyslotGone' },
  { is: 'olderFile', changes: 1 },
  { is: 'missingEnd', author: 'sam', changes: 3 },
  { is: 'missingEnd', author: null, changes: 1 },
  { is: 'rewritten', author: 'sam' },
  { is: 'rewritten', author: null },
  { is: 'unwitnessed', changes: 1 },
  { is: 'oldKeyslot' },
  { is: 'oldGrant' },
  { is: 'otherCard' },
  { is: 'newCard' },
  { is: 'keysUnfinished', since: '2025-10-23T20:00:00Z' },
];

function said(notice: Notice): string {
  const name = authorOf(notice) === 'sam' || isOfTheOther(notice) ? 'Sam' : undefined;
  const values = noticeValues(notice, name);
  const title = t(noticeTitle(notice, name), values);
  return `${title} ${t(noticeWords[notice.is].more, values)}`;
}

describe('what is told after unlocking', () => {
  it.each(ALL)('is said whole, with everything it names: $is', (notice) => {
    expect(said(notice), 'a value that is missing shows as braces').not.toMatch(/[{}]|\$/);
    expect(said(notice)).not.toMatch(/undefined|null/);
  });

  it('names whose changes are gone, where the file still says', () => {
    expect(said({ is: 'missingEnd', author: 'sam', changes: 3 })).toContain('by Sam');
    expect(said({ is: 'missingEnd', author: null, changes: 3 })).not.toContain('by ');
  });

  it('tells a kit from a passphrase', () => {
    expect(said({ is: 'newKeyslot', kit: true, made: '2025-10-23T20:00:00Z' })).toContain('kit');
    expect(said({ is: 'newKeyslot', kit: false, made: '2025-10-23T20:00:00Z' })).not.toContain(
      'recovery kit',
    );
  });

  it('tells again and again only what is not finished', () => {
    expect(ALL.filter(isUnfinished).map(({ is }) => is)).toEqual(['keysUnfinished']);
  });

  it('offers to go on only without what was lost', () => {
    const losses = new Set(ALL.filter(isLoss).map(({ is }) => is));
    expect([...losses]).toEqual(['olderFile', 'missingEnd', 'rewritten', 'unwitnessed']);
  });
});
