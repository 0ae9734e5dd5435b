/** What stands below a first step: nothing that was begun is stuck. */

import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../src/ipc/bindings/Draft';
import type { DraftBody } from '../src/ipc/bindings/DraftBody';
import type { Situation } from '../src/ipc/bindings/Situation';
import Alone from '../src/features/practices/alone/Alone.svelte';
import { AloneWords } from '../src/features/practices/alone/alone.svelte';
import Noticed from '../src/features/practices/noticed/Noticed.svelte';
import PhonesAway from '../src/features/practices/time/PhonesAway.svelte';
import { phones } from '../src/features/practices/time/phones.svelte';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';
import { NOOR, SAM } from './made';

const ALONE = {
  is: 'alone',
  journal: { name: 'ours', folder: '/', sample: null },
  me: NOOR,
  partner: SAM,
} as unknown as Situation;

let stop: () => void = () => undefined;

const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const begun = (body: DraftBody): Draft => ({
  id: 'd',
  author: 'noor',
  at: '2026-03-04T20:00:00Z',
  body,
});

function show(what: Component) {
  const page = mount(what, { target: document.body });
  stop = () => void unmount(page);
  flushSync();
}

beforeEach(() => {
  core.answers = { save_draft: () => ({ id: 'd', unkept: null }), timeline: () => ({ heads: [] }) };
  session.moveTo(ALONE);
});

afterEach(() => stop());

describe('a kind witness', () => {
  it('can be kept or thrown away with the moment alone', () => {
    const draft = begun({ is: 'alone', practice: 'witness', about: 'The plate.', parts: [] });
    expect(new AloneWords('witness', draft).isEmpty).toBe(false);
    expect(new AloneWords('witness', null).isEmpty).toBe(true);
    router.go('alone', { practice: 'witness', draft });
    show(Alone);
    expect(find('alone-keep')).not.toBeNull();
    expect(find('alone-discard')).not.toBeNull();
  });
});

describe('something noticed', () => {
  it('can be thrown away, and says what it lacks, before it says what was done', () => {
    const noticed = { did: '', says: 'You think of people.', meant: '' };
    router.go('noticed', { draft: begun({ is: 'noticed', noticed }) });
    show(Noticed);
    expect(find('noticed-discard')).not.toBeNull();
    for (const way of ['noticed-keep', 'noticed-give', 'noticed-save'])
      expect(find(way)?.getAttribute('aria-disabled'), way).toBe('true');
    expect(document.body.textContent).toContain('Say in the first step what was done.');
  });

  it('offers nothing while nothing is written', () => {
    router.go('noticed');
    show(Noticed);
    expect(find('noticed-discard')).toBeNull();
    expect(find('noticed-keep')).toBeNull();
  });
});

describe('phones away', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    phones.timer.stop();
    vi.useRealTimers();
  });

  it('say before they begin that the journal stays open, and are closed at the end', async () => {
    const page = mount(PhonesAway, { target: document.body, props: { of: 'p', minutes: 15 } });
    stop = () => void unmount(page);
    flushSync();
    expect(find('phones')?.textContent).toContain('Lock it if you leave the room.');
    find('phones-start')?.click();
    flushSync();
    expect(find('phones-stop')?.textContent.trim()).toBe('Stop the time');
    await vi.advanceTimersByTimeAsync(15 * 60_000 + 2_000);
    flushSync();
    expect(find('phones-over')?.textContent).not.toBe('');
    expect(find('phones-stop')?.textContent.trim()).toBe('Close');
    find('phones-stop')?.click();
    flushSync();
    expect(find('phones-start')).not.toBeNull();
  });
});
