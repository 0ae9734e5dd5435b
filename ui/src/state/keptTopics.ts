/** What a practice is to be about, kept while it is not begun: a no today drops no words. */

import type { Practice } from '../ipc/bindings/Practice';

export class KeptTopics {
  #kept = new Map<string, string>();

  /** What those who are here named last and did not begin. */
  of(practice: Practice, here: readonly string[]): string {
    return this.#kept.get(place(practice, here)) ?? '';
  }

  keep(practice: Practice, here: readonly string[], about: string): void {
    this.#kept.set(place(practice, here), about);
  }
}

function place(practice: Practice, here: readonly string[]): string {
  return [practice, ...here].join(' ');
}

/** Locking ends it: the page that holds it is torn down. */
export const keptTopics = new KeptTopics();
