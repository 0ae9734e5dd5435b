import { describe, expect, it } from 'vitest';
import {
  checkin,
  feelings,
  finder,
  guidance,
  ideas,
  needs,
  openers,
  prompts,
  questions,
  stems,
  templates,
  topics,
} from '../../src/state/content';
import { forbidden, repeated, saidTwice, tooAlike, type Piece } from './rules';

const finding = [
  ...finder.lookFor,
  ...finder.ask,
  { id: 'finder-trust', text: finder.trust },
  { id: 'finder-afraid', text: finder.notWhenAfraid },
];
const guiding = Object.entries(guidance).flatMap(([practice, { why, steps }]) =>
  Object.entries({ why, ...steps }).map(([step, text]) => ({ id: `${practice}.${step}`, text })),
);
const checking = checkin.map(({ id, question }) => ({ id, text: question }));
const answers = checkin.flatMap((question) => question.answers);
const words = [...feelings.flatMap((family) => family.words), ...needs];
const pages = templates.map(({ id, name, text }) => ({ id, text: `${name}: ${text}` }));

/** What is asked, offered or begun: each of these is drawn or chosen on its own. */
const offered: Piece[] = [
  ...questions,
  ...prompts,
  ...openers,
  ...ideas,
  ...stems,
  ...checking,
  ...topics,
];
const everything: Piece[] = [
  ...offered,
  ...ideas.map(({ id, how }) => ({ id, text: how })),
  ...words,
  ...answers,
  ...finding,
  ...guiding,
  ...pages,
];

/** Ids whose words are gone: what journals say of them must not become true of something else. */
const RETIRED = ['hot-stubborn', 'sore-humbled', 'i-032', 'i-068', 'i-153'];

describe('the whole library', () => {
  it('gives no id to two things', () => {
    const ids = [...offered, ...pages, ...words, ...answers, ...finding, ...guiding].map(
      ({ id }) => id,
    );
    expect(repeated(ids)).toEqual([]);
  });

  it('gives no id again to something else than it once named', () => {
    const all = [...offered, ...pages, ...words, ...answers, ...finding, ...guiding];
    expect(all.map(({ id }) => id).filter((id) => RETIRED.includes(id))).toEqual([]);
  });

  it('says nothing in the same words twice, not even in two of its files', () => {
    expect(saidTwice([...offered, ...words, ...finding, ...guiding])).toEqual([]);
  });

  it('offers no two things in nearly the same words', () => {
    expect(tooAlike(offered, 0.8, 'all words')).toEqual([]);
  });

  it.each([
    ['questions', questions],
    ['prompts', prompts],
    ['openers', openers],
    ['ideas', ideas],
  ] as const)('has no two %s that would get the same answer in other small words', (_, pieces) => {
    expect(tooAlike(pieces, 0.6, 'telling words')).toEqual([]);
  });

  it('makes no charge, names no illness, assumes no role, body or faith, and does not shout', () => {
    expect(forbidden(everything)).toEqual([]);
  });
});
