import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_MS, Pages, REST_MS } from '../src/features/paper/pages.svelte';
import { usualPaper, usualPeriod, holds } from '../src/features/paper/usual';
import type { Failure } from '../src/ipc/bindings/Failure';
import type { Preview } from '../src/ipc/bindings/Preview';

export const made = (name: string, tooLong: number[] = []): Preview => ({
  images: [name],
  lines: [],
  missing: [],
  tooLong,
  width: 595,
  height: 842,
});

/** Stands where the core does: it answers when the test says so. */
function press() {
  const asked: string[] = [];
  const waiting: { answer: (preview: Preview) => void; fail: (failure: Failure) => void }[] = [];
  const pages = new Pages<string>((wanted) => {
    asked.push(wanted);
    return new Promise((answer, fail) => waiting.push({ answer, fail }));
  });
  const answer = async (at: number) => {
    waiting[at]?.answer(made(asked[at] ?? ''));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { asked, waiting, pages, answer };
}

const rest = () => vi.advanceTimersByTimeAsync(REST_MS);

describe('pages as they print', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are set once the words rest, and no later than the eye would notice', async () => {
    const { asked, pages } = press();
    pages.show('a');
    await vi.advanceTimersByTimeAsync(REST_MS / 2);
    pages.show('ab');
    await rest();
    expect(asked).toEqual(['ab']);
    expect(REST_MS, 'the page follows the writing').toBeLessThanOrEqual(30);
  });

  it('are set all the same while the words never rest', async () => {
    const { asked, pages, answer } = press();
    let text = '';
    const type = async (keys: number) => {
      for (let key = 0; key < keys; key++) {
        text += 'a';
        pages.show(text);
        await vi.advanceTimersByTimeAsync(REST_MS / 2);
      }
    };
    await type(Math.ceil(LONGEST_MS / (REST_MS / 2)));
    expect(asked, 'somebody who types fast sees the page follow').toHaveLength(1);
    await answer(0);
    await type(Math.ceil(LONGEST_MS / (REST_MS / 2)));
    expect(asked).toHaveLength(2);
    expect(LONGEST_MS, 'what is left of 100 ms sets the page and paints it').toBeLessThanOrEqual(
      60,
    );
  });

  it('are not what prints while anything newer is wanted', async () => {
    const { pages, answer } = press();
    pages.show('a');
    await rest();
    await answer(0);
    expect(pages.ready).toBe(true);
    pages.show('ab');
    expect(pages.ready, 'what is on screen is not what was written last').toBe(false);
  });

  it('are set one at a time, the newest after the one under way', async () => {
    const { asked, pages, answer } = press();
    pages.show('a');
    await rest();
    pages.show('ab');
    await rest();
    pages.show('abc');
    await rest();
    expect(asked, 'a second one at once could overtake the first').toEqual(['a']);
    await answer(0);
    expect(asked, 'what came between is past').toEqual(['a', 'abc']);
  });

  it('follow somebody who never rests, but do not take an overtaken page for the one that prints', async () => {
    const { pages, answer } = press();
    pages.show('a');
    await rest();
    pages.show('ab');
    await answer(0);
    expect(pages.preview?.images, 'newer than nothing').toEqual(['a']);
    expect(pages.ready, 'it must not be approved, saved or printed').toBe(false);
    await rest();
    await answer(1);
    expect(pages.preview?.images).toEqual(['ab']);
    expect(pages.shown).toBe('ab');
    expect(pages.ready).toBe(true);
  });

  it('are not set again for the same words', async () => {
    const { asked, pages, answer } = press();
    pages.show('a');
    await rest();
    await answer(0);
    pages.show('a');
    await rest();
    expect(asked, 'what is before the eyes must stay what is approved').toEqual(['a']);
    expect(pages.ready).toBe(true);
  });

  it('say why they could not be set, and can be tried again', async () => {
    const { asked, waiting, pages, answer } = press();
    pages.show('a');
    await rest();
    waiting[0]?.fail({ code: 'paper', detail: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(pages.failure?.code).toBe('paper');
    expect(pages.ready).toBe(false);
    pages.again();
    await rest();
    await answer(1);
    expect(asked).toEqual(['a', 'a']);
    expect(pages.ready).toBe(true);
  });

  it('keep quiet about a failure that newer words have overtaken', async () => {
    const { waiting, pages } = press();
    pages.show('a');
    await rest();
    pages.show('ab');
    waiting[0]?.fail({ code: 'paper', detail: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(pages.failure).toBeNull();
  });

  it('show nothing any more once the screen is gone', async () => {
    const { asked, pages, answer } = press();
    pages.show('a');
    await rest();
    pages.show('ab');
    pages.stop();
    await answer(0);
    await rest();
    expect(pages.preview).toBeNull();
    expect(asked).toEqual(['a']);
  });
});

describe('what is offered at first', () => {
  it('is the paper that is usual where one lives', () => {
    expect(usualPaper(['en-US'])).toBe('letter');
    expect(usualPaper(['en', 'en-GB'])).toBe('a4');
    expect(usualPaper([])).toBe('a4');
  });

  it('is the last four weeks', () => {
    expect(usualPeriod(new Date('2026-03-15T20:00:00'))).toEqual({
      from: '2026-02-15',
      to: '2026-03-15',
    });
  });

  it('is no period that ends before it begins', () => {
    expect(holds({ from: '2026-03-15', to: '2026-03-15' })).toBe(true);
    expect(holds({ from: '2026-03-16', to: '2026-03-15' })).toBe(false);
    expect(holds({ from: '', to: '2026-03-15' })).toBe(false);
  });
});
