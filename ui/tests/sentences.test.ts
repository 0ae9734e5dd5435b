import { describe, expect, it } from 'vitest';
import { backupInWords } from '../src/features/backup/words';
import { sizeInWords } from '../src/words/sizes';
import { inList, t } from '../src/words';
import { dayInWords, dayTyped, momentInWords, shortDay } from '../src/words/dates';

const now = new Date('2026-11-23T20:00:00');

describe('sentences', () => {
  it('say a day in words, with its year when it is not this one, breaking after the weekday', () => {
    expect(dayInWords('2026-10-22', now)).toBe('Thursday 22\u00a0October');
    expect(dayInWords('2025-10-23', now)).toBe('Thursday 23\u00a0October\u00a02025');
    expect(shortDay('2026-05-03', now)).toBe('3\u00a0May');
  });

  it('say nothing of a day that is still being typed', () => {
    expect(dayTyped('2024-05-08')).toBe('Wednesday 8\u00a0May\u00a02024');
    expect(dayTyped('')).toBe('');
    expect(dayTyped('202424-05-08'), 'a year of six digits').toBe('');
  });

  it('say today and yesterday by the calendar, not by hours', () => {
    expect(momentInWords('2026-11-23T00:05:00', now)).toBe('today at 00:05');
    expect(momentInWords('2026-11-22T23:55:00', now)).toBe('yesterday at 23:55');
    expect(momentInWords('2026-11-21T07:52:00', now)).toBe('on Saturday 21\u00a0November at 07:52');
  });

  it('say a size in words', () => {
    expect(sizeInWords(812)).toBe('810 bytes');
    expect(sizeInWords(3_412_345)).toBe('3.4 megabytes');
  });

  it('never call a backup whole when something was written since', () => {
    const at = '2026-11-23T07:52:00';
    const whole = backupInWords({ at, name: 'Copy', changedSince: false });
    const behind = backupInWords({ at, name: 'Copy', changedSince: true });
    expect(whole).toContain('Nothing has been written since');
    expect(behind).not.toContain('Nothing has been written since');
    expect(backupInWords({ at: null, name: null, changedSince: true })).toContain('No backup');
  });

  it('set apart a name that runs the other way, and leave the others as they are', () => {
    expect(t('passphrase-of', { name: 'نور' })).toBe('\u2068نور\u2069’s passphrase');
    expect(t('passphrase-of', { name: 'Noor' })).toBe('Noor’s passphrase');
  });

  it('name two people in a list', () => {
    expect(inList(['Noor', 'Sam'])).toBe('Noor and Sam');
  });
});
