/** The shelf of ideas one looks through alone, and one's own marks on them. */

import * as ipc from '../../../ipc';
import { asFailure } from '../../../failures';
import type { Failure } from '../../../ipc/bindings/Failure';
import type { Mark } from '../../../ipc/bindings/Mark';
import { eligible, nextOf, noFilters, orderOn, type Filters } from './ideas';
import type { Idea } from '../../../state/content';

type Calls = Pick<typeof ipc, 'markIdea' | 'markedIdeas'>;

export class Shelf {
  filters = $state<Filters>(noFilters());
  marks = $state.raw<ReadonlyMap<string, Mark>>(new Map());
  shown = $state.raw<Idea[]>([]);
  ready = $state(false);
  failure = $state.raw<Failure | null>(null);

  #seen = new Set<string>();
  #ordered: Idea[];

  constructor(
    day: string,
    library: readonly Idea[],
    private readonly calls: Calls = ipc,
  ) {
    this.#ordered = orderOn(day, library);
  }

  /** Asks for my marks, and shows the first handful. */
  async begin(): Promise<void> {
    await this.#try(async () => {
      const marks = await this.calls.markedIdeas();
      this.marks = new Map(marks.map(({ idea, mark }) => [idea, mark]));
      this.ready = true;
      this.others();
    });
  }

  /** Shows others. */
  others(): void {
    const next = nextOf(eligible(this.#ordered, this.filters, this.marks), this.#seen);
    this.#seen = next.seen;
    this.shown = next.shown;
  }

  /** Chooses or lets go of what is looked for; the shelf begins anew. */
  filter(row: keyof Filters, value: string): void {
    const chosen = this.filters[row];
    this.filters[row] = chosen.includes(value)
      ? chosen.filter((other) => other !== value)
      : [...chosen, value];
    this.#seen = new Set();
    this.others();
  }

  clear(): void {
    this.filters = noFilters();
    this.#seen = new Set();
    this.others();
  }

  /** Marks an idea; it stays where it stands until others are asked for. */
  async mark(idea: string, mark: Mark): Promise<void> {
    await this.#try(async () => {
      await this.calls.markIdea(idea, mark);
      this.marks = new Map([...this.marks, [idea, mark]]);
    });
  }

  async #try(step: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await step();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}
