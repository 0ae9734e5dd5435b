/** The screens of notes and of a book, with a core that remembers what it was asked for. */

import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BookChoice } from '../src/ipc/bindings/BookChoice';
import type { NotesChoice } from '../src/ipc/bindings/NotesChoice';
import type { Situation } from '../src/ipc/bindings/Situation';
import { session } from '../src/state/session.svelte';
import Notes from '../src/features/counselling/notes/Notes.svelte';
import Book from '../src/features/journal/book/Book.svelte';
import { core, type Args } from './core';
import { headOf, NOOR, SAM } from './made';

const ALONE = { is: 'alone', journal: {}, me: NOOR, partner: SAM } as unknown as Situation;
const TOGETHER = { is: 'together', journal: {}, here: [NOOR, SAM] } as unknown as Situation;
const PAGE = headOf({ on: '2026-03-01', excerpt: 'Tea at four' });

let stop: () => void = () => undefined;
const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const asked = <T>(command: string) =>
  core.asked.filter(([name]) => name === command).map(([, args]) => args as T);

async function settle(ms = 300) {
  flushSync();
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

async function show(situation: Situation, screen: Component) {
  session.situation = situation;
  const shown = mount(screen, { target: document.body });
  stop = () => void unmount(shown);
  await settle();
}

async function press(test: string) {
  find(test)?.click();
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  core.asked.length = 0;
  core.answers = {
    printable_pages: () => [PAGE],
    notes_preview: () => ({
      images: ['page-0'],
      lines: [],
      missing: [],
      tooLong: [],
      width: 595,
      height: 842,
    }),
    paper_save_pdf: () => ({ name: 'Notes.pdf', folder: 'Home' }),
    make_book: () => ({ place: { name: 'Book.pdf', folder: 'Home' }, missing: [] }),
  };
});

afterEach(async () => {
  stop();
  await settle();
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe('notes for a talk of one’s own', () => {
  it('take along what is chosen, and are saved where the person says', async () => {
    await show(ALONE, Notes);
    expect(asked<Args>('printable_pages')[0]).toMatchObject({ space: 'mine' });
    await press('notes-page');
    expect(asked<{ choice: NotesChoice }>('notes_preview').at(-1)?.choice.pages).toEqual(['p']);
    expect(find('notes-marked')?.textContent).toContain('Notes by one of us');
    await press('notes-save');
    expect(asked<Args>('paper_save_pdf')).toEqual([{ name: 'Notes' }]);
    expect(find('notes-saved')?.textContent).toContain('Notes.pdf');
  });

  it('say that a page is chosen first', async () => {
    await show(ALONE, Notes);
    expect(find('notes-marked')?.textContent).toContain('Choose a page');
    await press('notes-save');
    await press('notes-print');
    expect(asked('paper_save_pdf'), 'an empty sheet is no use to anybody').toEqual([]);
    expect(asked('paper_print')).toEqual([]);
  });

  it('cannot be saved while they are set anew', async () => {
    await show(ALONE, Notes);
    find('notes-page')?.click();
    flushSync();
    find('notes-save')?.click();
    await settle();
    expect(asked('paper_save_pdf'), 'what is saved is what is on screen').toEqual([]);
  });

  it('hold nothing of Mine while both are here', async () => {
    await show(TOGETHER, Notes);
    expect(find('notes-space')).toBeNull();
    expect(asked<Args>('printable_pages').map(({ space }) => space)).toEqual(['ours']);
  });
});

describe('a book', () => {
  it('needs a title, and is made of the days that are chosen', async () => {
    await show(ALONE, Book);
    await press('book-save');
    expect(asked('make_book')).toEqual([]);
    const title = find('book-name') as HTMLInputElement;
    title.value = ' Our year ';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    find('book-space-mine')?.click();
    document.querySelectorAll<HTMLElement>('[data-test=book-year]')[0]?.click();
    await settle();
    await press('book-save');
    const { choice, name } = asked<{ choice: BookChoice; name: string }>('make_book')[0] ?? {};
    const year = String(new Date().getFullYear() - 1);
    expect(choice).toMatchObject({
      title: 'Our year',
      space: 'mine',
      from: `${year}-01-01`,
      to: `${year}-12-31`,
    });
    expect(choice?.labels['practice.openly']).toBeTruthy();
    expect(name, 'a file’s name carries nothing of what is in it').toBe('Book');
    expect(find('book-saved')?.textContent).toContain('Book.pdf');
  });

  it('can be stopped, and says nothing then', async () => {
    core.answers.make_book = () => new Promise(() => undefined);
    await show(ALONE, Book);
    const title = find('book-name') as HTMLInputElement;
    title.value = 'Our year';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    await press('book-save');
    await press('book-progress-cancel');
    expect(asked('cancel_job')).toHaveLength(1);
    expect(find('book-saved')).toBeNull();
  });

  it('names what no font can print, and says how far it is', async () => {
    let done: (made: unknown) => void = () => undefined;
    core.answers.make_book = () => new Promise((answer) => (done = answer));
    await show(ALONE, Book);
    const title = find('book-name') as HTMLInputElement;
    title.value = 'Our year';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    await press('book-save');
    const told: [string, number, string][] = [
      ['book', 0, 'Reading the pages'],
      ['bookSetting', 0, 'Setting the pages'],
      ['bookWriting', 312, '312 pages are set'],
    ];
    for (const [job, pages, words] of told) {
      core.hears.progress?.({ payload: { job, done: pages, total: pages } });
      await settle();
      expect(find('book-progress')?.textContent).toContain(words);
    }
    expect(find('book-missing')).toBeNull();
    done({ place: { name: 'Book.pdf', folder: 'Home' }, missing: ['1️⃣', '👨‍👩‍👧'] });
    await settle();
    expect(find('book-missing')?.textContent).toContain('1️⃣');
    expect(find('book-missing')?.textContent).toContain('👨‍👩‍👧');
  });

  it('is of Ours while both are here', async () => {
    await show(TOGETHER, Book);
    expect(find('book-space')).toBeNull();
    const title = find('book-name') as HTMLInputElement;
    title.value = 'Our year';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    await press('book-save');
    expect(asked<{ choice: BookChoice }>('make_book')[0]?.choice.space).toBe('ours');
  });
});
