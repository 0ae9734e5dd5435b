import { undoErase } from '../ipc';
import { asFailure } from '../failures';
import type { Failure } from '../ipc/bindings/Failure';

/** How long the core can bring an erased page back, milliseconds. */
export const UNDO_MS = 120_000;

/** A page, or something else that was put there, that is hidden and gone for good in two minutes. */
export interface ErasedPage {
  id: string;
  /** Whether it leaves a mark in Ours. */
  tookBack: boolean;
  /** Where it stood, if that is not the Journal. */
  place?: 'innerWorld' | 'time';
}

/** What was erased just now and can still be undone. */
export class Erased {
  pages = $state.raw<ErasedPage[]>([]);
  failure = $state.raw<Failure | null>(null);

  constructor(private readonly bringBack: (id: string) => Promise<void> = undoErase) {}

  add(page: ErasedPage): void {
    this.failure = null;
    this.pages = [...this.pages, page];
    setTimeout(() => this.#drop(page.id), UNDO_MS);
  }

  /** Answers with whether the page is back. */
  async undo(id: string): Promise<boolean> {
    try {
      await this.bringBack(id);
      this.failure = null;
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    } finally {
      this.#drop(id);
    }
  }

  #drop(id: string): void {
    this.pages = this.pages.filter((page) => page.id !== id);
  }
}

export const erased = new Erased();
