/** What is damaged, put back out of backups: what may be asked for, and what is said of it. */

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mended } from '../src/ipc/bindings/Mended';
import CheckFound from '../src/features/settings/CheckFound.svelte';
import { canComeBack } from '../src/features/settings/found';
import Mend from '../src/features/settings/Mend.svelte';
import MendDone from '../src/features/settings/MendDone.svelte';
import { Work } from '../src/state/work.svelte';
import { core } from './core';

let stop: () => void = () => undefined;
const onmended = vi.fn();
const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);

async function settle() {
  flushSync();
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
  flushSync();
}

async function showMend(folder: string | null) {
  core.answers.automatic_backups = () =>
    folder === null ? null : { folder, problem: null, damaged: false };
  const shown = mount(Mend, { target: document.body, props: { work: new Work(), onmended } });
  stop = () => void unmount(shown);
  await settle();
}

function showDone(mended: Mended) {
  const shown = mount(MendDone, { target: document.body, props: { mended } });
  stop = () => void unmount(shown);
  flushSync();
}

beforeEach(() => {
  core.asked.length = 0;
  core.answers = {};
  onmended.mockClear();
});

afterEach(async () => {
  stop();
  await settle();
  document.body.replaceChildren();
});

describe('putting back what is damaged', () => {
  it('is offered only for what a backup can have whole', () => {
    const found = (kind: 'damaged' | 'olderFile' | 'grantGone') => ({
      opened: 1,
      damagedDrafts: 0,
      lost: 0,
      problems: [{ kind, author: null, changes: 1 }],
    });
    expect(canComeBack(found('damaged'))).toBe(true);
    expect(canComeBack(found('olderFile')), 'the whole backup is the answer').toBe(false);
    expect(canComeBack(found('grantGone')), 'a key is no change').toBe(false);
  });

  it('offers the automatic backups only where there are any, and a chosen one always', async () => {
    await showMend(null);
    expect(find('mend-automatic')).toBeNull();
    expect(find('mend-chosen')).not.toBeNull();
  });

  it('tells what came of it, and nothing where the dialog was left', async () => {
    const mended = { brought: 2, left: 0, backups: 1 };
    core.answers.mend_from_backups = () => mended;
    core.answers.mend_from_backup = () => null;
    await showMend('/media/stick');
    find('mend-chosen')?.click();
    await settle();
    expect(onmended, 'nothing was chosen').not.toHaveBeenCalled();
    find('mend-automatic')?.click();
    await settle();
    expect(onmended).toHaveBeenCalledWith(mended);
  });

  it('says that the folder is away, and what to do', async () => {
    core.answers.mend_from_backups = () => {
      throw { code: 'missing', detail: null };
    };
    await showMend('/media/stick');
    find('mend-automatic')?.click();
    await settle();
    expect(document.body.textContent).toContain('The folder for backups is not there now');
    expect(onmended).not.toHaveBeenCalled();
  });
});

describe('a backup that was chosen and cannot be used', () => {
  it.each([
    ['damaged', 'backup', 'journal file'],
    ['notAuthentic', 'This backup cannot be used here', 'The folder'],
    ['missing', '', 'The folder for backups'],
  ])('%s', async (code, says, saysNot) => {
    core.answers.mend_from_backup = () => {
      throw { code, detail: null };
    };
    await showMend('/media/stick');
    find('mend-chosen')?.click();
    await settle();
    expect(document.body.textContent).toContain(says);
    expect(document.body.textContent, 'it is not the journal, nor the folder').not.toContain(
      saysNot,
    );
  });
});

describe('what putting back came to', () => {
  it.each([
    [{ brought: 1, left: 0, backups: 1 }, 'mend-done', 'One change is whole again'],
    [{ brought: 3, left: 2, backups: 2 }, 'mend-done', '2 more could not be put back'],
    [{ brought: 0, left: 1, backups: 4 }, 'mend-nothing', 'could not be put back'],
    [{ brought: 0, left: 0, backups: 1 }, 'mend-whole', 'had to be put back'],
    [{ brought: 0, left: 0, backups: 0 }, 'mend-none', 'No backup could be used'],
  ])('%o', (mended, test, words) => {
    showDone(mended);
    expect(find(test)?.textContent?.replace(/[\u2068\u2069]/g, '')).toContain(words);
  });
});

describe('what stayed behind in an old Mine', () => {
  it.each([
    [0, null],
    [3, '3 changes of your old Mine do not open any more'],
  ])('is said plainly by a check, and called no damage: %i', (lost, said) => {
    const found = { opened: 5, damagedDrafts: 0, lost, problems: [] };
    const props = { found, mending: new Work(), onmended };
    const shown = mount(CheckFound, { target: document.body, props });
    stop = () => void unmount(shown);
    flushSync();
    expect(find('check-whole'), 'everything else opens').not.toBeNull();
    expect(find('check-found'), 'nothing is to be done').toBeNull();
    if (said === null) expect(find('check-lost')).toBeNull();
    else expect(find('check-lost')?.textContent).toContain(said);
  });
});
