/** Sessions with a counsellor: what was agreed in them, and what came of it. */

import type { BegunPractice } from '../../ipc/bindings/BegunPractice';
import type { Page } from '../../ipc/bindings/Page';
import type { Part } from '../../ipc/bindings/Part';
import { proposalOf } from '../practices/doing/doing';
import { newestOf } from '../practices/time/plan';

/** A small practice both agreed on, and what each said when it was looked at again. */
export interface Tried {
  /** The session's id. */
  of: string;
  /** The day of the session. */
  on: string;
  about: string;
  practice: Part;
  looked: Part[];
  /** Whether it can still be looked at again. */
  open: boolean;
}

function tried(id: string, on: string, about: string, parts: Part[], open: boolean): Tried[] {
  const practice = proposalOf(parts, 'practice');
  if (!practice?.agreed) return [];
  const looked = parts.filter(({ step }) => step === 'lookAgain');
  return [{ of: id, on, about, practice, looked, open }];
}

/** What was agreed on in sessions, the newest first; `except` is the one that is being looked at. */
export function whatWeTried(
  begun: readonly BegunPractice[],
  pages: readonly Page[],
  except: string | null = null,
): Tried[] {
  const open = begun
    .filter((one) => one.page.practice === 'session')
    .flatMap((one) => tried(one.id, one.on, one.page.about, one.page.parts, true));
  const kept = pages.flatMap(({ head, practice }) =>
    practice?.practice === 'session'
      ? tried(head.id, head.on, practice.about, practice.parts, false)
      : [],
  );
  return [...open, ...kept]
    .filter(({ of }) => of !== except)
    .sort((one, other) => other.on.localeCompare(one.on));
}

/** Where it was said when the next session is, and when that is. */
export interface NextSession {
  of: string;
  when: string;
  /** It was said in a session that is a page now. */
  kept: boolean;
}

/**
 * The session that comes soonest, by the newest day of each; `now` is the time of the wall clock.
 * What `last`, the newest that is a page, says of it holds until another session says a day.
 */
export function nextSession(
  begun: readonly BegunPractice[],
  last: Page | null,
  now: string,
): NextSession | undefined {
  const said = begun
    .filter(({ page }) => page.practice === 'session')
    .flatMap((one) => dated(one.id, one.page.parts, false));
  const all = said.length === 0 && last ? dated(last.head.id, last.practice?.parts, true) : said;
  return all
    .filter(({ when }) => when >= now)
    .sort((one, other) => one.when.localeCompare(other.when))[0];
}

function dated(of: string, parts: readonly Part[] | undefined, kept: boolean): NextSession[] {
  const when = newestOf(parts ?? [], 'nextDate')?.words.when;
  return when ? [{ of, when, kept }] : [];
}
