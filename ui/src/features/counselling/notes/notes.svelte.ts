/** Which pages somebody takes along to a talk of their own, and those pages as they print. */

import { asFailure } from '../../../failures';
import * as ipc from '../../../ipc';
import type { Failure } from '../../../ipc/bindings/Failure';
import type { NotesChoice } from '../../../ipc/bindings/NotesChoice';
import type { PageHead } from '../../../ipc/bindings/PageHead';
import type { Paper } from '../../../ipc/bindings/Paper';
import { language } from '../../../words';
import { Pages } from '../../paper/pages.svelte';
import { holds } from '../../paper/usual';

type Calls = Pick<typeof ipc, 'printablePages' | 'notesPreview'>;
type Labels = NotesChoice['labels'];

export class Notes {
  space = $state<'mine' | 'ours'>('mine');
  from = $state('');
  to = $state('');
  paper = $state<Paper>('a4');
  /** Pages of the period, oldest first. */
  heads = $state.raw<PageHead[] | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  failure = $state.raw<Failure | null>(null);
  readonly pages: Pages<NotesChoice>;

  #round = 0;

  constructor(
    private readonly labels: Labels,
    private readonly calls: Calls = ipc,
  ) {
    this.pages = new Pages((choice) => calls.notesPreview(choice));
  }

  readonly periodHolds = $derived(holds({ from: this.from, to: this.to }));

  /** What is set: only pages that are there, in the order of their days. */
  get choice(): NotesChoice {
    const { space, from, to, paper, labels } = this;
    const pages = (this.heads ?? []).map(({ id }) => id).filter((id) => this.chosen.has(id));
    return { space, from, to, paper, language, labels, pages };
  }

  /** Asks for the pages of the period. */
  async ask(): Promise<void> {
    const round = ++this.#round;
    this.heads = null;
    this.pages.stop();
    if (!this.periodHolds) return;
    try {
      const heads = await this.calls.printablePages(this.space, this.from, this.to);
      if (round !== this.#round) return;
      this.heads = heads;
      this.failure = null;
    } catch (thrown) {
      if (round === this.#round) this.failure = asFailure(thrown);
    }
  }

  /** Sets the pages as they are chosen now. */
  show(): void {
    if (this.heads !== null && this.periodHolds) this.pages.show(this.choice);
  }

  include(page: string, yes: boolean): void {
    const chosen = new Set(this.chosen);
    if (yes) chosen.add(page);
    else chosen.delete(page);
    this.chosen = chosen;
  }

  /** Forgets what was asked for; the screen is going. */
  stop(): void {
    this.#round += 1;
    this.pages.stop();
  }
}
