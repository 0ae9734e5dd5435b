import { describe, expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Draft } from '../src/ipc/bindings/Draft';
import type { Next } from '../src/ipc/bindings/Next';
import type { Part } from '../src/ipc/bindings/Part';
import type { Practice } from '../src/ipc/bindings/Practice';
import type { Words } from '../src/ipc/bindings/Words';
import {
  asTold,
  asksAnew,
  chosenWords,
  floorOf,
  isWhole,
  leavesSealed,
  localNow,
  nextIn,
  openable,
  pauseUntil,
  proposalOf,
  stemsFor,
  toldOf,
  unopenedOf,
} from '../src/features/practices/doing/doing';
import { stepTitle } from '../src/features/practices/doing/steps';
import { Talk } from '../src/features/practices/doing/talk.svelte';
import { noWords } from '../src/features/practices/time/part';
import { WANTED, feelings, guidance, needs } from '../src/state/content';

const BOTH = ['noor', 'sam'];

function part(step: string, author: string, turn = 1, words: Partial<Words> = {}): Part {
  return { author, step, turn, words: { ...noWords(), ...words }, agreed: false };
}

function next(step: string, by: string, turn = 1): Next {
  return { step, by, turn, way: 'say', alone: false };
}

function begun(practice: Practice, parts: Part[], ...nexts: Next[]): BegunPractice {
  return {
    id: 'p',
    on: '2026-03-04',
    page: { practice, about: 'Sunday evenings', parts },
    next: nexts,
    iSealed: false,
  };
}

const SAID = part('said', 'noor', 1, { text: 'I feel flat on Sundays.' });
const HEARD = part('heard', 'sam', 1, { text: 'Sundays are flat.' });
const CLOSER = part('saidBack', 'noor', 1, { choice: 'notQuite', text: 'Alone, too.' });
const AGAIN = part('heard', 'sam', 1, { text: 'Flat, and alone.' });
const YES = part('saidBack', 'noor', 1, { choice: 'yes' });

describe('whether it is safe today', () => {
  it('is asked again before a talk of another day goes on', () => {
    const talk = begun('openly', [SAID]);
    expect(asksAnew(talk, '2026-03-04')).toBe(false);
    expect(asksAnew(talk, '2026-03-05')).toBe(true);
  });

  it('is asked again before what is open of two views is shown on another day', () => {
    const half = begun('understand', [part('happened', 'noor', 0), part('happened', 'sam', 0)]);
    expect(asksAnew(half, '2026-03-04')).toBe(false);
    expect(asksAnew(half, '2026-03-05')).toBe(true);
    const paused = begun('understand', [part('pause', 'noor', 0)]);
    expect(asksAnew(paused, '2026-03-05'), 'nothing is open').toBe(false);
  });

  it('is not asked before what is no hard talk, nor before sealed views, which ask themselves', () => {
    for (const practice of ['listen', 'sitDown', 'understand'] as const)
      expect(asksAnew(begun(practice, []), '2026-03-05')).toBe(false);
  });
});

describe('the floor', () => {
  it('is nobody’s before anything is said', () => {
    expect(floorOf([], BOTH)).toBeNull();
    expect(floorOf([part('pause', 'noor', 0)], BOTH)).toBeNull();
  });

  it('belongs to whoever spoke last, and the other listens', () => {
    const floor = floorOf([SAID], BOTH);
    expect(floor).toMatchObject({ speaker: 'noor', listener: 'sam', told: SAID, fits: false });
    expect(floor?.back).toBeNull();
  });

  it('keeps what is closer in sight', () => {
    expect(floorOf([SAID, HEARD, CLOSER], BOTH)).toMatchObject({ back: HEARD, closer: CLOSER });
    expect(floorOf([SAID, HEARD, CLOSER, AGAIN], BOTH)).toMatchObject({
      back: AGAIN,
      closer: CLOSER,
    });
    expect(floorOf([SAID, HEARD, CLOSER, AGAIN, YES], BOTH)).toMatchObject({
      back: AGAIN,
      closer: CLOSER,
      fits: true,
    });
  });

  it('passes to the other, and what was before stands apart', () => {
    const passed = part('said', 'sam', 2);
    const floor = floorOf([SAID, HEARD, YES, passed], BOTH);
    expect(floor).toMatchObject({ speaker: 'sam', listener: 'noor', back: null, fits: false });
    expect(floor?.before).toEqual([SAID, HEARD, YES]);
  });

  it('is told in Listen as well', () => {
    const wanted = part('wanted', 'sam', 1, { choice: 'comfort' });
    const gist = part('gist', 'noor');
    const asked = part('question', 'noor');
    const floor = floorOf([wanted, gist, asked], BOTH);
    expect(floor).toMatchObject({ speaker: 'sam', told: wanted, back: gist, question: asked });
  });
});

