/** Where in the window we are. Kept in memory only: no address ever carries content. */

import type { Draft } from '../ipc/bindings/Draft';
import type { Practice } from '../ipc/bindings/Practice';
import type { TableQuestion } from '../ipc/bindings/TableQuestion';

/** Every place, with what it can be told. Add a line here and one in src/places.ts. */
export interface Places {
  today: object;
  /** A page in it, perhaps to put a photo or file on. */
  journal: { page?: string; addFile?: boolean };
  /** A range of days as a book. */
  book: object;
  /** A new page, perhaps on a prompt; or a draft to go on with. */
  write: { prompt?: string; draft?: Draft; untouched?: boolean };
  noticed: { draft?: Draft };
  /** The questions, or the answer to one of them. */
  innerWorld: { answering?: string };
  /** In front of two sealed answers. */
  opening: { question?: TableQuestion };
  /** Two answers, opened. */
  opened: { page?: string; justNow?: boolean };
  /** Before a practice of both, and in it. */
  begin: { practice: Practice; about?: string };
  doing: { of: string };
  /** What one does alone by steps. */
  alone: { practice: 'witness' | 'checkIn'; draft?: Draft };
  practices: object;
  /** Ideas for time together, and what is planned. */
  time: object;
  plan: { of: string };
  together: object;
  /**
   * Finding someone, as long as there is nothing yet; then the page for a counsellor: one of them,
   * the list of all, or where it is made, when that is asked for.
   */
  counselling: { of?: string; all?: boolean; page?: boolean };
  /** Pages for a talk of one's own. */
  notes: object;
  /** Finding someone, and one who might help. */
  finder: object;
  candidate: { of: string };
  /** The hours with a counsellor, and one of them. */
  sessions: object;
  session: { of: string };
  settings: object;
  backup: object;
  /** Making a recovery kit; after a journal was made, the partner is asked next. */
  kit: { afterMaking?: boolean };
  /** Opening everything once more. */
  check: object;
  /** Somebody knows my passphrase. */
  newKeys: object;
  invite: { afterMaking?: boolean };
}

export type PlaceName = keyof Places;

export class Router {
  place = $state.raw<PlaceName>('today');
  #params = $state.raw<object>({});

  /** Goes to a place. */
  go<Name extends PlaceName>(place: Name, params: Places[Name] = {} as Places[Name]): void {
    this.#params = params;
    this.place = place;
  }

  /** What the place `name` was told; empty when we are elsewhere. */
  params<Name extends PlaceName>(name: Name): Partial<Places[Name]> {
    return name === this.place ? (this.#params as Places[Name]) : {};
  }
}

export const router = new Router();
