/** Where in the window we are. Kept in memory only: no address ever carries content. */

import type { Draft } from '../ipc/bindings/Draft';
import type { TableQuestion } from '../ipc/bindings/TableQuestion';

/** Every place, with what it can be told. Add a line here and one in src/places.ts. */
export interface Places {
  today: object;
  journal: { page?: string };
  /** A new page, perhaps on a prompt; or a draft to go on with. */
  write: { prompt?: string; draft?: Draft; untouched?: boolean };
  noticed: { draft?: Draft };
  /** The questions, or the answer to one of them. */
  innerWorld: { answering?: string };
  /** In front of two sealed answers. */
  opening: { question?: TableQuestion };
  /** Two answers, opened. */
  opened: { page?: string; justNow?: boolean };
  practices: object;
  together: object;
  counselling: object;
  settings: object;
  backup: object;
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
