/** What somebody put there alone can be taken off again; what nothing was said in, put away. */

import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Situation } from '../src/ipc/bindings/Situation';
import type { TableQuestion } from '../src/ipc/bindings/TableQuestion';
import InnerWorld from '../src/features/practices/inner/InnerWorld.svelte';
import OwnIdeas from '../src/features/practices/time/OwnIdeas.svelte';
import Begun from '../src/features/together/Begun.svelte';
import { noWords } from '../src/features/practices/time/part';
import { erased } from '../src/state/erased.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';

const face = (partner: string) => ({ partner, label: partner, colour: 'indigo', shape: 'leaf' });
const ALONE = {
  is: 'alone',
  journal: { name: 'ours', folder: '/', sample: null },
  me: face('noor'),
  partner: face('sam'),
} as unknown as Situation;

let stop: () => void = () => undefined;

const all = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const asked = (command: string) =>
  core.asked.filter(([name]) => name === command).map(([, args]) => args);

async function settle() {
  await new Promise((done) => setTimeout(done));
  flushSync();
}

async function press(test: string) {
  all(test)[0]?.click();
  flushSync();
  await settle();
}

async function show(what: Component) {
  const page = mount(what, { target: document.body });
  stop = () => void unmount(page);
  await settle();
}

function question(id: string, author: string): TableQuestion {
  return { id, text: `Asked by ${author}?`, library: null, author, mine: 'none', openable: false };
}

function practice(id: string, steps: string[], which = 'listen'): BegunPractice {
  const parts = steps.map((step) => ({
    author: 'sam',
    step,
    turn: 1,
    words: noWords(),
    agreed: false,
  }));
  const page = { practice: which, about: id, parts };
  return { id, on: '2026-03-04', page, next: [], iSealed: false } as BegunPractice;
}

beforeEach(() => {
  // jsdom knows the element and not how it is shown
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  core.asked = [];
  core.answers = {
    questions: () => [question('mine', 'noor'), question('theirs', 'sam')],
    rested_questions: () => [],
    own_content: () => [
      { id: 'own', author: 'noor', own: { is: 'question', text: 'Why?', depth: 'everyday' } },
      { id: 'ours', author: 'noor', own: { is: 'idea', text: 'Row on the lake' } },
      { id: 'sams', author: 'sam', own: { is: 'idea', text: 'Sleep in a tent' } },
    ],
    marked_ideas: () => [],
    depth: () => 'everyday',
    practices: () => [
      practice('unsaid', []),
      practice('paused', ['pause']),
      practice('said', ['wanted']),
      practice('summed', [], 'summary'),
    ],
  };
  erased.pages = [];
  session.moveTo(ALONE);
});

afterEach(() => stop());

describe('what somebody put there', () => {
  it('is taken off the table by its author alone, and can be brought back from there', async () => {
    await show(InnerWorld);
    const rows = all('table-question').map((row) => row.querySelector('[data-test="take-off"]'));
    expect(rows.map((row) => row !== null)).toEqual([true, false]);
    (rows[0] as HTMLElement).click();
    flushSync();
    expect(asked('erase_page'), 'it is asked first').toEqual([]);
    await press('take-off-yes');
    expect(asked('erase_page')).toEqual([{ id: 'mine' }]);
    await press('undo-erase');
    expect(asked('undo_erase')).toEqual([{ id: 'mine' }]);
  });

  it('is deleted, of one’s own questions', async () => {
    await show(InnerWorld);
    await press('take-off');
    expect(document.body.textContent).toContain('Nothing of it stays.');
    await press('take-off-yes');
    expect(asked('erase_page')).toEqual([{ id: 'own' }]);
  });

  it('is taken out of Ours, of one’s own ideas', async () => {
    await show(OwnIdeas);
    expect(all('take-off'), 'one idea is one’s own').toHaveLength(1);
    await press('take-off');
    await press('take-off-no');
    expect(asked('erase_page')).toEqual([]);
    await press('take-off');
    await press('take-off-yes');
    expect(asked('erase_page')).toEqual([{ id: 'ours' }]);
  });
});

describe('a practice that was begun', () => {
  it('is put away while nothing was said in it, and no other is', async () => {
    await show(Begun);
    expect(all('begun-go-on')).toHaveLength(4);
    expect(all('put-away'), 'unsaid, and paused').toHaveLength(2);
    await press('put-away');
    expect(asked('put_away_practice'), 'it is asked first').toEqual([]);
    await press('put-away-yes');
    expect(asked('put_away_practice')).toEqual([{ of: 'unsaid' }]);
  });
});
