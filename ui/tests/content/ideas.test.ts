import { describe, expect, it } from 'vitest';
import {
  ACCESS,
  COSTS,
  ENERGIES,
  NEWNESS,
  PLACES,
  ideas,
  type Access,
} from '../../src/state/content';
import {
  GRADE,
  badlyCut,
  countBy,
  hardToRead,
  misshapen,
  readingGrade,
  repeated,
  wrongKeys,
} from './rules';

const KEYS = ['id', 'text', 'how', 'cost', 'minutes', 'place', 'energy', 'access', 'newness'];

const named = ideas.map(({ id, text }) => ({ id, text }));
const explained = ideas.map(({ id, how }) => ({ id, text: how }));

/** Words that ask for what a tag says is not needed. */
const CONTRADICTED: Record<Access, RegExp> = {
  seated: /\b(walk|run|jog|stroll|hike|climb|stand up|on your feet|cycle|ladder)\b/i,
  // Who eats or drinks lying down can choke.
  lyingDown:
    /\b(walk|run|jog|stroll|hike|climb|stand|dance|cycle|cook|bake|eat|tast\w+|meal|breakfast|tea)\b/i,
  stepFree: /\b(stairs|steps up|climb|hike|ladder|hilltop|loft|attic)\b/i,
  lowSight:
    /\b(watch|look at|photos?|pictures?|stargaz\w+|jigsaw|sketch|colou?r in|silent film)\b/i,
  lowHearing: /\b(listen to|songs?|music|sing|hum|whisper|podcasts?|radio|aloud)\b/i,
  quiet: /\b(sing|drum|shout|crowds?|concert|karaoke|market|party|loud)\b/i,
  oneHand: /\b(both hands|two hands|clap|knit|knead|juggle|braid|shuffle)\b/i,
  apart: /\b(massage|hold hands|hug|cuddle|embrace|same room|side by side|back to back)\b/i,
};

describe('ideas for time together', () => {
  it('are at least 150', () => expect(ideas.length).toBeGreaterThanOrEqual(150));

  it('have all their tags, and nothing else', () => {
    expect(wrongKeys(ideas, KEYS)).toEqual([]);
  });

  it('have an id each, of one shape', () => {
    expect(repeated(ideas.map(({ id }) => id))).toEqual([]);
    expect(misshapen(named, 'id', /^i-\d{3}$/)).toEqual([]);
  });

  it('have tags from the lists that the filters show', () => {
    const known = <T>(all: readonly T[], tag: T) => all.includes(tag);
    const strange = ideas.filter(
      ({ cost, place, energy, newness, access }) =>
        !known(COSTS, cost) ||
        !known(PLACES, place) ||
        !known(ENERGIES, energy) ||
        !known(NEWNESS, newness) ||
        access.some((tag) => !known(ACCESS, tag)) ||
        repeated(access).length > 0,
    );
    expect(strange.map(({ id }) => id)).toEqual([]);
  });

  it('take between five minutes and a day', () => {
    const wrong = ideas.filter(
      ({ minutes }) => !Number.isInteger(minutes) || minutes < 5 || minutes > 1440,
    );
    expect(wrong.map(({ id, minutes }) => `${id}: ${minutes}`)).toEqual([]);
  });

  it('are a short name, and a line or two on how', () => {
    expect(badlyCut(named, 8, 90)).toEqual([]);
    expect(misshapen(named, 'text', /^[A-Z].*[\w)]$/)).toEqual([]);
    expect(badlyCut(explained, 12, 200)).toEqual([]);
    expect(misshapen(explained, 'text', /^[A-Z].*[.?]$/)).toEqual([]);
  });

  it('can be read easily at twelve', () => {
    expect(readingGrade([...named, ...explained])).toBeLessThanOrEqual(GRADE);
    expect(hardToRead([...named, ...explained])).toEqual([]);
  });

  it.each(ACCESS)('are never tagged "%s" when their words ask for the contrary', (tag) => {
    const wrong = ideas.filter(
      ({ access, text, how }) => access.includes(tag) && CONTRADICTED[tag].test(`${text} ${how}`),
    );
    expect(wrong.map(({ id, text, how }) => `${id}: ${text} — ${how}`)).toEqual([]);
  });

  it('that happen apart can be done apart, and say so in their tags', () => {
    const wrong = ideas.filter(
      ({ place, access }) => place === 'apart' && !access.includes('apart'),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('leave something for those without money, time, strength, or a way out of the house', () => {
    const some = (wanted: (idea: (typeof ideas)[number]) => boolean) => ideas.filter(wanted).length;
    expect(some(({ cost }) => cost === 'free')).toBeGreaterThanOrEqual(60);
    expect(some(({ minutes }) => minutes <= 15)).toBeGreaterThanOrEqual(25);
    expect(some(({ energy }) => energy === 'low')).toBeGreaterThanOrEqual(40);
    expect(some(({ place }) => place === 'home')).toBeGreaterThanOrEqual(40);
    const easy = some(
      ({ cost, minutes, energy }) => cost === 'free' && minutes <= 30 && energy === 'low',
    );
    expect(easy, 'free, short and restful at once').toBeGreaterThanOrEqual(15);
  });

  it.each(ACCESS)('are at least fifteen for whoever filters by "%s"', (tag) => {
    expect(ideas.filter(({ access }) => access.includes(tag)).length).toBeGreaterThanOrEqual(15);
  });

  it.each([...PLACES, ...NEWNESS])('are at least ten for the tag "%s"', (tag) => {
    const both = [...ideas.map(({ place }) => place), ...ideas.map(({ newness }) => newness)];
    expect(countBy(both, (each) => each).get(tag)).toBeGreaterThanOrEqual(10);
  });
});
