/** An answer of the core that a screen shows, asked again whenever the journal changes. */
import { asFailure } from '../failures';
import type { Failure } from '../ipc/bindings/Failure';
import { session } from './session.svelte';

/**
 * Make one while a component is being set up: `const day = new Asked(() => ipc.today())`.
 * Whatever state `ask` reads before its first await is watched too. While asking again the former
 * answer stays, so that the page does not flicker.
 */
export class Asked<T> {
  value = $state.raw<T>();
  failure = $state.raw<Failure | null>(null);
  #turn = 0;
  #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
    $effect(() => {
      void session.changes;
      void this.again();
    });
  }

  /** Asks now. An answer overtaken by a later one is dropped. */
  async again(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const value = await this.#ask();
      if (turn !== this.#turn) return;
      this.value = value;
      this.failure = null;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asFailure(thrown);
    }
  }
}
