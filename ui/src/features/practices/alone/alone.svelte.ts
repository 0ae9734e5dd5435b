/** What one does alone by steps: the words so far, and the draft they make. */

import type { Draft } from '../../../ipc/bindings/Draft';
import type { DraftBody } from '../../../ipc/bindings/DraftBody';
import type { Words } from '../../../ipc/bindings/Words';
import { isBlank, isWordless } from '../../../state/draft.svelte';
import { noWords } from '../time/part';

export const ALONE = {
  witness: ['moment', 'outside', 'wish'],
  checkIn: ['closeness', 'heard', 'raising', 'findingBack', 'wish'],
} as const;

export type Alone = keyof typeof ALONE;

/** The choice that says: this question is not for me. */
export const NOT_FOR_ME = 'notForMe';

export class AloneWords {
  readonly practice: Alone;
  readonly steps: readonly string[];
  words = $state<Record<string, Words>>({});

  constructor(practice: Alone, draft: Draft | null) {
    this.practice = practice;
    this.steps = ALONE[practice];
    const kept = draft?.body.is === 'alone' ? draft.body : null;
    const parts = new Map(kept?.parts);
    for (const step of this.steps) this.words[step] = { ...(parts.get(step) ?? noWords()) };
    if (kept && practice === 'witness') this.write('moment', { text: kept.about });
  }

  /** Of a kind witness the moment itself is what the page is about. */
  get #first(): Words | undefined {
    return this.practice === 'witness' ? this.words.moment : undefined;
  }

  of(step: string): Words {
    return this.words[step] ?? noWords();
  }

  write(step: string, part: Partial<Words>): void {
    this.words[step] = { ...this.of(step), ...part };
  }

  get isEmpty(): boolean {
    return isBlank(this.body());
  }

  body(): DraftBody {
    return {
      is: 'alone',
      practice: this.practice,
      about: this.#first?.text.trim() ?? '',
      parts: this.#parts().map((step): [string, Words] => [step, { ...this.of(step) }]),
    };
  }

  #parts(): string[] {
    const first = this.#first;
    return this.steps.filter((step) => this.of(step) !== first && !isWordless(this.of(step)));
  }
}
