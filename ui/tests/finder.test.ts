/** Counselling begins with finding someone, and finding someone with what to look for. */

import { beforeEach, expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Practice } from '../src/ipc/bindings/Practice';
import type { Situation } from '../src/ipc/bindings/Situation';
import Counselling from '../src/features/counselling/Counselling.svelte';
import Finder from '../src/features/counselling/Finder.svelte';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';
import { find, press, show } from './screen';

const face = (partner: string) => ({ partner, label: partner, colour: 'indigo', shape: 'leaf' });
const ALONE = {
  is: 'alone',
  journal: { name: 'ours', folder: '/', sample: null },
  me: face('noor'),
  partner: face('sam'),
} as unknown as Situation;

function begun(practice: Practice): BegunPractice {
  const page = { practice, about: 'Frida Holm', parts: [] };
  return { id: practice, on: '2026-03-04', page, next: [], iSealed: false };
}

beforeEach(() => {
  core.answers = { summaries: () => [], practices: () => [], timeline: () => ({ heads: [] }) };
  session.moveTo(ALONE);
  router.go('counselling');
});

it('is where Counselling opens as long as there was nobody', async () => {
  await show(Counselling);
  expect(find('finder')).not.toBeNull();
  await press('counselling-counselling');
  expect(find('finder'), 'the page is one press away').toBeNull();
  expect(find('summary-new')).not.toBeNull();
});

it('is not where it opens once there is an hour with somebody, or was', async () => {
  core.answers.practices = () => [begun('session')];
  await show(Counselling);
  expect([find('finder'), find('summary-new') !== null]).toEqual([null, true]);
  core.answers.practices = () => [begun('candidate')];
  await show(Counselling);
  expect(find('finder'), 'who might help is not found yet').not.toBeNull();
  core.answers.timeline = () => ({ heads: [{ practice: 'session' }] });
  await show(Counselling);
  expect(find('finder')).toBeNull();
});

it('says what to look for before it asks for a name, until there is one', async () => {
  const order = () =>
    [...document.querySelectorAll('section[data-test]')].map((one) =>
      one.getAttribute('data-test'),
    );
  await show(Finder);
  expect(order()).toEqual(['look-for', 'ask-them', 'candidates']);
  core.answers.practices = () => [begun('candidate')];
  await show(Finder);
  expect(order()).toEqual(['candidates', 'look-for', 'ask-them']);
});
