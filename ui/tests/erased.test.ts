import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Erased, UNDO_MS } from '../src/state/erased.svelte';

describe('undoing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is offered for two minutes, for each page on its own', () => {
    const erased = new Erased(async () => undefined);
    erased.add({ id: 'a', tookBack: true });
    vi.advanceTimersByTime(UNDO_MS / 2);
    erased.add({ id: 'b', tookBack: false });
    vi.advanceTimersByTime(UNDO_MS / 2);
    expect(erased.pages.map((page) => page.id)).toEqual(['b']);
    vi.advanceTimersByTime(UNDO_MS / 2);
    expect(erased.pages, 'after two minutes the core cannot bring it back').toEqual([]);
  });

  it('says so when the page could not be brought back', async () => {
    const erased = new Erased(() => Promise.reject({ code: 'noSuchPage', detail: null }));
    erased.add({ id: 'a', tookBack: true });
    expect(await erased.undo('a')).toBe(false);
    expect(erased.failure?.code).toBe('noSuchPage');
    expect(erased.pages).toEqual([]);
  });
});
