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
  { is: 'newKeyslot', kit: true, made: '2025-10-23T20:00:00' },
  { is: 'newKeyslot', kit: false, made: '2025-10-23T20:00:00' },
  { is: 'keyslotGone' },
  { is: 'olderFile', changes: 1 },
  { is: 'restored', by: 'sam', made: '2025-10-23T20:00:00', changes: 0 },
  { is: 'restored', by: 'nobody', made: '2025-10-23T20:00:00', changes: 1 },
  { is: 'restored', by: 'sam', made: '2025-10-23T20:00:00', changes: 4 },
  { is: 'missingEnd', author: 'sam', changes: 3 },
  { is: 'missingEnd', author: null, changes: 1 },
  { is: 'rewritten', author: 'sam' },
  { is: 'rewritten', author: null },
  { is: 'unwitnessed', changes: 1 },
  { is: 'oldKeyslot' },
  { is: 'oldGrant' },
  { is: 'otherCard' },
  { is: 'newCard' },
  { is: 'keysUnfinished', since: '2025-10-23T20:00:00' },
  { is: 'upToDate', backup: 'Ours (version 1) 2026-11-29 21.42.00', damaged: 0 },
  { is: 'upToDate', backup: 'Ours (version 1) 2026-11-29 21.42.00', damaged: 3 },
  { is: 'notUpToDate', why: 'readOnly' },
  { is: 'notUpToDate', why: 'system' },
  { is: 'notUpToDate', why: 'full' },
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
    expect(said({ is: 'newKeyslot', kit: true, made: '2025-10-23T20:00:00' })).toContain('kit');
    expect(said({ is: 'newKeyslot', kit: false, made: '2025-10-23T20:00:00' })).not.toContain(
      'recovery kit',
    );
  });

  it('names who restored, and only what is known to be gone', () => {
    const restored = (by: string, changes: number) =>
      said({ is: 'restored', by, made: '2025-10-23T20:00:00', changes });
    expect(restored('sam', 0)).toContain('Sam restored this journal');
    expect(restored('sam', 0)).toMatch(/23\s+October/);
    expect(restored('sam', 0), 'this computer knows of nothing that is gone').not.toContain('gone');
    expect(restored('sam', 1)).toContain('one change that was here before is gone');
    expect(restored('sam', 4)).toContain('4 changes that were here before are gone');
    expect(restored('nobody', 0), 'a name that is not known is not made up').not.toContain('Sam');
  });

  it('names the backup from before the journal was brought up to date, or why there is none', () => {
    const backup = 'Ours (version 1) 2026-11-29 21.42.00';
    expect(said({ is: 'upToDate', backup, damaged: 0 })).toContain(backup);
    expect(said({ is: 'upToDate', backup, damaged: 0 })).not.toContain('damaged');
    expect(said({ is: 'upToDate', backup, damaged: 1 })).toContain('keep earlier ones');
    expect(said({ is: 'notUpToDate', why: 'full' })).toContain('Make some room');
    expect(said({ is: 'notUpToDate', why: 'cancelled' })).toContain('stopped');
    expect(said({ is: 'notUpToDate', why: 'system' })).toContain('Make a backup yourself');
  });

  it('tells again and again only what is not finished', () => {
    expect(ALL.filter(isUnfinished).map(({ is }) => is)).toEqual(['keysUnfinished']);
  });

  it('offers to go on only without what was lost', () => {
    const losses = new Set(ALL.filter(isLoss).map(({ is }) => is));
    expect([...losses]).toEqual([
      'olderFile',
      'restored',
      'missingEnd',
      'rewritten',
      'unwitnessed',
    ]);
    expect(
      isLoss({ is: 'restored', by: 'sam', made: '2025-10-23T20:00:00', changes: 0 }),
      'where nothing is known to be gone there is nothing to go on without',
    ).toBe(false);
  });
});
