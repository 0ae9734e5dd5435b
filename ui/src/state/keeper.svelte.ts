/**
 * Keeps what is being written: one save at a time, in order, the last text winning.
 *
 * `read` is asked for the text only when it is about to be kept, because turning a long page into
 * Markdown takes time. Nothing here touches the document.
 */

/** Longest time a change waits, milliseconds. */
export const WAIT_MS = 2_000;
/** How long a save may take before the screen says that it is under way, milliseconds. */
export const SLOW_MS = 1_000;
/** How long after a failure it is tried again unasked, milliseconds. */
export const RETRY_MS = 10_000;

export type KeeperPhase = 'idle' | 'changed' | 'keeping' | 'kept' | 'failed';

export class Keeper<T> {
  phase = $state<KeeperPhase>('idle');
  /** Whether the save under way has taken longer than a moment. */
  slow = $state(false);
  /** When the text was last kept. */
  keptAt = $state<Date | null>(null);
  failure = $state<unknown>(null);

  #dirty = false;
  #running: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cost = 0;

  constructor(
    private readonly read: () => T,
    private readonly save: (text: T) => Promise<void>,
  ) {}

  /** Says that the text changed; it is kept within two seconds. */
  changed(): void {
    this.#dirty = true;
    if (this.phase !== 'keeping' && this.phase !== 'failed') this.phase = 'changed';
    if (this.#timer === undefined && this.#running === null) this.#later(this.#wait());
  }

  /** Keeps everything now. Resolves to whether it is all kept. */
  async keepNow(): Promise<boolean> {
    for (;;) {
      if (this.#running !== null) await this.#running;
      this.#forgetTimer();
      if (!this.#dirty) return this.phase !== 'failed';
      if (!(await this.#run())) return false;
    }
  }

  /** Keeps nothing more: the text was thrown away or has its final place. */
  async stop(): Promise<void> {
    this.#dirty = false;
    this.#forgetTimer();
    if (this.#running !== null) await this.#running;
    this.#dirty = false;
    this.#forgetTimer();
  }

  /** A long text, whose reading takes long, is kept less often. */
  #wait(): number {
    return Math.max(WAIT_MS, this.#cost * 20);
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#dirty) void this.#run();
    }, ms);
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #run(): Promise<boolean> {
    this.#running ??= this.#keep().finally(() => {
      this.#running = null;
      if (this.#dirty) this.#later(this.phase === 'failed' ? RETRY_MS : this.#wait());
    });
    return this.#running;
  }

  async #keep(): Promise<boolean> {
    this.#dirty = false;
    this.phase = 'keeping';
    const slowly = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      const began = performance.now();
      const text = this.read();
      this.#cost = performance.now() - began;
      await this.save(text);
      this.keptAt = new Date();
      this.failure = null;
      this.phase = this.#dirty ? 'changed' : 'kept';
      return true;
    } catch (failure) {
      this.#dirty = true;
      this.failure = failure;
      this.phase = 'failed';
      return false;
    } finally {
      clearTimeout(slowly);
      this.slow = false;
    }
  }
}