describe('a view that is opened half way', () => {
  const opened = [
    part('happened', 'noor', 0),
    part('happened', 'sam', 0),
    part('softer', 'sam', 0),
  ];

  it('is asked for only as far as it is not opened', () => {
    expect(unopenedOf([], 'noor')).toEqual(['happened', 'surface', 'softer', 'story', 'myPart']);
    expect(unopenedOf(opened, 'noor')).toEqual(['surface', 'softer', 'story', 'myPart']);
    expect(unopenedOf(opened, 'sam')).toEqual(['surface', 'story', 'myPart']);
  });

  it('leaves something with each when it becomes a page, as an impression does', () => {
    const whole = ['happened', 'surface', 'softer', 'story', 'myPart'];
    expect(leavesSealed([])).toBe(false);
    expect(leavesSealed(opened)).toBe(true);
    expect(leavesSealed(whole.map((step) => part(step, 'noor', 0)))).toBe(false);
    expect(leavesSealed([part('known', 'sam')])).toBe(true);
    expect(leavesSealed([part('known', 'sam'), part('impression', 'sam', 0)])).toBe(false);
  });
});

describe('a practice is whole', () => {
  it('never before anything is said', () => {
    expect(isWhole(begun('sitDown', [], next('wish', 'noor')))).toBe(false);
    expect(isWhole(begun('sitDown', [part('pause', 'noor', 0)], next('wish', 'noor')))).toBe(false);
  });

  it('when only what may be left out is left', () => {
    const talk = [SAID, HEARD, YES];
    expect(isWhole(begun('openly', talk, next('said', 'noor')))).toBe(false);
    expect(isWhole(begun('openly', talk, next('understood', 'sam')))).toBe(false);
    expect(isWhole(begun('openly', talk, next('agreement', 'sam')))).toBe(true);
    expect(isWhole(begun('sitDown', [part('wish', 'sam')], next('wish', 'noor')))).toBe(true);
    expect(isWhole(begun('openly', talk))).toBe(true);
  });

  it('after one of both has told, in Listen', () => {
    const wanted = part('wanted', 'noor');
    expect(isWhole(begun('listen', [wanted], next('gist', 'sam')))).toBe(false);
    const told = [wanted, part('gist', 'sam'), part('confirm', 'noor', 1, { choice: 'yes' })];
    const after = [next('helped', 'noor'), next('wanted', 'sam', 2)];
    expect(isWhole(begun('listen', told, ...after))).toBe(true);
    expect(isWhole(begun('listen', told, next('question', 'sam'), ...after))).toBe(true);
    const gist = told.slice(0, 2);
    expect(
      isWhole(begun('listen', gist, next('confirm', 'noor'), next('question', 'sam'))),
      'not before the yes',
    ).toBe(false);
  });
});

describe('a proposal', () => {
  it("is the newest, whatever its turn; whether it is agreed to is the core's to say", () => {
    const first = { ...part('agreement', 'noor', 9), agreed: true };
    const other = part('agreement', 'sam', 2);
    expect(proposalOf([], 'agreement')).toBeUndefined();
    expect(proposalOf([first], 'agreement')?.agreed).toBe(true);
    expect(proposalOf([first, other], 'agreement')).toEqual(other);
  });
});

