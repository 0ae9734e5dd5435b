import { describe, expect, it } from 'vitest';
import { approveNotYet, leavesNotYet } from '../src/features/counselling/summary/approving';
import { OwnLine, OwnLines, type LinePlace } from '../src/features/counselling/summary/line.svelte';
import { pagesOf } from '../src/features/counselling/summary/pagesOf';
import { ownPlace, proposedPlace } from '../src/features/counselling/summary/places';
import { plainWords } from '../src/features/counselling/summary/plain';
import { readSummary } from '../src/features/counselling/summary/read';
import {
  SECTIONS,
  asPage,
  bySection,
  roomFor,
  tooLongLines,
} from '../src/features/counselling/summary/sections';
import { noWords } from '../src/features/practices/time/part';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Draft } from '../src/ipc/bindings/Draft';
import type { DraftBody } from '../src/ipc/bindings/DraftBody';
import type { Face } from '../src/ipc/bindings/Face';
import type { Page } from '../src/ipc/bindings/Page';
import type { Part } from '../src/ipc/bindings/Part';
import type { Preview } from '../src/ipc/bindings/Preview';
import type { Section } from '../src/ipc/bindings/Section';
import type { Summary } from '../src/ipc/bindings/Summary';
import type { SummaryLine } from '../src/ipc/bindings/SummaryLine';

const EVERYONE = [
  { partner: 'noor', label: 'Noor' },
  { partner: 'sam', label: 'Sam' },
] as Face[];

function line(section: Section, author: string | null, text = ''): SummaryLine {
  return { section, author, text, step: section, budget: 20 };
}

function summary(change: Partial<Summary> = {}): Summary {
  return {
    id: 's',
    made: '2026-03-04',
    frame: {
      form: 'running',
      paper: 'a4',
      language: 'en',
      from: '2026-02-01',
      to: '2026-03-04',
    },
    names: ['noor', 'sam'],
    lines: [
      line('wentWell', 'noor', 'The allotment.'),
      line('wentWell', 'sam'),
      line('tried', 'sam'),
      line('tried', 'noor'),
      line('loop', null),
    ],
    agreements: [],
    proposed: [],
    approvals: [
      { partner: 'noor', state: 'none', at: null },
      { partner: 'sam', state: 'none', at: null },
    ],
    approved: false,
    next: [
      { step: 'wentWell', turn: 2, by: 'noor', way: 'say', alone: true },
      { step: 'wentWell', turn: 1, by: 'sam', way: 'say', alone: true },
      { step: 'loop', turn: 3, by: 'noor', way: 'say', alone: true },
    ],
    agreedPractice: null,
    finished: false,
    ...change,
  };
}

function preview(tooLong: number[] = []): Preview {
  return { images: ['p'], lines: [], missing: [], tooLong, width: 595, height: 842 };
}

describe('a summary that is a page', () => {
  it('is said to be approvable only while somebody can still approve it', () => {
    expect(asPage(summary({ finished: true }))).toBe('summary-is-page-to-approve');
    expect(asPage(summary({ finished: true, approved: true })), 'both have').toBe(
      'summary-is-page',
    );
    expect(asPage(summary({ names: ['noor'] })), 'there are no two').toBe('summary-is-page');
  });
});

describe('the lines of a summary', () => {
  it('stand by section, each with its place among all of them', () => {
    const sections = bySection(summary().lines);
    expect(sections.map(({ section, shared }) => [section, shared])).toEqual([
      ['wentWell', false],
      ['tried', false],
      ['loop', true],
    ]);
    expect(
      sections[1]?.lines.map(({ at, line: { author } }) => [at, author]),
      'the voices take turns to come first, as they print',
    ).toEqual([
      [2, 'sam'],
      [3, 'noor'],
    ]);
  });

  it('say nothing of their room until little is left', () => {
    expect(roomFor('', 20)).toBe('enough');
    expect(roomFor('a'.repeat(16), 20)).toBe('enough');
    expect(roomFor('a'.repeat(17), 20)).toBe('near');
    expect(roomFor('a'.repeat(20), 20)).toBe('near');
    expect(roomFor('a'.repeat(21), 20)).toBe('over');
  });

  it('count letters as people do', () => {
    expect(roomFor('👩‍👩‍👧'.repeat(10), 20), 'a family is one letter').toBe('enough');
    expect(roomFor(`${'a'.repeat(20)}   `, 20), 'white space around does not print').toBe('near');
  });

  it('that are too long are named by section and by whose they are', () => {
    expect(tooLongLines([3, 0, 4], summary())).toEqual([
      { at: 3, section: 'tried', author: 'noor' },
      { at: 0, section: 'wentWell', author: 'noor' },
      { at: 4, section: 'loop', author: null },
    ]);
    expect(tooLongLines([9], summary()), 'a line that is gone is not to be shortened').toEqual([]);
  });
});

