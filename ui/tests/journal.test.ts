import { describe, expect, it } from 'vitest';
import { changesBetween, shownPieces } from '../src/features/journal/changes';
import { firstWeekday, fortnight } from '../src/features/journal/strip';
import {
  CHUNK,
  NO_FILTER,
  PART,
  TimelineList,
  inMonths,
} from '../src/features/journal/timeline.svelte';
import { headWords, standIn } from '../src/features/journal/heads';
import type { PageHead } from '../src/ipc/bindings/PageHead';
import type { Timeline } from '../src/ipc/bindings/Timeline';
import type { TimelineFilter } from '../src/ipc/bindings/TimelineFilter';
import { headOf } from './made';

const head = (id: string, on: string): PageHead =>
  headOf({ id, on, at: `${on}T20:00:00+01:00`, space: 'ours', excerpt: id });

/** A core that gives `count` pages in parts and remembers what it was asked. */
function core(count: number) {
  const asked: [TimelineFilter, string | null, number][] = [];
  const ask = async (
    filter: TimelineFilter,
    after: string | null,
    limit: number,
  ): Promise<Timeline> => {
    asked.push([filter, after, limit]);
    const from = Number(after ?? 0);
    const to = Math.min(count, from + limit);
    return {
      heads: Array.from({ length: to - from }, (_, at) => head(String(from + at), '2025-10-23')),
      next: to < count ? String(to) : null,
      tags: [],
      hasPhotos: false,
    };
  };
  return { asked, ask };
}

describe('the timeline', () => {
  it('asks for a part at a time, until there is no more', async () => {
    const { ask, asked } = core(PART + 5);
    const list = new TimelineList(ask);
    await list.show(NO_FILTER);
    expect(list.heads.length).toBe(PART);
    await Promise.all([list.more(), list.more()]);
    expect(list.heads.length, 'two calls at once must not add a part twice').toBe(PART + 5);
    await list.more();
    expect(asked.length, 'nothing is asked after the end').toBe(2);
  });

  it('forgets an answer that comes after a newer question', async () => {
    let first: ((part: Timeline) => void) | undefined;
    const list = new TimelineList((filter) =>
      filter.tag === null
        ? new Promise((resolve) => (first = resolve))
        : Promise.resolve({
            heads: [head('new', '2025-10-23')],
            next: null,
            tags: [],
            hasPhotos: false,
          }),
    );
    const slow = list.show(NO_FILTER);
    await list.show({ ...NO_FILTER, tag: 'family' });
    first?.({ heads: [head('old', '2025-10-22')], next: null, tags: [], hasPhotos: false });
    await slow;
    expect(list.heads.map((row) => row.id)).toEqual(['new']);
  });

  it('keeps its place when something changed', async () => {
    const { ask } = core(PART * 4);
    const list = new TimelineList(ask);
    await list.show(NO_FILTER);
    await list.more();
    await list.again();
    expect(list.heads.length, 'as much as was on screen').toBe(PART * 2);
  });

  it('keeps the rows it has when the core fails', async () => {
    let fails = false;
    const { ask } = core(3);
    const list = new TimelineList((...args) =>
      fails ? Promise.reject(new Error('x')) : ask(...args),
    );
    await list.show(NO_FILTER);
    fails = true;
    await list.again();
    expect(list.heads.length).toBe(3);
    expect(list.failure).not.toBeNull();
    expect(list.loading).toBe(false);
  });

  it('stands in months, in pieces', () => {
    const rows = Array.from({ length: CHUNK + 1 }, (_, at) => head(`o${at}`, '2025-10-01'));
    const months = inMonths([...rows, head('s', '2025-09-30')]);
    expect(months.map((month) => month.id)).toEqual(['2025-10', '2025-09']);
    expect(months[0]?.chunks.map((chunk) => chunk.length)).toEqual([CHUNK, 1]);
  });
});

