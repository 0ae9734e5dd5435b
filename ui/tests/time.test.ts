import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Mark } from '../src/ipc/bindings/Mark';
import type { Part } from '../src/ipc/bindings/Part';
import {
  AT_A_TIME,
  behind,
  eligible,
  fits,
  lengthOf,
  nextOf,
  noFilters,
  orderOn,
} from '../src/features/practices/time/ideas';
import type { Idea } from '../src/state/content';
import { agree, noWords, turnsIn } from '../src/features/practices/time/part';
import {
  fieldsOf,
  ideaOf,
  inOrderOf,
  newest,
  nextPlan,
  ofKind,
  whenFrom,
} from '../src/features/practices/time/plan';
import { Shelf } from '../src/features/practices/time/shelf.svelte';
import { timeOrWhenInWords } from '../src/features/practices/time/words';
import { Timer } from '../src/features/practices/time/timer.svelte';

const DAY = '2026-03-04';

function idea(n: number, more: Partial<Idea> = {}): Idea {
  return {
    id: `i-${n}`,
    text: `Idea ${n}`,
    how: 'Do it.',
    cost: 'free',
    minutes: 30,
    place: 'home',
    energy: 'low',
    access: ['seated'],
    newness: 'familiar',
    ...more,
  };
}

const LIBRARY = Array.from({ length: 50 }, (_, n) => idea(n));

function part(step: string, turn: number, author = 'noor', words = {}): Part {
  return { author, step, turn, words: { ...noWords(), ...words }, agreed: false };
}

function begun(parts: Part[], more: Partial<BegunPractice> = {}): BegunPractice {
  return {
    id: 'p',
    on: DAY,
    page: { practice: 'time', about: 'Idea 1', parts },
    next: [],
    iSealed: false,
    ...more,
  };
}

describe('the shelf of ideas', () => {
  it('shows everything that may be shown before anything comes back', () => {
    const may = eligible(orderOn(DAY, LIBRARY), noFilters(), new Map());
    let seen = new Set<string>();
    const all: string[] = [];
    while (all.length < LIBRARY.length) {
      const next = nextOf(may, seen);
      expect(next.shown.length).toBeGreaterThan(0);
      expect(next.shown.length).toBeLessThanOrEqual(AT_A_TIME);
      all.push(...next.shown.map(({ id }) => id));
      seen = next.seen;
    }
    expect(new Set(all).size).toBe(LIBRARY.length);
    expect(nextOf(may, seen).shown.map(({ id }) => id)).toEqual(all.slice(0, AT_A_TIME));
  });

  it('begins tomorrow where today’s first handful ended', () => {
    const today = orderOn(DAY, LIBRARY).slice(0, AT_A_TIME);
    const tomorrow = orderOn('2026-03-05', LIBRARY).slice(0, AT_A_TIME);
    expect(orderOn(DAY, LIBRARY).slice(AT_A_TIME, 2 * AT_A_TIME)).toEqual(tomorrow);
    expect(today.some((one) => tomorrow.includes(one))).toBe(false);
  });

  it('does not ask again about what is marked, until only what was set aside is left', () => {
    const two = LIBRARY.slice(0, 2);
    const marks = new Map<string, Mark>([['i-0', 'notNow']]);
    expect(eligible(two, noFilters(), marks).map(({ id }) => id)).toEqual(['i-1']);
    marks.set('i-1', 'yes');
    expect(eligible(two, noFilters(), marks).map(({ id }) => id)).toEqual(['i-0']);
  });

  it('is empty without a library', () => {
    expect(orderOn(DAY, [])).toEqual([]);
    expect(nextOf([], new Set()).shown).toEqual([]);
  });

  it('keeps what was marked in its place until others are asked for', async () => {
    const marked: [string, Mark][] = [];
    const shelf = new Shelf(DAY, LIBRARY, {
      markedIdeas: () => Promise.resolve([]),
      markIdea: (id, mark) => Promise.resolve(void marked.push([id, mark])),
    });
    await shelf.begin();
    const first = shelf.shown[0]?.id ?? '';
    await shelf.mark(first, 'maybe');
    expect(marked).toEqual([[first, 'maybe']]);
    expect(shelf.shown[0]?.id).toBe(first);
    shelf.others();
    expect(shelf.shown.map(({ id }) => id)).not.toContain(first);
  });

  it('says why marks cannot be asked for', async () => {
    const shelf = new Shelf(DAY, LIBRARY, {
      markedIdeas: () => Promise.reject(new Error('no')),
      markIdea: () => Promise.resolve(),
    });
    await shelf.begin();
    expect(shelf.ready).toBe(false);
    expect(shelf.failure).not.toBeNull();
  });
});

