/** The pages of the journal by their days, asked for part by part. */

import type { PageHead } from '../../ipc/bindings/PageHead';
import type { Space } from '../../ipc/bindings/Space';
import type { Timeline } from '../../ipc/bindings/Timeline';
import type { TimelineFilter } from '../../ipc/bindings/TimelineFilter';

/** How many heads are asked for at once. */
export const PART = 40;
/** How many rows stand or fall together when they come near the window. */
export const CHUNK = 10;

export const NO_FILTER: TimelineFilter = {
  space: null,
  tag: null,
  until: null,
  photo: false,
};

/** Lets through everything of a space. */
export function everythingIn(space: Space): TimelineFilter {
  return { ...NO_FILTER, space };
}

export interface Month {
  /** `YYYY-MM`. */
  id: string;
  /** The month's rows, in pieces that are drawn only near the window. */
  chunks: PageHead[][];
}

type Ask = (filter: TimelineFilter, after: string | null, limit: number) => Promise<Timeline>;

/** The timeline as far as it has been asked for. Newest first. */
export class TimelineList {
  heads = $state.raw<PageHead[]>([]);
  tags = $state.raw<string[]>([]);
  /** Whether there is a photo on any page. */
  hasPhotos = $state(false);
  filter = $state.raw<TimelineFilter>(NO_FILTER);
  /** Nothing has come yet for this filter. */
  loading = $state(true);
  failure = $state.raw<unknown>(null);
  months = $derived(inMonths(this.heads));

  #next: string | null = null;
  #round = 0;
  #busy = false;

  constructor(private readonly ask: Ask) {}

  get filtered(): boolean {
    const { space, tag, until, photo } = this.filter;
    return space !== null || tag !== null || until !== null || photo;
  }

  /** Asks from the start for what `filter` lets through. */
  async show(filter: TimelineFilter): Promise<void> {
    this.filter = filter;
    this.loading = true;
    await this.#fetch(PART);
  }

  /** Asks again for as much as is on screen, after something changed. */
  async again(): Promise<void> {
    await this.#fetch(Math.max(PART, this.heads.length));
  }

  /** Asks for the next part, if there is one and none is on its way. */
  async more(): Promise<void> {
    if (this.#busy || this.#next === null) return;
    const round = this.#round;
    this.#busy = true;
    try {
      const part = await this.ask(this.filter, this.#next, PART);
      if (round === this.#round) this.#take([...this.heads, ...part.heads], part);
    } catch (failure) {
      if (round === this.#round) this.failure = failure;
    } finally {
      if (round === this.#round) this.#busy = false;
    }
  }

  /** A newer question makes the answers to older ones worthless. */
  async #fetch(wanted: number): Promise<void> {
    const round = ++this.#round;
    this.#busy = true;
    try {
      const heads: PageHead[] = [];
      let part: Timeline | null = null;
      do {
        part = await this.ask(this.filter, part?.next ?? null, PART);
        if (round !== this.#round) return;
        heads.push(...part.heads);
      } while (part.next !== null && heads.length < wanted);
      this.#take(heads, part);
    } catch (failure) {
      if (round === this.#round) this.failure = failure;
    } finally {
      if (round === this.#round) {
        this.#busy = false;
        this.loading = false;
      }
    }
  }

  #take(heads: PageHead[], part: Timeline): void {
    this.heads = heads;
    this.tags = part.tags;
    this.hasPhotos = part.hasPhotos;
    this.#next = part.next;
    this.failure = null;
  }
}

/** Rows by the month they are about, each month in pieces of at most `CHUNK`. */
export function inMonths(heads: readonly PageHead[]): Month[] {
  const months: Month[] = [];
  for (const head of heads) {
    const id = head.on.slice(0, 7);
    let month = months.at(-1);
    if (month?.id !== id) months.push((month = { id, chunks: [] }));
    const chunk = month.chunks.at(-1);
    if (chunk && chunk.length < CHUNK) chunk.push(head);
    else month.chunks.push([head]);
  }
  return months;
}