/** Stands where the core does, and remembers what it was asked to keep and say. */
function core() {
  const kept: [string | null, DraftBody][] = [];
  const said: [string, string][] = [];
  const thrown: string[] = [];
  let fails = false;
  return {
    kept,
    said,
    thrown,
    fail: (yes: boolean) => (fails = yes),
    calls: {
      saveDraft: async (id: string | null, _author: string, body: DraftBody) => {
        kept.push([id, body]);
        return { id: id ?? `d${String(kept.length)}`, unkept: null };
      },
      discardDraft: async (id: string) => void thrown.push(id),
      sayPart: async (author: string, draft: string) => {
        if (fails) throw { code: 'system', detail: null };
        said.push([author, draft]);
        return {} as BegunPractice;
      },
    },
  };
}

function place(now: () => Summary, section: Section = 'wentWell', author = 'noor'): LinePlace {
  return ownPlace(now, { section, step: section, budget: 20 }, author);
}

const draft = (text: string): Draft => ({
  id: 'old',
  author: 'noor',
  at: '2026-03-04T20:00:00Z',
  body: { is: 'part', of: 's', step: 'wentWell', turn: 1, words: { ...noWords(), text } },
});

describe('a line of one’s own', () => {
  it('begins with what is shared, or with the draft one left', () => {
    const { calls } = core();
    expect(new OwnLine(place(summary), null, calls).text).toBe('The allotment.');
    expect(new OwnLine(place(summary), draft('Tea'), calls).text).toBe('Tea');
  });

  it('is unshared only while it says something else', () => {
    const own = new OwnLine(place(summary), null, core().calls);
    expect(own.unshared).toBe(false);
    own.write('The allotment. ');
    expect(own.unshared, 'white space does not print').toBe(false);
    own.write('The allotment, and tea.');
    expect(own.unshared).toBe(true);
  });

  it('is a draft until it is shared, and then is said in the turn that may come next', async () => {
    const { calls, kept, said } = core();
    const own = new OwnLine(place(summary), null, calls);
    own.write('Tea at four');
    expect(await own.share()).toBe(true);
    expect(kept.map(([id, body]) => [id, body.is === 'part' && body.turn])).toEqual([[null, 2]]);
    expect(said).toEqual([['noor', 'd1']]);
  });

  it('makes a new draft when it is written anew', async () => {
    const { calls, kept, said } = core();
    const own = new OwnLine(place(summary), null, calls);
    own.write('one');
    await own.share();
    own.write('two');
    await own.share();
    expect(
      kept.map(([id]) => id),
      'the first was said and is no draft any more',
    ).toEqual([null, null]);
    expect(said.map(([, id]) => id)).toEqual(['d1', 'd2']);
  });

  it('can be taken off the page', async () => {
    const { calls, kept, said } = core();
    const own = new OwnLine(place(summary), null, calls);
    own.write('');
    expect(own.unshared).toBe(true);
    expect(await own.share()).toBe(true);
    expect(kept.map(([, body]) => body.is === 'part' && body.words.text)).toEqual(['']);
    expect(said).toHaveLength(1);
  });

  it('loses nothing when it could not be shared', async () => {
    const { calls, fail, said } = core();
    const own = new OwnLine(place(summary), null, calls);
    own.write('Tea at four');
    fail(true);
    expect(await own.share()).toBe(false);
    expect(own.failure?.code).toBe('system');
    expect(own.text).toBe('Tea at four');
    fail(false);
    expect(await own.share(), 'it can be tried again').toBe(true);
    expect(said).toHaveLength(1);
  });

  it('goes back to what is shared, and its draft is thrown away', async () => {
    const { calls, thrown, said } = core();
    const own = new OwnLine(place(summary), draft('Tea'), calls);
    await own.putBack();
    expect(own.text).toBe('The allotment.');
    expect(thrown).toEqual(['old']);
    expect(said).toEqual([]);
  });

  it('takes words from elsewhere after those that stand there', () => {
    const own = new OwnLine(place(summary), null, core().calls);
    own.add(' A walk. ');
    expect(own.text, 'what somebody wrote stays').toBe('The allotment.\nA walk.');
  });

  it('can still be kept when the summary is gone from the screen', () => {
    let now = summary();
    const own = new OwnLine(
      place(() => now),
      null,
      core().calls,
    );
    now = summary({ lines: [], next: [] });
    own.write('Tea');
    expect(own.unshared).toBe(true);
  });
});

describe('what is proposed for both', () => {
  it('begins empty and is said in the newest turn', () => {
    const at = proposedPlace(
      () => summary(),
      { section: 'loop', step: 'loop', budget: 20 },
      'noor',
    );
    expect(at.shared()).toBe('');
    expect(at.next()?.turn).toBe(3);
  });
});