describe('a pause', () => {
  it('is on until its time to come back, and only the newest counts', () => {
    const pause = (when: string) => part('pause', 'noor', 0, { when });
    const parts = [pause('2026-03-04T20:00:00'), SAID, pause('2026-03-04T21:40:00')];
    expect(pauseUntil(parts, '2026-03-04T21:00:00')).toBe('2026-03-04T21:40:00');
    expect(pauseUntil(parts, '2026-03-04T21:40:00')).toBeNull();
    expect(pauseUntil([SAID], '2026-03-04T21:00:00')).toBeNull();
    const goneOn = [...parts, SAID];
    expect(pauseUntil(goneOn, '2026-03-04T21:00:00'), 'somebody has gone on').toBeNull();
  });

  it('is written in the time of the wall clock', () => {
    expect(localNow(new Date(2026, 2, 4, 9, 5, 7))).toBe('2026-03-04T09:05:07');
  });
});

describe('the page of a practice', () => {
  it('tells a talk turn by turn, then how it ended', () => {
    const more = part('said', 'sam', 2);
    const ends = [part('understood', 'noor'), part('understood', 'sam')];
    const agreed = [part('agreement', 'noor'), part('agreementAgreed', 'sam')];
    const told = toldOf([SAID, HEARD, CLOSER, AGAIN, YES, more, ...ends, ...agreed]);
    expect(told.map(({ step }) => step)).toEqual([null, null, 'understood', 'agreement']);
    expect(told.map(({ parts }) => parts.length)).toEqual([5, 1, 2, 2]);
  });

  it('leaves a pause where it was, without a heading', () => {
    const pause = part('pause', 'noor', 0, { when: '2026-03-04T21:40:00' });
    expect(toldOf([SAID, pause, HEARD]).map(({ parts }) => parts.length)).toEqual([3]);
  });

  it('tells the yes of the teller under what was given back, and not as an answer to a question', () => {
    const wanted = part('wanted', 'noor', 1);
    const first = part('gist', 'sam');
    const closer = part('confirm', 'noor', 1, { choice: 'notQuite', text: 'Alone, too.' });
    const gist = part('gist', 'sam');
    const asked = part('question', 'sam', 1, { text: 'Who did you tell first?' });
    const yes = part('confirm', 'noor', 1, { choice: 'yes' });
    const swapped = part('wanted', 'sam', 2);
    const order = [wanted, first, asked, closer, gist, yes, swapped];
    expect(asTold(order)).toEqual([wanted, first, closer, asked, gist, yes, swapped]);
    expect(asTold([wanted, gist, asked, yes]), 'asked before the yes').toEqual([
      ...[wanted, gist, yes, asked],
    ]);
    const pause = part('pause', 'sam', 0, { when: '2026-03-04T21:40:00' });
    expect(asTold([wanted, gist, pause, yes]), 'a pause stays where it was').toEqual([
      ...[wanted, gist, pause, yes],
    ]);
  });

  it('tells a step once, with all that was written and agreed to in it', () => {
    const parts = [
      part('impression', 'noor', 0),
      part('takeaway', 'noor'),
      part('practice', 'noor', 1, { text: 'Ten minutes.' }),
      part('takeaway', 'sam'),
      part('practiceAgreed', 'sam'),
      part('known', 'sam'),
    ];
    const told = toldOf(parts);
    expect(told.map(({ step }) => step)).toEqual(['known', 'impression', 'takeaway', 'practice']);
    expect(told[3]?.parts.map(({ step }) => step)).toEqual(['practice', 'practiceAgreed']);
    expect(told[2]?.parts.map(({ author }) => author)).toEqual(['noor', 'sam']);
  });

  it('shows steps of a newer version plainly', () => {
    const told = toldOf([SAID, part('somethingNew', 'sam')]);
    expect(told.at(-1)?.step).toBe('somethingNew');
    expect(stepTitle('somethingNew')).toBe('A step of a newer version');
  });
});

