/** Days in words: the same wherever the computer stands, and with the year only where it is another. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayInWords, dayNumberInWords, shortDay, weekdayInWords } from '../src/words/dates';

const ZONES = ['Pacific/Kiritimati', 'Europe/Amsterdam', 'America/Los_Angeles', 'Etc/GMT+12'];
const DAY = '2025-10-23';

describe('a day in words', () => {
  const before = process.env.TZ;
  beforeEach(() => delete process.env.TZ);
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  it('is the same day in every time zone, also when the computer travels', () => {
    for (const zone of ZONES) {
      process.env.TZ = zone;
      const now = new Date('2025-11-02T12:00:00Z');
      expect(dayInWords(DAY, now), zone).toBe('Thursday 23\u00a0October');
      expect(weekdayInWords(DAY), zone).toBe('Thu');
      expect(dayNumberInWords(DAY), zone).toBe('23');
    }
  });

  it('has its year when that is not this one', () => {
    const now = new Date('2026-01-02T12:00:00Z');
    expect(shortDay(DAY, now), 'last year').toBe('23\u00a0October\u00a02025');
    expect(shortDay('2026-01-01', now), 'this year').toBe('1\u00a0January');
  });
});
