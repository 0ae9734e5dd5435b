import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rest } from '../src/features/practices/doing/rest.svelte';
import { noWords } from '../src/features/practices/time/part';

const NOON = new Date(2026, 2, 4, 12, 0);

const pause = (when: string) => ({
  author: 'noor',
  step: 'pause',
  turn: 0,
  words: { ...noWords(), when },
  agreed: false,
});

describe('a rest', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOON }));
  afterEach(() => void vi.useRealTimers());

  it('lasts until the newest pause that was kept is over', () => {
    const rest = new Rest();
    expect(rest.until([]), 'nothing covers it').toBeNull();
    const kept = [pause('2026-03-04T12:20:00'), pause('2026-03-04T13:00:00')];
    expect(rest.until(kept)).toBe('2026-03-04T13:00:00');
    expect(rest.until([pause('2026-03-04T11:59:00')]), 'it is over').toBeNull();
  });

  it('is of this page alone where nothing keeps it', () => {
    const rest = new Rest();
    rest.cover(30);
    expect(rest.until()).toBe('2026-03-04T12:30:00');
    rest.goOn();
    expect(rest.until()).toBeNull();
    rest.cover(60);
    rest.began();
    expect(rest.until(), 'one may pause again').toBe('2026-03-04T13:00:00');
  });

  it('is gone on with before its time, until one pauses again', () => {
    const rest = new Rest();
    const kept = [pause('2026-03-04T13:00:00')];
    rest.goOn();
    expect(rest.until(kept)).toBeNull();
    rest.began();
    expect(rest.until(kept)).toBe('2026-03-04T13:00:00');
  });

  it('offers no way on where each was being asked whether it is safe', () => {
    const rest = new Rest();
    rest.stop();
    expect([rest.stopped, rest.mayGoOn]).toEqual([true, true]);
    rest.stop(true);
    expect([rest.stopped, rest.mayGoOn], 'nobody is pressed to go on').toEqual([true, false]);
  });
});
