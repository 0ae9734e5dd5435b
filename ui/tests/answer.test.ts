/** The sheet of one's own answer, with a core that remembers what it was asked. */

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from '../src/ipc/bindings/Draft';
import type { TableQuestion } from '../src/ipc/bindings/TableQuestion';
import AnswerSheet from '../src/features/practices/inner/AnswerSheet.svelte';
import { core } from './core';

const QUESTION: TableQuestion = {
  id: 'q',
  text: 'What would you plant?',
  library: null,
  author: 'noor',
  mine: 'draft',
  openable: false,
};
const DRAFT: Draft = {
  id: 'd',
  author: 'noor',
  at: '2026-03-04T20:00:00Z',
  body: { is: 'answer', question: 'q', text: 'A quince, half-written.', inPerson: false },
};

let stop: () => void = () => undefined;

beforeEach(() => {
  core.asked = [];
  core.answers = { save_draft: () => ({ id: 'd', unkept: null }) };
  const sheet = mount(AnswerSheet, {
    target: document.body,
    props: { question: QUESTION, draft: DRAFT, author: 'noor', ondone: () => undefined },
  });
  stop = () => void unmount(sheet);
  flushSync();
});

afterEach(() => stop());

const box = () => document.querySelector<HTMLInputElement>('[data-test="answer-in-person"]');
const isHidden = () =>
  document.querySelector('[data-test="answer-text"]')?.closest('[hidden]') !== null;

it('puts the words out of sight while it is to be told in person, and brings them back', async () => {
  expect(isHidden()).toBe(false);
  box()?.click();
  flushSync();
  expect(isHidden(), 'what stands there is not what will be shown').toBe(true);
  box()?.click();
  flushSync();
  expect(isHidden()).toBe(false);
  expect(document.body.textContent).toContain('A quince, half-written.');
});

it('gives the core the words with it, which keeps them for their writer', async () => {
  box()?.click();
  flushSync();
  document.querySelector<HTMLElement>('[data-test="answer-seal"]')?.click();
  await new Promise((done) => setTimeout(done));
  const saved = core.asked.find(([command]) => command === 'save_draft');
  expect(saved?.[1].body).toMatchObject({ text: 'A quince, half-written.', inPerson: true });
  expect(core.asked.map(([command]) => command)).toContain('seal_answer');
});
