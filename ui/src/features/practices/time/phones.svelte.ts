/** The phones that are away: for one plan at a time, whatever page is looked at meanwhile. */

import { Timer } from './timer.svelte';

class Phones {
  /** Which plan they are away for. */
  of = $state<string | null>(null);
  readonly timer = new Timer();

  putAway(of: string, minutes: number): void {
    this.of = of;
    this.timer.start(minutes);
  }
}

/** Locking ends it: the page that holds it is torn down. */
export const phones = new Phones();
