import { describe, expect, it, vi } from 'vitest';
import type { Face } from '../src/ipc/bindings/Face';
import type { Situation } from '../src/ipc/bindings/Situation';
import { router } from '../src/state/router.svelte';
import { Session } from '../src/state/session.svelte';
import { core } from './core';

const sam: Face = { partner: 's', label: 'Sam', colour: 'ochre', shape: 'arch' };
const noor: Face = { partner: 'n', label: 'Noor', colour: 'indigo', shape: 'leaf' };
const journal = { name: 'Ours', folder: '/home', sample: null };
const alone: Situation = { is: 'alone', journal, me: sam, partner: noor, notices: [] };
const locked: Situation = { is: 'locked', journal, faces: [noor, sam], unkept: false };

/** Only events arrive; where one is, is never answered. */
function listenToEvents(): (event: string) => void {
  core.answers = { situation: () => new Promise(() => undefined) };
  core.hears = {};
  return (event) => core.hears[event]?.({ event, id: 0, payload: null });
}

describe('a session', () => {
  it('empties the page before the locking event returns', async () => {
    const emit = listenToEvents();
    const session = new Session();
    void session.start();
    await vi.waitFor(() => expect(document.body).toBeDefined());
    await Promise.resolve();
    session.moveTo(alone);
    document.body.innerHTML = '<main>What only Sam may read</main>';

    emit('locking');

    expect(document.body.childNodes.length, 'nothing readable may outlive the event').toBe(0);
    expect(session.situation, 'nobody is here any more').toBeNull();
  });

  it('shows people in the order of the alphabet, whoever is here', () => {
    const session = new Session();
    session.moveTo(alone);
    expect(session.everyone.map((face) => face.label)).toEqual(['Noor', 'Sam']);
    expect(session.here.map((face) => face.label)).toEqual(['Sam']);
  });

  it('has nobody here while the journal is locked', () => {
    const session = new Session();
    session.moveTo(locked);
    expect(session.here).toEqual([]);
    expect(session.everyone).toHaveLength(2);
    expect(session.unlocked).toBe(false);
  });

  it('begins at Today after a lock, wherever one was before', () => {
    const session = new Session();
    session.moveTo(alone);
    router.go('settings');
    session.moveTo(locked);
    expect(router.place).toBe('today');
  });

  it('keeps every unsaved page before it goes on, even when one of them cannot be kept', async () => {
    const session = new Session();
    const kept: string[] = [];
    session.keepBeforeLeaving(() => Promise.reject(new Error('full')));
    session.keepBeforeLeaving(async () => kept.push('page'));
    const off = session.keepBeforeLeaving(async () => kept.push('closed page'));
    off();
    await session.keepAll();
    expect(kept).toEqual(['page']);
  });

  it('does not wait for ever for a page that is not kept', async () => {
    vi.useFakeTimers();
    const session = new Session();
    session.keepBeforeLeaving(() => new Promise(() => undefined));
    let locked = false;
    void session.keepAll().then(() => (locked = true));
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    expect(locked, 'locking must come even when the disk does not answer').toBe(true);
  });
});
