/** Listen at the table: what is answered stands under what it answers. */

import { expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Next } from '../src/ipc/bindings/Next';
import type { Part } from '../src/ipc/bindings/Part';
import type { Situation } from '../src/ipc/bindings/Situation';
import Listen from '../src/features/practices/doing/Listen.svelte';
import { noWords } from '../src/features/practices/time/part';
import { session } from '../src/state/session.svelte';
import { find, show, words } from './screen';

const face = (partner: string) => ({ partner, label: partner, colour: 'indigo', shape: 'leaf' });
const TOGETHER = {
  is: 'together',
  journal: { name: 'ours', folder: '/', sample: null },
  here: [face('noor'), face('sam')],
} as unknown as Situation;

const part = (step: string, author: string, choice: string | null = null): Part => ({
  author,
  step,
  turn: 1,
  words: { ...noWords(), text: choice ? '' : `The ${step} of ${author}`, choice },
  agreed: false,
});
const next = (step: string, by: string): Next => ({ step, by, turn: 1, way: 'say', alone: false });

async function listening(parts: Part[], ...nexts: Next[]) {
  session.moveTo(TOGETHER);
  const page = { practice: 'listen' as const, about: '', parts };
  const begun: BegunPractice = { id: 'p', on: '2026-03-04', page, next: nexts, iSealed: false };
  await show(Listen, { begun, ondone: () => undefined });
}

/** In which order parts of the listener's side stand on the page. */
function order(...parts: string[]): string[] {
  const listener = find('listener');
  const all = [...(listener?.querySelectorAll('[data-test]') ?? [])];
  const name = (one: Element) => one.getAttribute('data-step') ?? one.getAttribute('data-test');
  return all.map((one) => name(one) ?? '').filter((one) => parts.includes(one));
}

const TOLD = [part('wanted', 'noor'), part('gist', 'sam')];

it('asks whether it fits directly under the gist, and of the gist', async () => {
  await listening(TOLD, next('confirm', 'noor'), next('question', 'sam'));
  expect(order('gist', 'confirm', 'turn'), 'a question waits for the yes').toEqual([
    'gist',
    'confirm',
  ]);
  expect(words('confirm')).toContain('noor, is that the heart of it?');
  expect(document.activeElement?.textContent, 'the yes is what comes next').toContain('is that');
});

it('keeps it there where the question was asked first', async () => {
  await listening([...TOLD, part('question', 'sam')], next('confirm', 'noor'));
  expect(order('gist', 'confirm', 'question')).toEqual(['gist', 'confirm', 'question']);
});

it('shows the yes under the gist, and the question after it', async () => {
  const said = [...TOLD, part('confirm', 'noor', 'yes')];
  await listening(said, next('helped', 'noor'), next('question', 'sam'), next('wanted', 'sam'));
  expect(order('gist', 'floor-fits', 'turn')).toEqual(['gist', 'floor-fits', 'turn']);
});
