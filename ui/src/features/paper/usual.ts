/** What is offered at first: the paper of where one lives, and the last four weeks. */

import type { Paper } from '../../ipc/bindings/Paper';
import { dayOf } from '../../words/dates';

/** How far back the period reaches that is offered at first, days. */
const PERIOD_DAYS = 28;

/** First and last day of the period offered at first. */
export function usualPeriod(now: Date): { from: string; to: string } {
  const before = new Date(now);
  before.setDate(now.getDate() - PERIOD_DAYS);
  return { from: dayOf(before), to: dayOf(now) };
}

/** A period is one only when it does not end before it begins. */
export function holds({ from, to }: { from: string; to: string }): boolean {
  return from !== '' && to !== '' && from <= to;
}

/** Letter where it is the custom, A4 elsewhere. */
export function usualPaper(languages: readonly string[]): Paper {
  const LETTER = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'GT', 'CR', 'PA', 'SV', 'DO', 'PR'];
  const region = languages.map(regionOf).find(Boolean);
  return region && LETTER.includes(region) ? 'letter' : 'a4';
}

/** WebKitGTK hands on what is no language at all: "c" where the system says C.UTF-8. */
function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    return undefined;
  }
}
