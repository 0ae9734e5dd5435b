import { describe, expect, it } from 'vitest';
import autumn from '../../content/en/sample/autumn.json';
import spring from '../../content/en/sample/spring.json';
import summer from '../../content/en/sample/summer.json';
import winter from '../../content/en/sample/winter.json';
import {
  NEWNESS,
  WANTED,
  checkin,
  feelings,
  ideas,
  needs,
  questions,
} from '../../src/state/content';
import { UNFIT_FOR_A_STORY, forbidden, misshapen, repeated, wordsOf, type Piece } from './rules';

interface Words {
  text?: string;
  choice?: string;
  feelings?: string[];
  needs?: string[];
}

interface Moment {
  at: string;
  do: string;
  who?: string;
  key?: string;
  of?: string;
  library?: string;
  idea?: string;
  text?: string;
  did?: string;
  says?: string;
  meant?: string;
  about?: string;
  tags?: string[];
  words?: Words;
  parts?: Record<string, Words>;
}

/** Each with the Monday it begins on, and the one it ends before. */
const QUARTERS = [
  { name: 'winter', moments: winter as Moment[], from: '2025-01-06', until: '2025-04-07' },
  { name: 'spring', moments: spring as Moment[], from: '2025-04-07', until: '2025-07-07' },
  { name: 'summer', moments: summer as Moment[], from: '2025-07-07', until: '2025-10-06' },
  { name: 'autumn', moments: autumn as Moment[], from: '2025-10-06', until: '2026-01-05' },
];
const TAGS = [
  ...['work', 'home', 'salma', 'juno', 'biscuit', 'garden'],
  ...['money', 'body', 'feast', 'away', 'music', 'wood'],
];
/** Besides ideas, answers of the check-in and how new something was. */
const CHOICES = ['yes', 'notQuite', 'notForMe', ...WANTED, ...NEWNESS];

const year = QUARTERS.flatMap(({ moments }) => moments);
const said = year.flatMap(({ words, parts }) => [words ?? {}, ...Object.values(parts ?? {})]);
/** Everything to be read, under the time it was written at. */
const written: Piece[] = year.flatMap(({ at, words, parts, ...moment }) => {
  const texts = [moment.text, moment.did, moment.says, moment.meant, moment.about];
  const steps = [words, ...Object.values(parts ?? {})].map((one) => one?.text);
  return [...texts, ...steps].flatMap((text) => (text ? [{ id: at, text }] : []));
});

/** Sentences of three words and more: shorter ones are everybody's. */
function sentences(text: string): string[] {
  return text
    .split(/(?<=[.?!:;…])[*_"”’)]*\s+|\n+/)
    .map((sentence) => wordsOf(sentence))
    .filter((words) => words.length >= 3)
    .map((words) => words.join(' '));
}

/** Those of `named` that are not among `known`. */
function unknown(named: (string | undefined)[], known: readonly string[]): string[] {
  const ids = new Set(known);
  return named.filter((id) => id !== undefined).filter((id) => !ids.has(id));
}

describe('the sample journal', () => {
  it.each(QUARTERS)('goes on from moment to moment in $name', ({ moments, from, until }) => {
    const times = moments.map(({ at }) => at);
    expect(
      misshapen(
        times.map((id) => ({ id, text: id })),
        'id',
        /^\d{4}-\d\d-\d\dT\d\d:\d\d$/,
      ),
    ).toEqual([]);
    expect(times.filter((at, n) => n > 0 && at <= (times[n - 1] ?? ''))).toEqual([]);
    expect(times.filter((at) => at < from || at >= until)).toEqual([]);
    expect(moments.length).toBeGreaterThanOrEqual(75);
  });

  it.each(QUARTERS)('speaks in $name only of what was there before', ({ moments }) => {
    const known = new Set<string>();
    const early = moments.filter(({ key, of }) => {
      const missing = of !== undefined && !known.has(of);
      if (key) known.add(key);
      return missing;
    });
    expect(early).toEqual([]);
  });

  it('gives no name to two things, and asks no question of the library twice', () => {
    expect(repeated(year.flatMap(({ key }) => key ?? []))).toEqual([]);
    expect(repeated(year.flatMap(({ library }) => library ?? []))).toEqual([]);
  });

  it('names only questions, ideas, feelings, needs and choices that there are', () => {
    const ids = ideas.map(({ id }) => id);
    const answers = checkin.flatMap((question) => question.answers).map(({ id }) => id);
    const felt = feelings.flatMap(({ words }) => words).map(({ id }) => id);
    expect(
      unknown(
        year.map(({ library }) => library),
        questions.map(({ id }) => id),
      ),
    ).toEqual([]);
    expect(
      unknown(
        year.map(({ idea }) => idea),
        ids,
      ),
    ).toEqual([]);
    expect(
      unknown(
        said.map(({ choice }) => choice),
        [...CHOICES, ...ids, ...answers],
      ),
    ).toEqual([]);
    expect(
      unknown(
        said.flatMap((words) => words.feelings ?? []),
        felt,
      ),
    ).toEqual([]);
    expect(
      unknown(
        said.flatMap((words) => words.needs ?? []),
        needs.map(({ id }) => id),
      ),
    ).toEqual([]);
    expect(
      unknown(
        year.flatMap(({ tags }) => tags ?? []),
        TAGS,
      ),
    ).toEqual([]);
  });

  it('says no sentence twice in the whole year', () => {
    expect(repeated(written.flatMap(({ text }) => sentences(text)))).toEqual([]);
  });

  it('gives neither of the two a gender or a label of the clinic, and names no method or shop', () => {
    expect(forbidden(written, UNFIT_FOR_A_STORY)).toEqual([]);
  });

  it('writes no page of a length nobody would read', () => {
    expect(written.filter(({ text }) => wordsOf(text).length > 420).map(({ id }) => id)).toEqual(
      [],
    );
  });
});
