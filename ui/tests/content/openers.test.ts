import { describe, expect, it } from 'vitest';
import { NOTICED_STEPS, openers } from '../../src/state/content';
import { GRADE, badlyCut, hardToRead, misshapen, readingGrade, repeated, wrongKeys } from './rules';

describe('openers for Noticed', () => {
  it('are at least 60', () => expect(openers.length).toBeGreaterThanOrEqual(60));

  it.each(NOTICED_STEPS)(
    'are at least 15 for the step %s, and its letter stands in their ids',
    (step) => {
      const some = openers.filter((opener) => opener.step === step);
      expect(some.length).toBeGreaterThanOrEqual(15);
      expect(misshapen(some, 'id', new RegExp(`^n-${step[0]}-\\d{3}$`))).toEqual([]);
    },
  );

  it('have an id, a step and a text, and nothing else', () => {
    expect(wrongKeys(openers, ['id', 'step', 'text'])).toEqual([]);
    expect(openers.filter(({ step }) => !NOTICED_STEPS.includes(step))).toEqual([]);
  });

  it('have an id each', () => expect(repeated(openers.map(({ id }) => id))).toEqual([]));

  it('are the beginning of a sentence, which the writer goes on with', () => {
    expect(badlyCut(openers, 8, 80)).toEqual([]);
    expect(misshapen(openers, 'text', /^[A-Z].*[\w:,]$/)).toEqual([]);
  });

  it('can be read easily at twelve', () => {
    expect(readingGrade(openers)).toBeLessThanOrEqual(GRADE);
    expect(hardToRead(openers)).toEqual([]);
  });

  it('thank for a deed without measuring it against anybody', () => {
    const measured = /\b(more than (me|anyone|others)|than usual|for once|finally|at last)\b/i;
    expect(openers.filter(({ text }) => measured.test(text))).toEqual([]);
  });
});
