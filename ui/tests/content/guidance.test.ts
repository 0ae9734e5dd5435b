import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkin, guidance } from '../../src/state/content';
import { GRADE, badlyCut, hardToRead, misshapen, readingGrade, repeated, wrongKeys } from './rules';

/** Every step that a screen shows, under the practice whose guidance it opens with. */
const STEPS = {
  openly:
    'topic camera felt need ask speaking listening saidBack passFloor understood agreement pause',
  understand: 'moment happened surface softer story myPart opening makesSense recognise plan',
  witness: 'moment outside wish',
  listen: 'wanted telling listening gist question swap helped',
  time: 'mark mutual plan phonesAway afterwards',
  counselling: 'lookFor askThem candidates impression before takeaway practice lookAgain',
  sitDown: 'appreciations wentWell openSealed topic wish nextPlan',
  checkIn: checkin.map(({ id }) => id).join(' '),
};

const whys = Object.entries(guidance).map(([id, { why }]) => ({ id, text: why }));
const steps = Object.entries(guidance).flatMap(([practice, { steps }]) =>
  Object.entries(steps).map(([step, text]) => ({ id: `${practice}.${step}`, text })),
);
const sources = join(import.meta.dirname, '../../src');

/** The steps that the window asks for by name: `guide('time', 'plan')`. */
function asked(): string[] {
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .flatMap((path) => [
      ...readFileSync(join(sources, path), 'utf8').matchAll(/\bguide\(\s*'(\w+)',\s*'(\w+)'/g),
    ])
    .map(([, practice, step]) => `${practice}.${step}`);
}

describe('guidance', () => {
  it.each(Object.entries(STEPS))(
    'of %s says what it is for, and guides each step',
    (id, wanted) => {
      expect(guidance[id]?.why).toBeTruthy();
      expect(Object.keys(guidance[id]?.steps ?? {}).sort()).toEqual(wanted.split(' ').sort());
    },
  );

  it('is for these practices and no other', () => {
    expect(Object.keys(guidance).sort()).toEqual(Object.keys(STEPS).sort());
  });

  it('has a why and steps, and nothing else', () => {
    expect(wrongKeys(Object.values(guidance), ['why', 'steps'])).toEqual([]);
    expect(misshapen(steps, 'id', /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)).toEqual([]);
  });

  it('says nothing that no screen asks for', () => {
    const features = readdirSync(join(sources, 'features'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|svelte)$/.test(path))
      .map((path) => readFileSync(join(sources, 'features', path), 'utf8'))
      .join('\n');
    const named = (step: string) => new RegExp(`['"]${step}['"]|\\.${step}\\b|^  ${step}:`, 'm');
    const asleep = steps.filter(({ id }) => !named(id.split('.')[1] ?? '').test(features));
    const ofCheckIn = asleep.filter(({ id }) => !id.startsWith('checkIn.'));
    expect(ofCheckIn.map(({ id }) => id)).toEqual([]);
  });

  it('has every step that the window asks for', () => {
    const known = steps.map(({ id }) => id);
    expect(asked().filter((step) => !known.includes(step))).toEqual([]);
  });

  it('is two or three sentences for each step', () => {
    expect(badlyCut(steps, 40, 320)).toEqual([]);
    const sentences = ({ text }: { text: string }) => text.match(/[.?](?= |$)/g)?.length ?? 0;
    expect(steps.filter((step) => ![2, 3].includes(sentences(step)))).toEqual([]);
  });

  it('says why in a few plain sentences', () => {
    expect(badlyCut(whys, 40, 360)).toEqual([]);
    expect(misshapen(whys, 'text', /^[A-Z].*\.$/)).toEqual([]);
  });

  it('says nothing twice', () => {
    expect(repeated([...whys, ...steps].map(({ text }) => text))).toEqual([]);
  });

  it('can be read easily at twelve', () => {
    expect(readingGrade([...whys, ...steps])).toBeLessThanOrEqual(GRADE);
    expect(hardToRead([...whys, ...steps])).toEqual([]);
  });
});
