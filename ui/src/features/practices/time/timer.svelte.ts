/** A timer that rests: it shows what is left in round minutes, and says when it is over. */

import { active } from '../../../ipc';

/** While it runs, time at the table counts as being here. */
const ALIVE_MS = 30_000;
const MINUTE_MS = 60_000;
/** How often what is left is looked at. */
const LOOK_MS = 1_000;

export class Timer {
  minutes = $state(0);
  #begun = 0;
  #now = $state(0);
  #looking: ReturnType<typeof setInterval> | undefined;
  #alive: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly stayAlive: () => Promise<unknown> = active,
    private readonly clock: () => number = () => Date.now(),
  ) {}

  readonly running = $derived(this.minutes > 0);
  /** From 0 to 1. */
  readonly share = $derived(
    this.minutes === 0 ? 0 : Math.min(1, this.#now / (this.minutes * MINUTE_MS)),
  );
  /** Whole minutes, rounded up: the last one is said until it is over. */
  readonly left = $derived(Math.max(0, Math.ceil(this.minutes - this.#now / MINUTE_MS)));
  readonly over = $derived(this.running && this.share >= 1);

  start(minutes: number): void {
    this.stop();
    this.minutes = minutes;
    this.#begun = this.clock();
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#alive = setInterval(() => this.#tell(), ALIVE_MS);
    this.#tell();
  }

  stop(): void {
    clearInterval(this.#looking);
    clearInterval(this.#alive);
    this.minutes = 0;
    this.#now = 0;
  }

  #look(): void {
    this.#now = this.clock() - this.#begun;
    if (!this.over) return;
    clearInterval(this.#looking);
    clearInterval(this.#alive);
  }

  #tell(): void {
    // A journal that was locked meanwhile needs no telling.
    this.stayAlive().catch(() => this.stop());
  }
}
