/** Where in the window we are. Kept in memory only: no address ever carries content. */

/** Every place, with what it can be told. Add a line here and one in src/places.ts. */
export interface Places {
  today: object;
  journal: { page?: string };
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
