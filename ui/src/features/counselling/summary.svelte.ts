/** What goes on the counsellor's page, and the page as it will print. */

import * as ipc from '../../ipc';
import { asFailure } from '../../failures';
import type { Failure } from '../../ipc/bindings/Failure';
import type { PageHead } from '../../ipc/bindings/PageHead';
import type { Paper } from '../../ipc/bindings/Paper';
import type { Preview } from '../../ipc/bindings/Preview';
import type { SummaryChoice } from '../../ipc/bindings/SummaryChoice';
import { language } from '../../words';

/** How long the choice must rest before the page is set again, milliseconds. */
export const REST_MS = 400;

type Calls = Pick<typeof ipc, 'summaryPages' | 'summaryPreview'>;

export class Summary {
  from = $state('');
  to = $state('');
  paper = $state<Paper>('a4');
  /** Pages of Ours in the period, oldest first. */
  pages = $state.raw<PageHead[] | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  preview = $state.raw<Preview | null>(null);
  /** Whether the preview no longer shows what is chosen. */
  stale = $state(true);
  failure = $state.raw<Failure | null>(null);

  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly calls: Calls = ipc) {}

  /** A period is a period only when it does not end before it begins. */
  readonly periodHolds = $derived(this.from !== '' && this.to !== '' && this.from <= this.to);

  readonly choice: SummaryChoice = $derived({
    from: this.from,
    to: this.to,
    paper: this.paper,
    language,
    pages: (this.pages ?? []).filter(({ id }) => this.chosen.has(id)).map(({ id }) => id),
  });

  /** Asks for the pages of the period, and for the preview after. */
  async ask(): Promise<void> {
    const round = ++this.#round;
    this.stale = true;
    clearTimeout(this.#timer);
    if (!this.periodHolds) return;
    try {
      const pages = await this.calls.summaryPages(this.from, this.to);
      if (round !== this.#round) return;
      // What has no words left, or none this version can read, cannot go on paper.
      this.pages = pages.filter((head) => !head.takenBack && head.kind !== 'newer');
      this.failure = null;
      this.#setLater();
    } catch (thrown) {
      if (round === this.#round) this.failure = asFailure(thrown);
    }
  }

  include(page: string, yes: boolean): void {
    const chosen = new Set(this.chosen);
    if (yes) chosen.add(page);
    else chosen.delete(page);
    this.chosen = chosen;
    this.#change();
  }

  setPaper(paper: Paper): void {
    this.paper = paper;
    this.#change();
  }

  /** Forgets what was asked for; the screen is going. */
  stop(): void {
    this.#round += 1;
    clearTimeout(this.#timer);
  }

  #change(): void {
    if (this.pages === null || !this.periodHolds) return;
    this.#round += 1;
    this.stale = true;
    this.#setLater();
  }

  #setLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#set(), REST_MS);
  }

  async #set(): Promise<void> {
    const round = this.#round;
    try {
      const preview = await this.calls.summaryPreview(this.choice);
      if (round !== this.#round) return;
      this.preview = preview;
      this.stale = false;
      this.failure = null;
    } catch (thrown) {
      if (round === this.#round) this.failure = asFailure(thrown);
    }
  }
}

/** Letter where it is the custom, A4 elsewhere. */
export function usualPaper(languages: readonly string[]): Paper {
  const LETTER = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'GT', 'CR', 'PA', 'SV', 'DO', 'PR'];
  const region = languages.map(regionOf).find(Boolean);
  return region && LETTER.includes(region) ? 'letter' : 'a4';
}

/** WebKitGTK hands on what is no language at all: "c" where the system says C.UTF-8. */
function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    return undefined;
  }
}