describe('filters', () => {
  it('take any of a row, and all of what access has to be', () => {
    const both = idea(1, { cost: 'little', access: ['seated', 'quiet'] });
    const filters = { ...noFilters(), cost: ['free', 'little'], access: ['seated', 'quiet'] };
    expect(fits(both, filters)).toBe(true);
    expect(fits(idea(2), filters)).toBe(false);
    expect(fits(idea(3, { cost: 'some', access: ['seated', 'quiet'] }), filters)).toBe(false);
  });

  it('put minutes into lengths people speak of', () => {
    expect([10, 30, 31, 60, 90, 240, 241].map(lengthOf)).toEqual([
      'half',
      'half',
      'hour',
      'hour',
      'evening',
      'evening',
      'day',
    ]);
  });

  it('begin the shelf anew', async () => {
    const shelf = new Shelf(DAY, [idea(1), idea(2, { place: 'out' })], {
      markedIdeas: () => Promise.resolve([]),
      markIdea: () => Promise.resolve(),
    });
    await shelf.begin();
    shelf.filter('place', 'out');
    expect(shelf.shown.map(({ id }) => id)).toEqual(['i-2']);
    shelf.filter('place', 'out');
    expect(shelf.shown.length).toBe(2);
  });
});

describe('what both would like', () => {
  it('stands in the order of its words, whoever marked it when', () => {
    const own = [
      { id: 'o-1', author: 'sam', own: { is: 'idea' as const, text: 'A walk' } },
      {
        id: 'o-2',
        author: 'sam',
        own: { is: 'question' as const, text: 'Why?', depth: 'tender' as const },
      },
    ];
    const ids = ['i-2', 'unknown', 'o-2', 'o-1'];
    expect(behind(ids, LIBRARY, own).map(({ text }) => text)).toEqual(['A walk', 'Idea 2']);
  });
});

describe('a plan', () => {
  it('is the newest one said', () => {
    const plan = begun([
      part('plan', 1),
      part('plan', 3, 'sam'),
      part('plan', 2),
      part('after', 1),
    ]);
    expect(newest(plan, 'plan')?.turn).toBe(3);
    expect(newest(begun([]), 'plan')).toBeUndefined();
  });

  it('knows the idea it was made of by its words', () => {
    expect(ideaOf('Idea 7', LIBRARY)?.id).toBe('i-7');
    expect(ideaOf('Something of our own', LIBRARY)).toBeUndefined();
  });

  it('has a day and a time, or neither', () => {
    expect(whenFrom('2026-12-03', '19:30')).toBe('2026-12-03T19:30:00');
    expect(whenFrom('2026-12-03', '')).toBeNull();
    expect(whenFrom('', '19:30')).toBeNull();
    expect(fieldsOf('2026-12-03T19:30:00')).toEqual({ day: '2026-12-03', time: '19:30' });
    expect(fieldsOf(null)).toEqual({ day: '', time: '' });
  });

  it('stands before those that come later, and before those without a day', () => {
    const plan = (id: string, when: string | null) =>
      begun(when ? [part('plan', 1, 'noor', { when })] : [], { id });
    const all = [
      plan('none', null),
      plan('late', '2027-01-01T10:00:00'),
      plan('soon', '2026-12-03T19:30:00'),
    ];
    expect(ofKind(all, 'time').map(({ id }) => id)).toEqual(['soon', 'late', 'none']);
    expect(ofKind(all, 'session')).toEqual([]);
  });

  it('that is told shows nobody as the first', () => {
    const faces = ['noor', 'sam'].map((partner) => ({
      partner,
      label: partner,
      colour: 'ochre' as const,
      shape: 'arch' as const,
    }));
    const [sam, noor] = [part('impression', 0, 'sam'), part('impression', 0, 'noor')];
    expect(inOrderOf(faces, [sam, noor])).toEqual([noor, sam]);
    expect(inOrderOf(faces, [noor, sam])).toEqual([noor, sam]);
  });

  it('that comes next is the soonest with a day that is not past', () => {
    const plan = (id: string, when: string | null) =>
      begun([part('plan', 1, 'noor', { when })], { id });
    const all = [
      plan('none', null),
      plan('late', '2027-01-01T10:00:00'),
      plan('soon', '2026-12-03T19:30:00'),
      plan('past', '2026-12-03T18:00:00'),
    ];
    expect(nextPlan(all, '2026-12-03T19:30:00')?.id).toBe('soon');
    expect(nextPlan(all, '2026-12-04T00:00:00')?.id).toBe('late');
    expect(nextPlan(all, '2027-01-01T10:00:01'), 'nothing where there is none').toBeUndefined();
    const moved = begun(
      [
        part('plan', 1, 'noor', { when: '2026-12-03T19:30:00' }),
        part('plan', 2, 'sam', { when: '2026-11-01T10:00:00' }),
      ],
      { id: 'moved' },
    );
    expect(nextPlan([moved], '2026-12-01T00:00:00'), 'the newest stands').toBeUndefined();
  });
});

