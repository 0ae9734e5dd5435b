/** The days of a book. */

/** The whole of a year; of this one up to today. */
export function wholeYear(year: number, today: string): { from: string; to: string } {
  const to = `${String(year)}-12-31`;
  return { from: `${String(year)}-01-01`, to: to > today ? today : to };
}
