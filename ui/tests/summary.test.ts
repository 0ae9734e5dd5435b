import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REST_MS, Summary, usualPaper } from '../src/features/counselling/summary.svelte';
import type { PageHead } from '../src/ipc/bindings/PageHead';
import type { Preview } from '../src/ipc/bindings/Preview';
import type { SummaryChoice } from '../src/ipc/bindings/SummaryChoice';

const head = (id: string) => ({ id }) as PageHead;
const made = (name: string): Preview => ({
  images: [name],
  lines: [],
  missing: [],
  width: 595,
  height: 842,
});

describe('the session summary', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function core(pages = [head('a'), head('b')]) {
    const asked: SummaryChoice[] = [];
    const answers: ((preview: Preview) => void)[] = [];
    const summary = new Summary({
      summaryPages: async () => pages,
      summaryPreview: (choice) => {
        asked.push(choice);
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    summary.from = '2025-10-01';
    summary.to = '2025-10-23';
    return { asked, answers, summary };
  }

  it('chooses no page by itself', async () => {
    const { asked, summary } = core();
    await summary.ask();
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(asked[0]?.pages, 'nothing goes on paper unasked').toEqual([]);
  });

  it('sets the page once the choice rests, in the order of the pages', async () => {
    const { asked, summary } = core();
    await summary.ask();
    summary.include('b', true);
    await vi.advanceTimersByTimeAsync(REST_MS / 2);
    summary.include('a', true);
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(asked.map((choice) => choice.pages)).toEqual([['a', 'b']]);
  });

  it('does not take an overtaken page for the one that prints', async () => {
    const { answers, summary } = core();
    await summary.ask();
    await vi.advanceTimersByTimeAsync(REST_MS);
    summary.setPaper('letter');
    answers[0]?.(made('old'));
    await vi.advanceTimersByTimeAsync(0);
    expect(summary.preview, 'what is on screen must be what prints').toBeNull();
    await vi.advanceTimersByTimeAsync(REST_MS);
    answers[1]?.(made('new'));
    await vi.advanceTimersByTimeAsync(0);
    expect(summary.preview?.images).toEqual(['new']);
    expect(summary.stale).toBe(false);
  });

  it('leaves out pages that fell out of the period', async () => {
    const { summary } = core();
    await summary.ask();
    summary.include('gone', true);
    expect(summary.choice.pages).toEqual([]);
  });

  it('does not offer a page without words', async () => {
    const { summary } = core([{ ...head('a'), takenBack: true }, head('b')]);
    await summary.ask();
    expect(summary.pages?.map(({ id }) => id)).toEqual(['b']);
  });

  it('asks for nothing while the period ends before it begins', async () => {
    const { asked, summary } = core();
    summary.to = '2025-09-01';
    await summary.ask();
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(asked).toEqual([]);
    expect(summary.pages).toBeNull();
  });

  it('takes the paper that is usual where one lives', () => {
    expect(usualPaper(['en-US'])).toBe('letter');
    expect(usualPaper(['en', 'en-GB'])).toBe('a4');
    expect(usualPaper([])).toBe('a4');
  });
});
