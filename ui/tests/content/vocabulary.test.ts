import { describe, expect, it } from 'vitest';
import { feelings, needs, topics } from '../../src/state/content';
import { badlyCut, hardToRead, misshapen, repeated, saidTwice, wrongKeys } from './rules';

const words = feelings.flatMap((family) => family.words);

describe('feelings', () => {
  it('are at least 90 words', () => expect(words.length).toBeGreaterThanOrEqual(90));

  it('stand in exactly eight families, none of them thin', () => {
    expect(feelings.length).toBe(8);
    expect(repeated(feelings.map(({ id }) => id))).toEqual([]);
    expect(repeated(feelings.map(({ name }) => name))).toEqual([]);
    expect(feelings.filter((family) => family.words.length < 8).map(({ id }) => id)).toEqual([]);
  });

  it('have an id each, that begins with the id of their family', () => {
    expect(repeated(words.map(({ id }) => id))).toEqual([]);
    for (const family of feelings) {
      expect(family.id).toMatch(/^[a-z]+$/);
      expect(misshapen(family.words, 'id', new RegExp(`^${family.id}-[a-z-]+$`))).toEqual([]);
    }
  });

  it('have the keys that the picker reads, and nothing else', () => {
    expect(wrongKeys(feelings, ['id', 'name', 'words'])).toEqual([]);
    expect(wrongKeys(words, ['id', 'text'])).toEqual([]);
  });

  it('are a word or a few, each said once', () => {
    expect(badlyCut(words, 3, 24)).toEqual([]);
    expect(misshapen(words, 'text', /^[a-z][a-z' -]+$/i)).toEqual([]);
    expect(saidTwice(words)).toEqual([]);
  });

  it('say what is felt, not what somebody else did', () => {
    const deeds =
      /\b(ignored|attacked|manipulated|betrayed|abandoned|rejected|controlled|used|cheated|bullied)\b/i;
    expect(words.filter(({ text }) => deeds.test(text))).toEqual([]);
  });
});

describe('needs', () => {
  it('are at least 30', () => expect(needs.length).toBeGreaterThanOrEqual(30));

  it('have an id each, a text, and nothing else', () => {
    expect(wrongKeys(needs, ['id', 'text'])).toEqual([]);
    expect(repeated(needs.map(({ id }) => id))).toEqual([]);
    expect(misshapen(needs, 'id', /^need-[a-z-]+$/)).toEqual([]);
  });

  it('are a word or a few, each said once', () => {
    expect(badlyCut(needs, 3, 40)).toEqual([]);
    expect(saidTwice(needs)).toEqual([]);
    expect(hardToRead(needs)).toEqual([]);
  });

  it('name nobody who has to meet them', () => {
    expect(misshapen(needs, 'text', /^(?!.*\b(you|your|partner|partner's)\b).+$/i)).toEqual([]);
  });
});

describe('topics to talk about', () => {
  it('have an id each, a text, and nothing else', () => {
    expect(wrongKeys(topics, ['id', 'text'])).toEqual([]);
    expect(repeated(topics.map(({ id }) => id))).toEqual([]);
    expect(misshapen(topics, 'id', /^t-\d{3}$/)).toEqual([]);
  });

  it("are neutral: a few words that are no wish, no question and nobody's in particular", () => {
    expect(badlyCut(topics, 5, 60)).toEqual([]);
    expect(misshapen(topics, 'text', /^[A-Z](?!.*\b(you|your|my|I)\b)[^.?]+$/)).toEqual([]);
    expect(saidTwice(topics)).toEqual([]);
  });
});
