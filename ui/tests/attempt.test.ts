import { expect, it } from 'vitest';
import { Attempt } from '../src/state/attempt.svelte';

const FULL = { code: 'full', detail: null };

it('says why it was not done, until it is tried again', async () => {
  const attempt = new Attempt();
  expect(await attempt.run(() => Promise.reject(FULL))).toBeUndefined();
  expect(attempt.failure).toEqual(FULL);
  expect(attempt.running, 'it is over').toBe(false);
  expect(await attempt.run(() => Promise.resolve('done'))).toBe('done');
  expect(attempt.failure, 'what is done failed no more').toBeNull();
});

it('is one at a time: a second press begins nothing', async () => {
  const attempt = new Attempt();
  let end: (how: string) => void = () => undefined;
  const first = attempt.run(() => new Promise<string>((done) => (end = done)));
  let again = false;
  expect(await attempt.run(async () => (again = true))).toBeUndefined();
  expect(again).toBe(false);
  end('once');
  expect(await first).toBe('once');
});
