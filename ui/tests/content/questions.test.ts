import { describe, expect, it } from 'vitest';
import { DEPTHS, questions } from '../../src/state/content';
import {
  GRADE,
  badlyCut,
  countBy,
  hardToRead,
  misshapen,
  readingGrade,
  repeated,
  wordsOf,
  wrongKeys,
} from './rules';

describe('inner-world questions', () => {
  it('are at least 240, so that nothing comes back for most of a year', () => {
    expect(questions.length).toBeGreaterThanOrEqual(240);
  });

  it.each(DEPTHS)(
    'are at least 80 of the depth %s, and its letter stands in their ids',
    (depth) => {
      const some = questions.filter((question) => question.depth === depth);
      expect(some.length).toBeGreaterThanOrEqual(80);
      expect(misshapen(some, 'id', new RegExp(`^q-${depth[0]}-\\d{3}$`))).toEqual([]);
    },
  );

  it('have an id, a depth and a text, and nothing else', () => {
    expect(wrongKeys(questions, ['id', 'depth', 'text'])).toEqual([]);
    expect(questions.filter(({ depth }) => !DEPTHS.includes(depth))).toEqual([]);
  });

  it('have an id each', () => expect(repeated(questions.map(({ id }) => id))).toEqual([]));

  it('are one sentence of at most 120 characters that ends in a question mark', () => {
    expect(badlyCut(questions, 20, 120)).toEqual([]);
    expect(misshapen(questions, 'text', /^[A-Z][^.?!…]*\?$/)).toEqual([]);
  });

  it('can be read easily at twelve', () => {
    expect(readingGrade(questions)).toBeLessThanOrEqual(GRADE);
    expect(hardToRead(questions)).toEqual([]);
  });

  it('begin in many ways, none with more than a third of them', () => {
    const openings = countBy(questions, ({ text }) => wordsOf(text)[0] ?? '');
    expect(openings.size).toBeGreaterThanOrEqual(12);
    expect(Math.max(...openings.values())).toBeLessThanOrEqual(questions.length / 3);
  });

  it('of the tender depth often ask whether there is something, so that "no" is an answer too', () => {
    const tender = questions.filter(({ depth }) => depth === 'tender');
    const open = tender.filter(({ text }) => /^(Is|Are|Has|Have|Did|Do|Would) /.test(text));
    expect(open.length).toBeGreaterThanOrEqual(tender.length / 5);
  });
});
