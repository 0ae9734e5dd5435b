/** A line of one's own while it is written: a draft nobody else sees, until its author shares it. */

import { asFailure } from '../../../failures';
import * as ipc from '../../../ipc';
import type { Draft } from '../../../ipc/bindings/Draft';
import type { Failure } from '../../../ipc/bindings/Failure';
import type { Next } from '../../../ipc/bindings/Next';
import type { Section } from '../../../ipc/bindings/Section';
import type { TypedLine } from '../../../ipc/bindings/TypedLine';
import { DraftInHand } from '../../../state/draft.svelte';
import { noWords, sayWords } from '../../practices/time/part';
import { roomFor, type Room } from './sections';

type Calls = Pick<typeof ipc, 'saveDraft' | 'discardDraft' | 'sayPart'>;

export interface LinePlace {
  /** The summary. */
  of: string;
  author: string;
  section: Section;
  step: string;
  budget: number;
  /** What of it is shared now. */
  shared: () => string;
  /** What its author may say next in this step. */
  next: () => Next | undefined;
}

export class OwnLine {
  text = $state('');
  inHand = $state.raw() as DraftInHand;
  /** Why it could not be shared or put back; what could not be kept stands in the keeper. */
  failure = $state.raw<Failure | null>(null);

  constructor(
    readonly place: LinePlace,
    draft: Draft | null,
    private readonly calls: Calls = ipc,
  ) {
    this.text = draft?.body.is === 'part' ? draft.body.words.text : place.shared();
    this.inHand = this.#take(draft);
  }

  /** Whether something else stands here than what is shared. */
  get unshared(): boolean {
    return this.text.trim() !== this.place.shared().trim();
  }

  get room(): Room {
    return roomFor(this.text, this.place.budget);
  }

  write(text: string): void {
    this.text = text;
    this.inHand.changed();
  }

  /** Puts words in that stand somewhere else; what somebody wrote here stays before them. */
  add(words: string): void {
    this.write([this.text.trimEnd(), words.trim()].filter(Boolean).join('\n'));
  }

  /** Puts it into Ours; an empty line is taken off the page. Answers with whether it is there. */
  async share(): Promise<boolean> {
    this.failure = null;
    try {
      if (!(await this.#say())) return false;
    } catch (thrown) {
      if (this.inHand.keeper.phase !== 'failed') this.failure = asFailure(thrown);
      return false;
    }
    this.inHand = this.#take(null);
    return true;
  }

  /** Throws away what is not shared, and shows again what is. */
  async putBack(): Promise<void> {
    this.failure = null;
    try {
      await this.inHand.discard();
      this.text = this.place.shared();
      this.inHand = this.#take(null);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  async #say(): Promise<boolean> {
    const { of, author, next } = this.place;
    const turn = next();
    if (!turn) return false;
    // What was never kept is no draft: nothing is said in its place.
    if (this.text.trim() === '' && this.inHand.id === null) {
      await sayWords(of, turn, noWords(), this.calls);
      return true;
    }
    this.inHand.changed();
    const said = await this.inHand.finish((draft) => this.calls.sayPart(author, draft));
    return said !== null;
  }

  #take(draft: Draft | null): DraftInHand {
    const { of, author, step, next } = this.place;
    return new DraftInHand({
      author,
      draft,
      calls: this.calls,
      read: () => ({
        is: 'part',
        of,
        step,
        turn: next()?.turn ?? 1,
        words: { ...noWords(), text: this.text.trim() },
      }),
    });
  }
}

/** The lines that are open on screen. */
export class OwnLines {
  #all = $state.raw<readonly OwnLine[]>([]);

  /** What is on screen and not shared, for the preview. */
  readonly typed: TypedLine[] = $derived(
    this.#all
      .filter((line) => line.unshared)
      .map(({ place: { section, author }, text }) => ({ section, author, text: text.trim() })),
  );

  open(line: OwnLine): void {
    this.#all = [...this.#all, line];
  }

  close(line: OwnLine): void {
    this.#all = this.#all.filter((other) => other !== line);
  }

  of(author: string, section: Section): OwnLine | undefined {
    return this.#all.find(({ place }) => place.author === author && place.section === section);
  }

  /** Whether somebody has written what they have not shared. */
  unsharedBy(author: string): boolean {
    return this.typed.some((line) => line.author === author);
  }
}
