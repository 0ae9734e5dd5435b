import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notes } from '../src/features/counselling/notes/notes.svelte';
import { REST_MS } from '../src/features/paper/pages.svelte';
import type { NotesChoice } from '../src/ipc/bindings/NotesChoice';
import type { PageHead } from '../src/ipc/bindings/PageHead';
import type { Preview } from '../src/ipc/bindings/Preview';

const head = (id: string) => ({ id }) as PageHead;
const LABELS = { 'practice.openly': 'Talk openly' };

describe('notes for a talk of one’s own', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function core(pages = [head('a'), head('b')]) {
    const asked: NotesChoice[] = [];
    const looked: string[][] = [];
    const notes = new Notes(LABELS, {
      printablePages: async (space, from, to) => {
        looked.push([space, from, to]);
        return pages;
      },
      notesPreview: (choice) => {
        asked.push(choice);
        return Promise.resolve({ images: ['page'], tooLong: [] } as unknown as Preview);
      },
    });
    notes.from = '2025-10-01';
    notes.to = '2025-10-23';
    return { asked, looked, notes };
  }

  it('choose no page by themselves', async () => {
    const { asked, notes } = core();
    await notes.ask();
    notes.show();
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(asked[0]?.pages, 'nothing goes on paper unasked').toEqual([]);
    expect(asked[0]?.labels, 'the paper has no words for practices of its own').toBe(LABELS);
  });

  it('are set in the order of the days, whatever was chosen first', async () => {
    const { asked, notes } = core();
    await notes.ask();
    notes.include('b', true);
    notes.include('a', true);
    notes.show();
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(asked.map((choice) => choice.pages)).toEqual([['a', 'b']]);
  });

  it('leave out pages that fell out of the period', async () => {
    const { notes } = core();
    await notes.ask();
    notes.include('gone', true);
    expect(notes.choice.pages).toEqual([]);
  });

  it('ask for nothing while the period ends before it begins', async () => {
    const { asked, looked, notes } = core();
    notes.to = '2025-09-01';
    await notes.ask();
    notes.show();
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect([asked, looked]).toEqual([[], []]);
    expect(notes.heads).toBeNull();
  });

  it('show no page of Mine beside the choice from Ours', async () => {
    const { looked, notes } = core();
    await notes.ask();
    notes.space = 'ours';
    await notes.ask();
    expect(looked.map(([space]) => space)).toEqual(['mine', 'ours']);
    expect(notes.choice.space).toBe('ours');
  });
});
