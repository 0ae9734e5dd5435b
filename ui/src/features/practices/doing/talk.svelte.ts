/** Who is about to take the floor: chosen on the screen, before anything is said. */

import * as ipc from '../../../ipc';
import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import type { Next } from '../../../ipc/bindings/Next';
import { nextIn } from './doing';

type Calls = Pick<typeof ipc, 'stepDraft'>;

export class Talk {
  /** The turn that is being taken. */
  taking = $state.raw<Next | null>(null);
  /** Whether it was just asked for, so that it stands open. */
  asked = $state(false);
  /** The speaker is saying what is closer. */
  closer = $state(false);
  /** Both have said enough for today. */
  closing = $state(false);

  constructor(
    private readonly step: 'said' | 'wanted',
    private readonly calls: Calls = ipc,
  ) {}

  take(next: Next): void {
    this.taking = next;
    this.asked = true;
  }

  /** Nothing is chosen any more: something was said. */
  reset(): void {
    this.taking = null;
    this.asked = false;
    this.closer = false;
  }

  /** After a lock: takes the turn that somebody had begun to write. */
  async resume(begun: BegunPractice): Promise<void> {
    for (const next of nextIn(begun, this.step)) {
      const draft = await this.calls.stepDraft(next.by, begun.id, this.step);
      if (draft?.body.is !== 'part' || draft.body.turn !== next.turn) continue;
      this.taking ??= next;
      return;
    }
  }
}