describe('the preview', () => {
  it('holds what is being written, and only that', () => {
    const lines = new OwnLines();
    const same = new OwnLine(place(summary), null, core().calls);
    const typed = new OwnLine(place(summary, 'wentWell', 'sam'), null, core().calls);
    lines.open(same);
    lines.open(typed);
    typed.write(' Tea ');
    expect(lines.typed).toEqual([{ section: 'wentWell', author: 'sam', text: 'Tea' }]);
    expect([lines.unsharedBy('sam'), lines.unsharedBy('noor')]).toEqual([true, false]);
    lines.close(typed);
    expect(lines.typed, 'a field that is gone is not on the page').toEqual([]);
  });

  it('is set anew when anything that prints changes, and not for anything else', () => {
    const key = (change: Partial<Summary>) => JSON.stringify(pagesOf(summary(change), []));
    expect(key({})).toBe(key({ proposed: [{ page: 'p', by: ['noor'] }], agreedPractice: 'Tea' }));
    expect(key({})).not.toBe(key({ names: ['sam', 'noor'] }));
    expect(key({})).not.toBe(key({ lines: [line('wentWell', 'noor', 'Tea')] }));
    expect(key({}), 'an approval changes the mark').not.toBe(
      key({ approvals: [{ partner: 'noor', state: 'holds', at: null }] }),
    );
  });
});

describe('approving', () => {
  const screen = { preview: preview(), ready: true, typed: false };

  it('is possible when exactly what prints is on screen', () => {
    expect(approveNotYet({ ...screen, unshared: false, empty: false })).toBeNull();
    expect(leavesNotYet(screen)).toBeNull();
  });

  it('waits for one’s own line to be shared', () => {
    const typing = { ...screen, typed: true };
    expect(approveNotYet({ ...typing, unshared: true, empty: false })).toBe('approve-unshared');
    expect(
      approveNotYet({ ...typing, unshared: false, empty: false }),
      'another’s line is in it',
    ).toBe('approve-typed');
    expect(leavesNotYet(typing), 'what is typed is only looked at').toBe('summary-leaves-typed');
  });

  it('waits for the pages', () => {
    expect(approveNotYet({ ...screen, ready: false, unshared: false, empty: false })).toBe(
      'approve-setting',
    );
    expect(leavesNotYet({ ...screen, preview: null })).toBe('summary-leaves-setting');
  });

  it('waits for a first line', () => {
    const blank = { ...screen, unshared: false, empty: true };
    expect(approveNotYet(blank), 'nobody stands behind nothing').toBe('approve-empty');
    expect(leavesNotYet(screen), 'an empty form may be taken along').toBeNull();
  });

  it('waits until it fits', () => {
    const long = { ...screen, preview: preview([0]) };
    expect(approveNotYet({ ...long, unshared: false, empty: false })).toBe('approve-too-long');
    expect(leavesNotYet(long)).toBe('summary-leaves-too-long');
  });
});

describe('a summary read again', () => {
  const part = (step: string, turn: number, author: string, text = ''): Part => ({
    author,
    step,
    turn,
    words: { ...noWords(), text },
    agreed: false,
  });

  it('holds the newest line of each, in the order of the sections', () => {
    const read = readSummary(
      [
        part('help', 1, 'sam', 'The first sentence.'),
        part('wentWell', 1, 'sam', 'Tea'),
        part('wentWell', 1, 'noor', 'A walk'),
        part('wentWell', 2, 'sam', 'Tea at four'),
      ],
      EVERYONE,
    );
    expect(
      read.map(({ section, lines }) => [section, lines.map(({ words }) => words.text)]),
    ).toEqual([
      ['wentWell', ['A walk', 'Tea at four']],
      ['help', ['The first sentence.']],
    ]);
  });

  it('holds a line of both only when the other agreed to the newest', () => {
    const proposed = part('loop', 1, 'noor', 'The more …');
    expect(readSummary([proposed], EVERYONE)).toEqual([]);
    const agreed = { ...proposed, agreed: true };
    expect(readSummary([agreed], EVERYONE)).toEqual([
      { section: 'loop', lines: [agreed], agreed: true },
    ]);
    expect(readSummary([agreed, part('loop', 2, 'sam', 'The less …')], EVERYONE)).toEqual([]);
  });

  it('leaves out what was taken off the page, and steps of a newer version', () => {
    const parts = [
      part('help', 1, 'sam', 'Help'),
      part('help', 2, 'sam'),
      part('later', 1, 'sam', 'x'),
    ];
    expect(readSummary(parts, EVERYONE)).toEqual([]);
  });

  it('knows every section once', () => {
    expect(new Set(SECTIONS).size).toBe(14);
  });
});

describe('words to copy from Mine', () => {
  const page = (change: Partial<Page>) =>
    ({ text: '', noticed: null, question: null, answers: [], practice: null, ...change }) as Page;

  it('come without the marks of Markdown', () => {
    expect(plainWords(page({ text: '# Tea\n\nIt was **good**.' }))).toBe('Tea\nIt was good.');
  });

  it('come from any kind of page', () => {
    expect(plainWords(page({ noticed: { did: 'Tea', says: '', meant: 'Rest' } }))).toBe(
      'Tea\n\nRest',
    );
    const practice = {
      practice: 'witness' as const,
      about: 'Tea',
      parts: [
        {
          author: 'a',
          step: 'wish',
          turn: 0,
          words: { ...noWords(), text: 'Rest' },
          agreed: false,
        },
      ],
    };
    expect(plainWords(page({ practice }))).toBe('Tea\n\nRest');
  });
});
