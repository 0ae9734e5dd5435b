/** Backups that are made by themselves, as the screen tells them. */

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AutomaticBackups } from '../src/ipc/bindings/AutomaticBackups';
import type { Situation } from '../src/ipc/bindings/Situation';
import { session } from '../src/state/session.svelte';
import Automatic from '../src/features/backup/Automatic.svelte';
import { core } from './core';
import { NOOR } from './made';

const ALONE = { is: 'alone', journal: {}, me: NOOR, partner: null } as unknown as Situation;

let stop: () => void = () => undefined;
const onmade = vi.fn();
const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const asked = (command: string) => core.asked.filter(([name]) => name === command).length;

async function settle() {
  flushSync();
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
  flushSync();
}

async function show(state: AutomaticBackups | null) {
  core.answers.automatic_backups = () => state;
  session.situation = ALONE;
  const shown = mount(Automatic, { target: document.body, props: { onmade } });
  stop = () => void unmount(shown);
  await settle();
}

async function press(test: string) {
  find(test)?.click();
  await settle();
}

beforeEach(() => {
  core.asked.length = 0;
  core.answers = {};
  onmade.mockClear();
});

afterEach(async () => {
  stop();
  await settle();
  document.body.replaceChildren();
});

describe('backups that are made by themselves', () => {
  it('begin once a folder was chosen, and the state of the last backup is asked anew', async () => {
    await show(null);
    expect(find('automatic-on')).toBeNull();
    expect(find('automatic-end'), 'there is nothing to end').toBeNull();
    const begun = { folder: '/media/stick', problem: null, damaged: false };
    core.answers.begin_automatic_backups = () => begun;
    core.answers.automatic_backups = () => begun;
    await press('automatic-begin');
    expect(find('automatic-on')?.textContent).toContain('/media/stick');
    expect(onmade).toHaveBeenCalledOnce();
  });

  it('do not begin where nobody chose, or where the folder does not work', async () => {
    await show(null);
    await press('automatic-begin');
    expect(find('automatic-on'), 'the dialog was closed').toBeNull();
    core.answers.begin_automatic_backups = () => {
      throw { code: 'full', details: null };
    };
    await press('automatic-begin');
    expect(find('failure-full'), 'it is said at once').not.toBeNull();
    expect(onmade).not.toHaveBeenCalled();
  });

  it('say why the last one is not there, and that the journal is whole', async () => {
    await show({ folder: '/media/stick', problem: 'missing', damaged: false });
    const problem = find('automatic-problem')?.textContent ?? '';
    expect(problem).toContain('The folder is not there');
    expect(problem).toContain('The journal itself is whole');
  });

  it('have words for what they have none of their own for', async () => {
    await show({ folder: '/media/stick', problem: 'damaged', damaged: false });
    expect(find('automatic-problem')?.textContent).toContain('did not hold when it was checked');
  });

  it('say that no older one goes while the journal is damaged', async () => {
    await show({ folder: '/media/stick', problem: null, damaged: true });
    expect(find('automatic-problem'), 'it was made').toBeNull();
    expect(find('automatic-damaged')?.textContent).toContain('no older backup is deleted');
  });

  it('end when somebody says so', async () => {
    await show({ folder: '/media/stick', problem: null, damaged: false });
    core.answers.automatic_backups = () => null;
    await press('automatic-end');
    expect(asked('end_automatic_backups')).toBe(1);
    expect(find('automatic-on')).toBeNull();
  });
});
