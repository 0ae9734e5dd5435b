import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keeper, RETRY_MS, SLOW_MS, WAIT_MS } from '../src/state/keeper.svelte';

/** A disk whose every save ends when the test says so. */
class Disk {
  asked: string[] = [];
  kept: string[] = [];
  atOnce = 0;
  most = 0;
  #ends: ((failed: boolean) => void)[] = [];

  save = (text: string): Promise<void> => {
    this.asked.push(text);
    this.most = Math.max(this.most, ++this.atOnce);
    return new Promise((resolve, reject) => {
      this.#ends.push((failed) => {
        this.atOnce -= 1;
        if (failed) return reject(new Error('full'));
        this.kept.push(text);
        resolve();
      });
    });
  };

  async end(failed = false): Promise<void> {
    this.#ends.shift()?.(failed);
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('keeping what is written', () => {
  let text = '';
  let disk: Disk;
  let keeper: Keeper<string>;

  beforeEach(() => {
    vi.useFakeTimers();
    text = '';
    disk = new Disk();
    keeper = new Keeper(() => text, disk.save);
  });
  afterEach(() => vi.useRealTimers());

  function write(words: string) {
    text = words;
    keeper.changed();
  }

  it('keeps a change within two seconds, and not at every key', async () => {
    write('a');
    await vi.advanceTimersByTimeAsync(WAIT_MS / 2);
    write('ab');
    expect(disk.asked, 'nothing before the time').toEqual([]);
    await vi.advanceTimersByTimeAsync(WAIT_MS / 2);
    expect(disk.asked, 'one save, with the last text').toEqual(['ab']);
  });

  it('never has two saves under way, and the last text wins', async () => {
    write('one');
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    write('two');
    const all = keeper.keepNow();
    write('three');
    await vi.advanceTimersByTimeAsync(WAIT_MS * 3);
    expect(disk.asked, 'the second waits for the first').toEqual(['one']);
    await disk.end();
    await disk.end();
    expect(await all).toBe(true);
    expect(disk.most, 'two at once could land out of order').toBe(1);
    expect(disk.kept.at(-1)).toBe('three');
    expect(keeper.phase).toBe('kept');
  });

  it('keeps what is written while "keep now" is under way before it says yes', async () => {
    write('one');
    const all = keeper.keepNow();
    await vi.advanceTimersByTimeAsync(0);
    write('two');
    await disk.end();
    await disk.end();
    expect(await all).toBe(true);
    expect(disk.kept).toEqual(['one', 'two']);
  });

  it('says that it is keeping only when that takes longer than a moment', async () => {
    write('a');
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    expect(keeper.slow).toBe(false);
    await vi.advanceTimersByTimeAsync(SLOW_MS);
    expect(keeper.slow).toBe(true);
    await disk.end();
    expect(keeper.slow).toBe(false);
    expect(keeper.phase).toBe('kept');
    expect(keeper.keptAt).not.toBeNull();
  });

  it('tries again by itself after a failure, with the newest text', async () => {
    write('a');
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    await disk.end(true);
    expect(keeper.phase).toBe('failed');
    write('ab');
    expect(keeper.phase, 'typing on does not hide that nothing is kept').toBe('failed');
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    await disk.end();
    expect(disk.kept).toEqual(['ab']);
    expect(keeper.phase).toBe('kept');
    expect(keeper.failure).toBeNull();
  });

  it('tells the one who asked that it could not be kept, and keeps at the next try', async () => {
    write('a');
    const first = keeper.keepNow();
    await disk.end(true);
    expect(await first).toBe(false);
    const second = keeper.keepNow();
    await disk.end();
    expect(await second).toBe(true);
    expect(disk.kept).toEqual(['a']);
  });

  it('keeps nothing after it was stopped, and waits for the save under way', async () => {
    write('a');
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    write('ab');
    const stopped = keeper.stop();
    await disk.end();
    await stopped;
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(disk.asked, 'a discarded text must not come back').toEqual(['a']);
  });

  it('asks for nothing when nothing changed', async () => {
    expect(await keeper.keepNow()).toBe(true);
    expect(disk.asked).toEqual([]);
  });
});
