import { describe, expect, it } from 'vitest';
import { PROMPTED, prompts } from '../../src/state/content';
import { GRADE, badlyCut, hardToRead, misshapen, readingGrade, repeated, wrongKeys } from './rules';

describe('daily prompts', () => {
  it('are at least 180, so that half a year passes before the first comes back', () => {
    expect(prompts.length).toBeGreaterThanOrEqual(180);
  });

  it.each(PROMPTED)(
    'are at least 20 for the practice %s, and its letter stands in their ids',
    (practice) => {
      const some = prompts.filter((prompt) => prompt.practice === practice);
      expect(some.length).toBeGreaterThanOrEqual(20);
      expect(misshapen(some, 'id', new RegExp(`^p-${practice[0]}-\\d{3}$`))).toEqual([]);
    },
  );

  it('have an id, a practice and a text, and nothing else', () => {
    expect(wrongKeys(prompts, ['id', 'practice', 'text'])).toEqual([]);
    expect(prompts.filter(({ practice }) => !PROMPTED.includes(practice))).toEqual([]);
  });

  it('have an id each', () => expect(repeated(prompts.map(({ id }) => id))).toEqual([]));

  it('are one or two sentences of at most 120 characters', () => {
    expect(badlyCut(prompts, 12, 120)).toEqual([]);
    expect(misshapen(prompts, 'text', /^[A-Z][^.?!…]*[.?:]( [A-Z][^.?!…]*[.?])?$/)).toEqual([]);
  });

  it('are true at any hour and on any day: Today shows them in the morning and on a Monday', () => {
    const hours = /\b(tonight|this (morning|afternoon|evening|weekend))\b/i;
    const begun = /\b(today|this (week|month|year))\b/i;
    const back = /\b(did|was|were|had|has|made|found|kept|have (you|had)|the day)\b/i;
    const early = prompts.filter(
      ({ text }) => hours.test(text) || (begun.test(text) && back.test(text)),
    );
    expect(early.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
  });

  it('can be read easily at twelve', () => {
    expect(readingGrade(prompts)).toBeLessThanOrEqual(GRADE);
    expect(hardToRead(prompts)).toEqual([]);
  });
});