describe('a turn', () => {
  const faces = ['noor', 'sam'].map((partner) => ({
    partner,
    label: partner,
    colour: 'ochre' as const,
    shape: 'arch' as const,
  }));
  const next = { step: 'after', turn: 1, by: 'sam', way: 'say' as const, alone: true };

  it('is only of those who are here, in this step and way', () => {
    const plan = begun([], { next: [next] });
    expect(turnsIn(plan, 'after', 'say', faces).map(({ face }) => face.partner)).toEqual(['sam']);
    expect(turnsIn(plan, 'after', 'seal', faces)).toEqual([]);
    expect(turnsIn(plan, 'after', 'say', faces.slice(0, 1))).toEqual([]);
  });

  it('is agreed to without a word', async () => {
    const saveDraft = vi.fn(() => Promise.resolve({ id: 'd', unkept: null }));
    const sayPart = vi.fn(() => Promise.resolve(begun([])));
    await agree('p', { ...next, step: 'practiceAgreed', way: 'agree' }, { saveDraft, sayPart });
    const body = { is: 'part', of: 'p', step: 'practiceAgreed', turn: 1, words: noWords() };
    expect(saveDraft).toHaveBeenCalledWith(null, 'sam', body);
    expect(sayPart).toHaveBeenCalledWith('sam', 'd');
  });
});

describe('a time that is told of a day', () => {
  it('has the day beside it only where it is another one', () => {
    const justAfterMidnight = '2026-03-05T00:45:00';
    const onItsDay = timeOrWhenInWords(justAfterMidnight, '2026-03-05');
    expect(onItsDay).toBe('00:45');
    expect(timeOrWhenInWords(justAfterMidnight, undefined), 'of no day').toBe('00:45');
    const next = timeOrWhenInWords(justAfterMidnight, '2026-03-04');
    expect(next, 'who paused before midnight comes back on the next day').toMatch(/5\s+March/u);
    expect(next).toMatch(/ at 00:45$/u);
  });
});

describe('phones away', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says whole minutes, and stays awake every half minute while it runs', () => {
    const stayAlive = vi.fn(() => Promise.resolve());
    const timer = new Timer(stayAlive);
    timer.start(15);
    expect(timer.left).toBe(15);
    vi.advanceTimersByTime(60_000);
    expect(timer.left).toBe(14);
    expect(stayAlive).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(14 * 60_000);
    expect(timer.over).toBe(true);
    const told = stayAlive.mock.calls.length;
    vi.advanceTimersByTime(600_000);
    expect(stayAlive).toHaveBeenCalledTimes(told);
    timer.stop();
    expect(timer.running).toBe(false);
  });

  it('stops when nobody is here any more', async () => {
    const timer = new Timer(() => Promise.reject(new Error('locked')));
    timer.start(15);
    await vi.advanceTimersByTimeAsync(0);
    expect(timer.running).toBe(false);
  });
});
