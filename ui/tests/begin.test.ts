/** Before a practice: what was named is not lost to a no. */

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Practice } from '../src/ipc/bindings/Practice';
import type { Situation } from '../src/ipc/bindings/Situation';
import Begin from '../src/features/practices/doing/Begin.svelte';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';

const face = (partner: string) => ({ partner, label: partner, colour: 'indigo', shape: 'leaf' });
const TOGETHER = {
  is: 'together',
  journal: { name: 'ours', folder: '/', sample: null },
  here: [face('noor'), face('sam')],
} as unknown as Situation;

let stop: () => void = () => undefined;

const find = <E extends HTMLElement>(test: string) =>
  document.querySelector<E>(`[data-test="${test}"]`);
const press = (test: string) => {
  find(test)?.click();
  flushSync();
};

function show(practice: Practice = 'openly') {
  stop();
  stop = () => undefined;
  router.go('begin', { practice });
  const page = mount(Begin, { target: document.body });
  stop = () => void unmount(page);
  flushSync();
}

const about = () => find<HTMLTextAreaElement>('begin-about');

beforeEach(() => {
  core.asked = [];
  core.answers = { begin_practice: () => ({ id: 'p' }) };
  session.moveTo(TOGETHER);
});

afterEach(() => {
  stop();
  stop = () => undefined;
});

it('stands there again after a no, and the page of every stopping says so', () => {
  show();
  const field = about();
  if (field) field.value = 'Who plans the Sundays';
  field?.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector<HTMLInputElement>('[data-test^="begin-hand"] input')?.click();
  flushSync();
  press('begin-go');
  press('safe-curtain-next');
  press('safe-no');
  press('safe-curtain-next');
  press('safe-yes');
  expect(find('stopped')?.textContent).toContain('Nothing is begun.');
  expect(find('stopped')?.textContent, 'nothing was').not.toContain('what was said is kept');
  expect(core.asked.map(([command]) => command)).not.toContain('begin_practice');
  show();
  expect(about()?.value).toBe('Who plans the Sundays');
});

it('is not there any more once it is begun', async () => {
  show();
  expect(about()?.value).toBe('Who plans the Sundays');
  document.querySelector<HTMLInputElement>('[data-test^="begin-hand"] input')?.click();
  flushSync();
  press('begin-go');
  for (const person of ['noor', 'sam']) {
    expect(find('safe-curtain')?.textContent).toContain(person);
    press('safe-curtain-next');
    press('safe-yes');
  }
  await new Promise((done) => setTimeout(done));
  flushSync();
  expect(core.asked.find(([command]) => command === 'begin_practice')?.[1]).toMatchObject({
    about: 'Who plans the Sundays',
  });
  show();
  expect(about()?.value).toBe('');
});

it('says what deserves a trained person before a hard talk, and leads to one', () => {
  show('listen');
  expect(find('begin-trained')).toBeNull();
  for (const practice of ['openly', 'understand'] as const) {
    show(practice);
    expect(find('begin-trained')?.textContent).toContain('deserves a trained person');
    press('begin-finder');
    expect(router.place).toBe('finder');
  }
});
