/** What stands on the first screen unasked, where the other may be looking; and what both can open. */

import { beforeEach, expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { PageHead } from '../src/ipc/bindings/PageHead';
import type { Situation } from '../src/ipc/bindings/Situation';
import type { Today } from '../src/ipc/bindings/Today';
import AlsoToday from '../src/features/today/AlsoToday.svelte';
import TodayPage from '../src/features/today/Today.svelte';
import BothHere from '../src/features/together/BothHere.svelte';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';
import { headOf } from './made';
import { find, press, show, words } from './screen';

const face = (partner: string) => ({ partner, label: partner, colour: 'indigo', shape: 'leaf' });
const journal = { name: 'ours', folder: '/', sample: null };
const TOGETHER = { is: 'together', journal, here: [face('noor'), face('sam')] };
const ALONE = { is: 'alone', journal, me: face('noor'), partner: face('sam') };

const sealed = { id: 'q', text: 'Why?', library: null, author: 'sam', mine: null, openable: true };

function today(change: Partial<Today> = {}): Today {
  const backup = { at: null, name: null, changedSince: false };
  return { on: '2026-11-02', onThisDay: null, sealed: [], drafts: [], left: [], backup, ...change };
}

const head = (space: PageHead['space'], excerpt: string) =>
  headOf({ space, excerpt, on: '2025-11-02' });

beforeEach(() => {
  core.answers = { practices: () => [], timeline: () => ({ heads: [] }), questions: () => [] };
  session.moveTo(ALONE as unknown as Situation);
});

it('shows no word of a page in Mine, only that it is there', async () => {
  await show(AlsoToday, { today: today({ onThisDay: head('mine', 'I am afraid.') }) });
  expect(words('on-this-day')).toContain('A page of yours in Mine');
  expect(words('on-this-day')).not.toContain('afraid');
  await show(AlsoToday, { today: today({ onThisDay: head('before', 'I am afraid.') }) });
  expect(words('on-this-day')).toContain('A page of yours from before sam joined');
  await show(AlsoToday, { today: today({ onThisDay: head('ours', 'The boat.') }) });
  expect(words('on-this-day')).toContain('The boat.');
  await press('on-this-day-read');
  expect(router.params('journal')).toEqual({ page: 'p' });
});

it('offers to open together once on the screen of both, and each question by its words', async () => {
  session.moveTo(TOGETHER as unknown as Situation);
  core.answers.today = () => today({ sealed: [sealed] });
  await show(TodayPage);
  expect(document.body.textContent.match(/Open together/g)).toHaveLength(1);
  expect(words('today-open').trim()).toBe('“Why?”');
  await press('today-open');
  expect(router.params('opening').question).toEqual(sealed);
});

it('lists in Together what both have sealed: questions, and views of a moment', async () => {
  session.moveTo(TOGETHER as unknown as Situation);
  core.answers.questions = () => [sealed];
  const view: BegunPractice = {
    id: 'v',
    on: '2026-11-01',
    page: { practice: 'understand', about: 'The evening with the keys', parts: [] },
    next: [{ step: 'happened', turn: 0, by: 'noor', way: 'open', alone: false }],
    iSealed: false,
  };
  core.answers.practices = () => [view, { ...view, id: 'w', next: [] }];
  await show(BothHere);
  expect(find('together-open')).not.toBeNull();
  expect(document.querySelectorAll('[data-test="together-open-practice"]')).toHaveLength(1);
  expect(words('together-do')).toContain('Understand: The evening with the keys');
  await press('together-open-practice');
  expect(router.params('doing')).toEqual({ of: 'v' });
});

it('says of words that have no place any more whether anybody else has read them', async () => {
  const text = { text: 'I was alone with it.', choice: null, feelings: [], needs: [], when: null };
  const body = { is: 'part' as const, of: 'p', step: 'said', turn: 1, words: text };
  await show(AlsoToday, { today: today({ left: [{ of: 'p', bodies: [body], said: true }] }) });
  expect(words('draft-left')).toContain('This has no place in Ours any more.');
  await show(AlsoToday, { today: today({ left: [{ of: 'p', bodies: [body], said: false }] }) });
  expect(words('draft-left')).toContain('Sealed, and never opened.');
});
