/** Coming in with a recovery kit, from a locked journal. */

import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { core } from './core';

vi.mock('@tauri-apps/api/core', async () => (await import('./core')).commands);
vi.mock('@tauri-apps/api/event', async () => (await import('./core')).events);

const { session } = await import('../src/state/session.svelte');
const { default: App } = await import('../src/App.svelte');

const NOOR = { partner: 'noor', label: 'Noor', colour: 'indigo', shape: 'leaf' };
const SAM = { partner: 'sam', label: 'Sam', colour: 'ochre', shape: 'arch' };
const JOURNAL = { name: 'Ours', folder: '/home', sample: null };
const LOCKED = { is: 'locked', journal: JOURNAL, faces: [NOOR, SAM], unkept: false };
const ALONE = { is: 'alone', journal: JOURNAL, me: NOOR, partner: SAM, notices: [] };
const ONLY_OURS = {
  is: 'onlyOurs',
  journal: JOURNAL,
  me: NOOR,
  partner: SAM,
  confirmed: false,
  notices: [],
};
let now: unknown;
// jsdom does not scroll.
Element.prototype.scrollTo = () => undefined;

let stop: () => void = () => undefined;
const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const words = (test: string) => find(test)?.textContent?.replace(/\s+/g, ' ') ?? '';
const asked = (command: string) =>
  core.asked.filter(([name]) => name === command).map(([, args]) => args);

async function settle() {
  flushSync();
  await vi.advanceTimersByTimeAsync(400);
  flushSync();
}

async function show(screen: Component) {
  const shown = mount(screen, { target: document.body });
  stop = () => void unmount(shown);
  await settle();
}

async function press(test: string) {
  find(test)?.click();
  await settle();
}

async function type(test: string, text: string) {
  const field = find(test) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  core.asked.length = 0;
});

afterEach(async () => {
  stop();
  await settle();
  vi.useRealTimers();
  document.body.replaceChildren();
});

beforeEach(async () => {
  now = LOCKED;
  core.answers = {
    settings: () => ({ theme: 'system', textSize: 100, idleMinutes: 5 }),
    situation: () => now,
    suggest_passphrase: () => 'pebble sandal orchard kettle finch',
    passphrase_strength: () => ({ level: 4, enough: true }),
    timeline: () => ({ heads: [], next: null, tags: [] }),
    written_days: () => [],
    recover: () => ALONE,
  };
  session.situation = null;
  await show(App);
  await press('unlock-forgotten');
});

async function tries(answer: object) {
  core.answers.try_kit = () => answer;
  await type('with-kit-words', '1. orchard 2. copper');
  await press('with-kit-go');
}

describe('whoever has forgotten their passphrase', () => {
  it.each([
    [{ is: 'count', words: 11 }, 'There are 11 words here'],
    [{ is: 'unknown', place: 4 }, 'Word 4 is none'],
    [{ is: 'checksum' }, 'not all together'],
    [{ is: 'other' }, 'another kit'],
    [{ is: 'noKit' }, 'no recovery kit of Noor’s'],
  ])('is told what is wrong with the words: %o', async (answer, said) => {
    await tries(answer);
    expect(words('with-kit')).toContain(said);
    const field = find('with-kit-words') as HTMLTextAreaElement;
    expect(field.value, 'what was typed stays, to be mended').toContain('orchard');
  });

  it('is asked for words of the one they say they are', async () => {
    await press('with-kit-go');
    expect(asked('try_kit'), 'no words, nothing to try').toEqual([]);
    await press('with-kit-who-sam');
    await tries({ is: 'other' });
    expect(asked('try_kit')).toEqual([{ partner: 'sam', words: '1. orchard 2. copper' }]);
    await press('with-kit-who-noor');
    expect((find('with-kit-words') as HTMLTextAreaElement).value, 'of nobody else').toBe('');
  });

  it('chooses a new passphrase before anything is shown', async () => {
    await tries({ is: 'allOfMine' });
    expect(find('with-kit-words'), 'the words are let go of').toBeNull();
    expect(find('rail'), 'nothing opens yet').toBeNull();
    await press('anew-next');
    expect(asked('recover'), 'not before it is typed twice').toEqual([]);
    await type('passphrase-again', 'pebble sandal orchard kettle finch');
    await press('anew-next');
    expect(asked('recover')).toEqual([{ passphrase: 'pebble sandal orchard kettle finch' }]);
    expect(find('rail')).not.toBeNull();
  });

  it('reads Ours with a kit for only Ours, and is offered nothing to write', async () => {
    core.answers.situation = () => ONLY_OURS;
    await tries({ is: 'onlyOurs' });
    expect(words('only-ours')).toContain('Nothing can be written');
    expect(words('only-ours-unconfirmed')).toContain('Sam');
    expect(asked('timeline').length, 'Ours is listed').toBeGreaterThan(0);
    for (const writing of ['rail', 'write-new', 'filter-space-mine'])
      expect(find(writing), `${writing} is not for a reader`).toBeNull();
    await press('only-ours-lock');
    expect(asked('lock')).toHaveLength(1);
  });
});
