/** What was said in a practice, step by step, of which the newest may hold; and plans, by their day. */

import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import type { Face } from '../../../ipc/bindings/Face';
import type { Part } from '../../../ipc/bindings/Part';
import type { Practice } from '../../../ipc/bindings/Practice';
import type { Idea } from '../../../state/content';

/** What was said in a step, in order. */
export function said(begun: BegunPractice, step: string): Part[] {
  return begun.page.parts.filter((part) => part.step === step);
}

/** The same parts, those of one person after those of the other, as people stand everywhere. */
export function inOrderOf(faces: readonly Face[], parts: readonly Part[]): Part[] {
  const place = (part: Part) => faces.findIndex(({ partner }) => partner === part.author);
  return parts.toSorted((one, other) => place(one) - place(other));
}

/** What was said last in a step that may be said anew. */
export function newest(begun: BegunPractice, step: string): Part | undefined {
  return newestOf(begun.page.parts, step);
}

/** The same, of what was said in a practice that may be a page. */
export function newestOf(parts: readonly Part[], step: string): Part | undefined {
  return parts
    .filter((part) => part.step === step)
    .reduce<Part | undefined>(
      (last, part) => (last && last.turn > part.turn ? last : part),
      undefined,
    );
}

/** The practices of a kind, those that come soonest first, those without a day last. */
export function ofKind(all: readonly BegunPractice[], practice: Practice): BegunPractice[] {
  const when = (begun: BegunPractice) => newest(begun, 'plan')?.words.when ?? '9999';
  return all
    .filter((begun) => begun.page.practice === practice)
    .sort((one, other) => when(one).localeCompare(when(other)));
}

/** The plan that comes soonest, of those with a day; `now` is the time of the wall clock. */
export function nextPlan(all: readonly BegunPractice[], now: string): BegunPractice | undefined {
  return ofKind(all, 'time').find((begun) => {
    const when = newest(begun, 'plan')?.words.when;
    return Boolean(when && when >= now);
  });
}

/** The idea a plan was made of, by the words it was begun with. */
export function ideaOf(about: string, library: readonly Idea[]): Idea | undefined {
  return library.find((idea) => idea.text === about);
}

/** A moment of a plan from the two fields of a form; null until both are filled. */
export function whenFrom(day: string, time: string): string | null {
  return day && time ? `${day}T${time.slice(0, 5)}:00` : null;
}

/** The two fields of a form, from a moment of a plan. */
export function fieldsOf(when: string | null): { day: string; time: string } {
  const [day = '', time = ''] = (when ?? '').split('T');
  return { day, time: time.slice(0, 5) };
}
