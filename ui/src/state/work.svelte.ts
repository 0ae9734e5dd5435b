/** A slow step under way: it shows only when it lasts, tells how far it is, and can be stopped. */
import { asFailure } from '../failures';
import { cancelJob, onProgress } from '../ipc';
import type { Failure } from '../ipc/bindings/Failure';
import type { Progress } from '../ipc/bindings/Progress';

const PATIENCE_MS = 250;

export class Work {
  /** Whether the step is under way. */
  running = $state(false);
  /** Whether it has lasted long enough to be shown. */
  shown = $state(false);
  /** How much is done, 0 to 1, or null while that cannot be known. */
  share = $state<number | null>(null);
  /** What is under way, and how far it is, as it was told last. */
  told = $state.raw<Progress | null>(null);
  /** Why the last step was not done. Being cancelled is not a failure. */
  failure = $state<Failure | null>(null);

  /** Runs `step`; answers with what it gives, or with undefined when it was stopped or failed. */
  async run<T>(step: () => Promise<T>): Promise<T | undefined> {
    if (this.running) return undefined;
    this.running = true;
    this.failure = null;
    const timer = setTimeout(() => (this.shown = true), PATIENCE_MS);
    const stopHearing = onProgress((told) => {
      const { done, total } = told;
      this.told = told;
      this.share = total > 0 ? Math.min(done / total, 1) : null;
    });
    try {
      return await step();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'cancelled') this.failure = failure;
      return undefined;
    } finally {
      clearTimeout(timer);
      this.running = false;
      this.shown = false;
      this.share = null;
      this.told = null;
      void stopHearing.then((stop) => stop());
    }
  }

  cancel(): void {
    void cancelJob();
  }
}
