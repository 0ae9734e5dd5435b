/** A draft in hand: what is on screen is what the core keeps, until it is finished or thrown away. */

import { asFailure } from '../failures';
import * as ipc from '../ipc';
import type { Draft } from '../ipc/bindings/Draft';
import type { DraftBody } from '../ipc/bindings/DraftBody';
import type { Failure } from '../ipc/bindings/Failure';
import type { Words } from '../ipc/bindings/Words';
import { Keeper } from './keeper.svelte';

type Calls = Pick<typeof ipc, 'saveDraft' | 'discardDraft'>;

export interface DraftOptions {
  /** Who writes it. */
  author: string;
  /** What was kept before, when it is gone on with. */
  draft?: Draft | null;
  /** What stands on screen now. */
  read: () => DraftBody;
  /** The core, unless a test stands in for it. */
  calls?: Calls;
}

export class DraftInHand {
  readonly keeper: Keeper<DraftBody>;
  /** The draft's id, once there is something to keep. */
  id = $state.raw<string | null>(null);
  /** Whether anything was changed since it was taken in hand. */
  touched = $state(false);
  /** Why `put` or `throwAway` could not do it; what could not be kept stands in `keeper`. */
  failure = $state.raw<Failure | null>(null);

  #options: DraftOptions;
  #calls: Calls;
  #closed = false;

  constructor(options: DraftOptions) {
    this.#options = options;
    this.#calls = options.calls ?? ipc;
    this.id = options.draft?.id ?? null;
    this.keeper = new Keeper(options.read, (body) => this.#save(body));
  }

  /** Says that something on screen changed. */
  changed(): void {
    if (this.#closed) return;
    this.touched = true;
    this.keeper.changed();
  }

  /** Keeps everything now; answers with whether it is kept. */
  keepNow(): Promise<boolean> {
    return this.#closed ? Promise.resolve(true) : this.keeper.keepNow();
  }

  /**
   * Keeps everything, then gives the draft its place. Answers with null when there is nothing to
   * give one to. Rejects when it could not be done; the draft is still in hand then.
   */
  async finish<T>(give: (id: string) => Promise<T>): Promise<T | null> {
    if (!(await this.keepNow())) throw this.keeper.failure;
    if (this.id === null || this.#closed) return null;
    // Nothing is kept while the draft changes hands: it could come back as a second one.
    this.#closed = true;
    await this.keeper.stop();
    try {
      return await give(this.id);
    } catch (thrown) {
      this.#closed = false;
      this.changed();
      throw thrown;
    }
  }

  /** As `finish`, but says in `failure` why it could not be done, and answers with null then. */
  async put<T>(give: (id: string) => Promise<T>): Promise<T | null> {
    this.failure = null;
    try {
      return await this.finish(give);
    } catch (thrown) {
      if (this.keeper.phase !== 'failed') this.failure = asFailure(thrown);
      return null;
    }
  }

  /** As `discard`, but says in `failure` why it could not be done; answers with whether it was. */
  async throwAway(): Promise<boolean> {
    try {
      await this.discard();
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    }
  }

  /** Throws the draft away for good. */
  async discard(): Promise<void> {
    await this.keeper.stop();
    if (this.id !== null) await this.#calls.discardDraft(this.id);
    this.#closed = true;
  }

  /** Puts the draft down: kept, unless nothing was written on it. */
  async leave(): Promise<void> {
    if (this.#closed) return;
    if (isBlank(this.#options.read())) {
      if (this.id !== null && this.touched) await this.discard();
      return;
    }
    await this.keepNow();
  }

  async #save(body: DraftBody): Promise<void> {
    if (this.#closed || (this.id === null && isBlank(body))) return;
    const saved = await this.#calls.saveDraft(this.id, this.#options.author, body);
    // What waits has its id too: kept again, it must not become a second draft.
    this.id = saved.id;
    if (saved.unkept) throw saved.unkept;
  }
}

/** Whether nothing is said in a step. */
export function isWordless({ text, choice, feelings, needs, when }: Words): boolean {
  return text.trim() === '' && !choice && !when && feelings.length + needs.length === 0;
}

/** Whether there is nothing to keep. The text of an edit may be empty: the page is still there. */
export function isBlank(body: DraftBody): boolean {
  switch (body.is) {
    case 'page':
      return body.page === null && body.text.trim() === '';
    case 'noticed':
      return Object.values(body.noticed).every((words) => words.trim() === '');
    case 'answer':
      return body.text.trim() === '' && !body.inPerson;
    case 'reply':
      return body.text.trim() === '';
    case 'part':
      return isWordless(body.words);
    case 'alone':
      return body.about.trim() === '' && body.parts.every(([, words]) => isWordless(words));
  }
}
