/** The page of every stopping: one alone does not end a talk of both. */

import { expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Practice } from '../src/ipc/bindings/Practice';
import type { Situation } from '../src/ipc/bindings/Situation';
import Doing from '../src/features/practices/doing/Doing.svelte';
import { localNow } from '../src/features/practices/doing/doing';
import { noWords } from '../src/features/practices/time/part';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';
import { find, press, show, words } from './screen';

const face = (partner: string) => ({ partner, label: partner, colour: 'indigo', shape: 'leaf' });
const journal = { name: 'ours', folder: '/', sample: null };
const TOGETHER = { is: 'together', journal, here: [face('noor'), face('sam')] };
const ALONE = { is: 'alone', journal, me: face('noor'), partner: face('sam') };

async function stopped(who: object, practice: Practice, step: string | null) {
  const parts = step ? [{ author: 'sam', step, turn: 1, words: noWords(), agreed: false }] : [];
  const begun: BegunPractice = {
    id: 'p',
    on: localNow(new Date()).slice(0, 10),
    page: { practice, about: 'Sundays', parts },
    next: [],
    iSealed: true,
  };
  core.answers = { practice: () => begun, part_drafts: () => [] };
  session.moveTo(who as unknown as Situation);
  router.go('doing', { of: 'p' });
  await show(Doing);
  await press('doing-stop');
}

it.each([
  ['openly', 'said'],
  ['understand', 'happened'],
  ['listen', 'wanted'],
  ['sitDown', 'wish'],
] as const)('makes a page of %s only while both are here', async (practice, step) => {
  await stopped(ALONE, practice, step);
  expect(find('stopped')).not.toBeNull();
  expect(find('finish-page'), 'half-said, over the head of the other').toBeNull();
  await stopped(TOGETHER, practice, step);
  expect(find('finish-page')).not.toBeNull();
});

it('says of views that are sealed and not opened that they stay, and of no writing', async () => {
  await stopped(TOGETHER, 'understand', null);
  expect(words('stopped')).toContain('what each of you wrote stays your own');
  expect(words('stopped')).not.toContain('draft');
});