describe('what can be opened now', () => {
  it('is what both have sealed, in any practice', () => {
    const next = { step: 'happened', by: 'noor', turn: 0, alone: false };
    const sealed = begun('understand', [], { ...next, way: 'open' });
    const half = begun('understand', [], { ...next, way: 'seal' });
    expect(openable([sealed, half, begun('openly', [SAID])])).toEqual([sealed]);
  });
});

describe('chosen words', () => {
  it('are said in words, and unknown ones left out', () => {
    const felt = feelings[0]?.words[0];
    const need = needs[0];
    const words = { ...noWords(), feelings: [felt?.id ?? '', 'x-new'], needs: [need?.id ?? ''] };
    expect(chosenWords(words)).toEqual([felt?.text, need?.text]);
  });
});

describe('taking the floor', () => {
  const mine: Draft = {
    id: 'd',
    author: 'sam',
    at: '2026-03-04T20:00:00Z',
    body: { is: 'part', of: 'p', step: 'said', turn: 2, words: { ...noWords(), text: 'I' } },
  };
  const talk = begun('openly', [SAID, HEARD, YES], next('said', 'noor'), next('said', 'sam', 2));

  it('goes on after a lock with the turn somebody had begun', async () => {
    const stepDraft = (author: string) => Promise.resolve(author === 'sam' ? mine : null);
    const state = new Talk('said', { stepDraft });
    await state.resume(talk);
    expect(state.taking).toEqual(next('said', 'sam', 2));
    expect(state.asked, 'what was begun is shown only when its writer asks').toBe(false);
  });

  it('does not take up a turn that is over', async () => {
    const old = { ...mine, body: { ...mine.body, turn: 1 } } as Draft;
    const state = new Talk('said', { stepDraft: () => Promise.resolve(old) });
    await state.resume(begun('openly', [], next('said', 'sam', 2)));
    expect(state.taking).toBeNull();
  });

  it('lets what was chosen since be', async () => {
    const state = new Talk('said', { stepDraft: () => Promise.resolve(mine) });
    const resumed = state.resume(talk);
    state.take(next('said', 'noor'));
    await resumed;
    expect(state.taking?.by).toBe('noor');
    state.reset();
    expect(state.taking).toBeNull();
  });
});

describe('the questions a listener is offered', () => {
  it.each(WANTED)(
    'are a few, for a teller who wishes for "%s", and others another day',
    (wanted) => {
      const offered = stemsFor(wanted, '2026-03-04');
      expect(offered.length).toBe(3);
      expect(new Set(offered.map(({ kind }) => kind))).toEqual(new Set([wanted]));
      expect(stemsFor(wanted, '2026-03-05')).not.toEqual(offered);
    },
  );

  it('only listen where the wish was left open', () => {
    expect(stemsFor(null, '2026-03-04').map(({ kind }) => kind)).toEqual(Array(3).fill('listen'));
  });
});

describe('the guidance', () => {
  it('has a word for every step these screens show', () => {
    const shown: Partial<Record<Practice, string[]>> = {
      openly:
        'camera felt need ask speaking listening saidBack passFloor understood agreement pause'.split(
          ' ',
        ),
      understand:
        'moment happened surface softer story myPart opening makesSense recognise plan'.split(' '),
      listen: 'wanted telling listening gist question swap helped'.split(' '),
      sitDown: 'appreciations wentWell openSealed topic wish nextPlan'.split(' '),
    };
    for (const [practice, steps] of Object.entries(shown))
      for (const step of steps)
        expect(guidance[practice]?.steps[step], `${practice} ${step}`).toBeTruthy();
  });

  it('finds nothing to do where there is nothing', () => {
    expect(nextIn(begun('openly', []), 'said')).toEqual([]);
  });
});
