/** A short step of the core that somebody begins: one at a time, and why the last was not done. */
import { asFailure } from '../failures';
import type { Failure } from '../ipc/bindings/Failure';

/** What takes longer, tells how far it is and can be stopped is a `Work`. */
export class Attempt {
  running = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Runs `step`; answers with what it gives, or with undefined when it failed or another runs. */
  async run<T>(step: () => Promise<T>): Promise<T | undefined> {
    if (this.running) return undefined;
    this.running = true;
    this.failure = null;
    try {
      return await step();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return undefined;
    } finally {
      this.running = false;
    }
  }
}
