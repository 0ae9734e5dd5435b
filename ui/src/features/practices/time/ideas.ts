/** Which ideas stand on the shelf: filtered by what they ask for, and each shown before any again. */

import { dayNumber, inTurn } from '../../../state/picker';
import type { Mark } from '../../../ipc/bindings/Mark';
import type { OwnContent } from '../../../ipc/bindings/OwnContent';
import type { Idea } from '../../../state/content';

/** How many ideas are shown at a time. */
export const AT_A_TIME = 6;

export const LENGTHS = ['half', 'hour', 'evening', 'day'] as const;
export type Length = (typeof LENGTHS)[number];

/** The longest each length holds, minutes. */
const UP_TO: [Length, number][] = [
  ['half', 30],
  ['hour', 60],
  ['evening', 240],
];

export function lengthOf(minutes: number): Length {
  return UP_TO.find(([, most]) => minutes <= most)?.[0] ?? 'day';
}

/** What is looked for. Nothing chosen in a row means: all of it. */
export interface Filters {
  cost: string[];
  minutes: string[];
  place: string[];
  energy: string[];
  access: string[];
  newness: string[];
}

export const noFilters = (): Filters => ({
  cost: [],
  minutes: [],
  place: [],
  energy: [],
  access: [],
  newness: [],
});

/** Some ideas for one place can be done by two who are apart as well. */
function isForApart(idea: Idea): boolean {
  return idea.access.includes('apart');
}

/** Any of what is chosen in a row will do; of access, everything chosen has to hold. */
export function fits(idea: Idea, filters: Filters): boolean {
  const any = (chosen: string[], value: string) => chosen.length === 0 || chosen.includes(value);
  return (
    any(filters.cost, idea.cost) &&
    any(filters.minutes, lengthOf(idea.minutes)) &&
    (any(filters.place, idea.place) || (filters.place.includes('apart') && isForApart(idea))) &&
    any(filters.energy, idea.energy) &&
    any(filters.newness, idea.newness) &&
    filters.access.every((need) => (idea.access as string[]).includes(need))
  );
}

/** All ideas in the order of a day: tomorrow begins where today's first handful ended. */
export function orderOn<T>(day: string, all: readonly T[]): T[] {
  if (all.length === 0) return [];
  const turn = inTurn(all);
  const begin = (((dayNumber(day) * AT_A_TIME) % turn.length) + turn.length) % turn.length;
  return [...turn.slice(begin), ...turn.slice(0, begin)];
}

/**
 * What may be shown: what fits and is not marked; when nothing of that is left, what was set aside
 * with "not now".
 */
export function eligible(
  ordered: readonly Idea[],
  filters: Filters,
  marks: ReadonlyMap<string, Mark>,
): Idea[] {
  const fitting = ordered.filter((idea) => fits(idea, filters));
  const unmarked = fitting.filter((idea) => !marks.has(idea.id));
  return unmarked.length > 0 ? unmarked : fitting.filter((idea) => marks.get(idea.id) === 'notNow');
}

/** The next handful. Nothing comes back before all that may be shown was shown. */
export function nextOf(
  may: readonly Idea[],
  seen: ReadonlySet<string>,
): { shown: Idea[]; seen: Set<string> } {
  const fresh = may.filter((idea) => !seen.has(idea.id));
  const again = fresh.length === 0;
  const shown = (again ? may : fresh).slice(0, AT_A_TIME);
  const before = again ? [] : seen;
  return { shown, seen: new Set([...before, ...shown.map((idea) => idea.id)]) };
}

/** An idea as it is shown, from the library or our own. */
export interface Shown {
  id: string;
  text: string;
  how: string;
}

/** The ideas behind ids, in the order of the alphabet of their words: no other order tells anything. */
export function behind(
  ids: readonly string[],
  library: readonly Idea[],
  own: readonly OwnContent[],
): Shown[] {
  const known = new Map<string, Shown>(library.map((idea) => [idea.id, idea]));
  for (const { id, own: it } of own) {
    if (it.is === 'idea') known.set(id, { id, text: it.text, how: '' });
  }
  const found = ids.flatMap((id) => known.get(id) ?? []);
  return found.sort((one, other) => one.text.localeCompare(other.text));
}
