import { describe, expect, it } from 'vitest';
import { WANTED, checkin, finder, stems } from '../../src/state/content';
import {
  GRADE,
  badlyCut,
  hardToRead,
  misshapen,
  readingGrade,
  repeated,
  saidTwice,
  wrongKeys,
} from './rules';

const asked = checkin.map(({ id, question }) => ({ id, text: question }));
const answers = checkin.flatMap((question) => question.answers);
const lines = [...finder.lookFor, ...finder.ask];
const finding = [
  ...lines,
  { id: 'trust', text: finder.trust },
  { id: 'notWhenAfraid', text: finder.notWhenAfraid },
];

describe('the check-in', () => {
  it('has five questions, with an id each', () => {
    expect(checkin.length).toBe(5);
    expect(wrongKeys(checkin, ['id', 'question', 'answers'])).toEqual([]);
    expect(repeated(checkin.map(({ id }) => id))).toEqual([]);
  });

  it('asks in one plain sentence', () => {
    expect(badlyCut(asked, 15, 120)).toEqual([]);
    expect(misshapen(asked, 'text', /^[A-Z][^.?]*\?$/)).toEqual([]);
  });

  it('has a few answers to each question but the last, which is a wish in own words', () => {
    expect(checkin.map(({ answers }) => answers.length >= 3)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(checkin[4]?.answers).toEqual([]);
  });

  it('has an id for each answer', () => {
    expect(wrongKeys(answers, ['id', 'text'])).toEqual([]);
    expect(repeated(answers.map(({ id }) => id))).toEqual([]);
    expect(misshapen(answers, 'id', /^[a-z]+(-[a-z]+)+$/)).toEqual([]);
    expect(saidTwice(answers)).toEqual([]);
  });

  it('is answered in words, with nothing that could be added up', () => {
    expect(badlyCut(answers, 3, 80)).toEqual([]);
    expect(misshapen(answers, 'text', /^[^\d%]+$/)).toEqual([]);
  });
});

describe('finding someone', () => {
  it('says what to look for, what to ask, and what holds where trust or safety is missing', () => {
    expect(wrongKeys([finder], ['lookFor', 'ask', 'trust', 'notWhenAfraid'])).toEqual([]);
    expect(finder.lookFor.length).toBeGreaterThanOrEqual(5);
    expect(finder.ask.length).toBeGreaterThanOrEqual(5);
    expect(finder.trust).toMatch(/trained person/);
    expect(finder.notWhenAfraid).toMatch(/afraid/);
  });

  it('has an id for each line', () => {
    expect(wrongKeys(lines, ['id', 'text'])).toEqual([]);
    expect(repeated(lines.map(({ id }) => id))).toEqual([]);
  });

  it('asks its questions as questions', () => {
    expect(misshapen(finder.ask, 'text', /^[A-Z].*\?$/)).toEqual([]);
    expect(badlyCut(lines, 15, 200)).toEqual([]);
  });

  it('gives no number and no address, since none has been checked', () => {
    const contact = /\d{3}|https?:|www\.|@|\.(org|com|net)\b/;
    expect(finding.filter(({ text }) => contact.test(text))).toEqual([]);
  });

  it('can be read easily at twelve', () => {
    expect(readingGrade(finding)).toBeLessThanOrEqual(GRADE);
    expect(hardToRead(finding)).toEqual([]);
  });
});

describe('the first words of a listener', () => {
  it.each(WANTED)('are at least five for a teller who wishes for "%s"', (kind) => {
    expect(stems.filter((stem) => stem.kind === kind).length).toBeGreaterThanOrEqual(5);
  });

  it('have an id, a kind and a text, and nothing else', () => {
    expect(wrongKeys(stems, ['id', 'kind', 'text'])).toEqual([]);
    expect(stems.filter(({ kind }) => !WANTED.includes(kind))).toEqual([]);
    expect(repeated(stems.map(({ id }) => id))).toEqual([]);
    expect(misshapen(stems, 'id', /^s-[a-z]-\d{3}$/)).toEqual([]);
  });

  it('are short, and each said once', () => {
    expect(badlyCut(stems, 8, 90)).toEqual([]);
    expect(saidTwice(stems)).toEqual([]);
  });

  it('do not ask why, which sounds like a charge', () => {
    expect(stems.filter(({ text }) => /\bwhy\b/i.test(text))).toEqual([]);
  });
});
