/**
 * What a day offers first: of prompts, questions, openers, topics. It follows from the date alone, so
 * nothing has to be remembered: each has its turn before the first comes back.
 */

const DAY_MS = 86_400_000;

/** Days since 1970 of a day written `YYYY-MM-DD`. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** A step through `count` items that reaches each before any twice, and leaps between groups. */
function strideFor(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.382));
  while (commonDivisor(stride, count) !== 1) stride += 1;
  return stride;
}

/** Items in the order in which days give them: neighbours in the list are far apart here. */
export function inTurn<T>(items: readonly T[]): T[] {
  const stride = strideFor(items.length);
  return items.map((_, place) => items[(place * stride) % items.length] as T);
}

/**
 * All items in the order `day` offers them: its own first, then the others, beginning with those
 * whose own day is farthest off.
 */
export function offeredOn<T>(day: string, items: readonly T[]): T[] {
  if (items.length === 0) return [];
  const turn = inTurn(items);
  const own = ((dayNumber(day) % turn.length) + turn.length) % turn.length;
  const others = [...turn.slice(own + 1), ...turn.slice(0, own)];
  const half = Math.floor(others.length / 2);
  return [turn[own] as T, ...others.slice(half), ...others.slice(0, half)];
}
