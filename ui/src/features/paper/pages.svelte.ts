/** Pages as they print, set anew while what stands on them changes. */

import { asFailure } from '../../failures';
import type { Failure } from '../../ipc/bindings/Failure';
import type { Preview } from '../../ipc/bindings/Preview';

/** How long what stands on them must rest before they are set again, milliseconds. */
export const REST_MS = 30;

/** However little they rest: no change waits longer than this before it is set, milliseconds. */
export const LONGEST_MS = 60;

/**
 * One page is set at a time, and the newest wins. What was overtaken while it was set is shown all
 * the same, because it is newer than what stood there; only it is `stale`.
 */
export class Pages<Wanted> {
  preview = $state.raw<Preview | null>(null);
  /** What the preview shows. */
  shown = $state.raw<Wanted | null>(null);
  /** Whether it is not, or not yet, what was wanted last. */
  stale = $state(true);
  failure = $state.raw<Failure | null>(null);

  #wanted: Wanted | null = null;
  #key = '';
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when something waits for its rest. */
  #since: number | null = null;

  constructor(private readonly set: (wanted: Wanted) => Promise<Preview>) {}

  /** Whether what is on screen is exactly what was wanted. */
  get ready(): boolean {
    return this.preview !== null && !this.stale && this.failure === null;
  }

  /** Sets the pages as `wanted`, once that rests. The same again changes nothing. */
  show(wanted: Wanted): void {
    const key = JSON.stringify(wanted);
    if (key === this.#key) return;
    this.#wanted = wanted;
    this.#key = key;
    this.stale = true;
    this.#later();
  }

  /** Tries again what could not be set. */
  again(): void {
    this.stale = true;
    this.failure = null;
    this.#later();
  }

  /** Wants nothing: what is asked for cannot be set, or the screen is going. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = null;
    this.#wanted = null;
    this.#key = '';
    this.stale = true;
  }

  #later(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#since ??= now;
    const left = this.#since + LONGEST_MS - now;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#since = null;
        void this.#run();
      },
      Math.max(0, Math.min(REST_MS, left)),
    );
  }

  async #run(): Promise<void> {
    const [wanted, key] = [this.#wanted, this.#key];
    if (this.#running || wanted === null) return;
    this.#running = true;
    try {
      const preview = await this.set(wanted);
      if (this.#wanted !== null) {
        this.preview = preview;
        this.shown = wanted;
        this.failure = null;
        this.stale = key !== this.#key;
      }
    } catch (thrown) {
      if (key === this.#key) this.failure = asFailure(thrown);
    } finally {
      this.#running = false;
      // What came meanwhile and has rested is set now.
      if (key !== this.#key && this.#timer === undefined) void this.#run();
    }
  }
}
