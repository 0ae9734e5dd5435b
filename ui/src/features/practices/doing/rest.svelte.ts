/** How what both do rests: a pause with a time to come back, or the one page of every stopping. */

import type { Part } from '../../../ipc/bindings/Part';
import { localNow, pauseUntil } from './doing';

const MINUTE_MS = 60_000;

export class Rest {
  /** How long is being asked. */
  asking = $state(false);
  stopped = $state(false);
  /** Whether one may go back from the page of every stopping. */
  mayGoOn = $state(true);
  #goneOn = $state(false);
  /** The end of a pause that only this page knows of. */
  #covered = $state<string | null>(null);

  /** When the pause ends that is on, of what was said; null while there is none. */
  until(parts: readonly Part[] = []): string | null {
    if (this.#goneOn) return null;
    return this.#covered ?? pauseUntil(parts, localNow(new Date()));
  }

  /** Covers the page for so many minutes, where nothing is under way that would keep the pause. */
  cover(minutes: number): void {
    this.#covered = localNow(new Date(Date.now() + minutes * MINUTE_MS));
  }

  /** Stops. Where each was being asked whether it is safe, nobody is to press the other to go on. */
  stop(whileAsked = false): void {
    this.stopped = true;
    this.mayGoOn = !whileAsked;
  }

  /** A pause has begun. */
  began(): void {
    this.asking = false;
    this.#goneOn = false;
  }

  /** On, before its time or after it. */
  goOn(): void {
    this.stopped = false;
    this.#covered = null;
    this.#goneOn = true;
  }
}
