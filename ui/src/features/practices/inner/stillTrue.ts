/** "Still true?": six months after both last said something about two opened answers. */

import type { Page } from '../../../ipc/bindings/Page';

const MONTHS = 6;

/** The day, `YYYY-MM-DD`, on or before which something has rested long enough. */
export function restedBy(now: Date): string {
  const day = new Date(Date.UTC(now.getFullYear(), now.getMonth() - MONTHS, now.getDate()));
  return day.toISOString().slice(0, 10);
}

/** Whether it is time to ask again: nobody has said anything about these answers since. */
export function isDue(page: Page, now: Date): boolean {
  if (page.answers.length < 2) return false;
  const limit = restedBy(now);
  const moments = [page.head.at, ...page.replies.map((reply) => reply.at)];
  return moments.every((moment) => moment.slice(0, 10) <= limit);
}