describe('what changed', () => {
  it('names words added and removed, and nothing else', () => {
    expect(changesBetween('I was tired then.', 'I was very tired then.')).toEqual([
      { is: 'same', text: 'I was ' },
      { is: 'added', text: 'very ' },
      { is: 'same', text: 'tired then.' },
    ]);
    expect(changesBetween('a b c', 'a c').filter((piece) => piece.is !== 'same')).toEqual([
      { is: 'removed', text: 'b ' },
    ]);
  });

  it('shows a heading without its mark, unless the mark is what was changed', () => {
    const shown = (before: string, after: string) =>
      shownPieces(changesBetween(before, after)).flatMap(({ is, runs }) =>
        runs.filter(({ text }) => text !== '').map((run) => ({ is, ...run })),
      );
    expect(shown('# Where it began\n\nA # sign.', '# Where it began\n\nA # sign. More.')).toEqual([
      { is: 'same', heading: true, text: 'Where it began\n' },
      { is: 'same', heading: false, text: '\n' },
      { is: 'same', heading: false, text: 'A # sign.' },
      { is: 'added', heading: false, text: ' More.' },
    ]);
    expect(
      shown('Where it began', '# Where it began').find(({ is }) => is === 'added')?.text,
      'a paragraph that became a heading was changed, and one sees how',
    ).toMatch(/^# ?$/);
  });

  it('does not stall on long texts that share nothing', () => {
    const long = (word: string) =>
      Array.from({ length: 60_000 }, (_, at) => `${word}${at}`).join(' ');
    const pieces = changesBetween(long('a'), long('b'));
    expect(pieces.length).toBeGreaterThan(0);
  });
});

describe('the two weeks', () => {
  it('end with the week of the day, and begin on its first weekday', () => {
    const days = fortnight('2025-10-23', 0, 1);
    expect([days[0], days[13]]).toEqual(['2025-10-13', '2025-10-26']);
    expect(fortnight('2025-10-26', 0, 7)[7], 'a week may begin on Sunday').toBe('2025-10-26');
  });

  it('move by a fortnight', () => {
    expect(fortnight('2025-10-23', -1, 1)[0]).toBe('2025-09-29');
  });

  it('begin on Monday in Britain', () => expect(firstWeekday('en-GB')).toBe(1));
});

describe('a row of the timeline', () => {
  const done = (more: Partial<PageHead>) => ({ ...head('p', '2025-10-23'), ...more });
  const checkIn = (choice: string | null, excerpt: string) =>
    done({ kind: 'practice', practice: 'checkIn', excerpt, first: { step: 'closeness', choice } });

  it('tells a check-in by its first answer in words', () => {
    expect(headWords(checkIn('closeness-near', 'At breakfast.'))).toBe(
      'Closeness: Near, and it feels good. At breakfast.',
    );
    expect(headWords(checkIn('closeness-near', ''))).toBe('Closeness: Near, and it feels good');
    expect(headWords(checkIn(null, 'At breakfast.'))).toBe('Closeness: At breakfast.');
    expect(headWords(checkIn('notForMe', ''))).toBe('Closeness: This does not apply to me');
  });

  it('tells what has no topic by what was said first, or else chosen', () => {
    const first = { step: 'wanted', choice: 'comfort' };
    const listen = done({ kind: 'practice', practice: 'listen', first, excerpt: 'The new place.' });
    expect(headWords(listen)).toBe('The new place.');
    expect(headWords({ ...listen, excerpt: '' })).toBe('Comfort');
    expect(standIn({ ...listen, excerpt: '' }, [])).toBeNull();
  });

  it('never stands empty', () => {
    const listen = done({ kind: 'practice', practice: 'listen', excerpt: '' });
    expect(standIn(listen, []), 'the name stands in').toBe('Listen');
    expect(standIn(checkIn('from-a-newer-version', ''), [])).toBe('Check-in');
  });
});
