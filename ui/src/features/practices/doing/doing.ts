/** What a screen does with the core's list of what may be done next. */

import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import type { Next } from '../../../ipc/bindings/Next';
import type { Part } from '../../../ipc/bindings/Part';

/** Steps that may be done next, those of one step, turn and way together; sealing apart. */
export function nextSteps(begun: BegunPractice): Next[][] {
  const groups = new Map<string, Next[]>();
  for (const next of begun.next.filter(({ way }) => way !== 'seal')) {
    const key = `${next.step} ${String(next.turn)} ${next.way}`;
    groups.set(key, [...(groups.get(key) ?? []), next]);
  }
  return [...groups.values()];
}

/** Whose floor it is, of those who speak in turns: who spoke last in the newest turn. */
export function listener(begun: BegunPractice, everyone: readonly string[]): string | null {
  const speaking = begun.page.parts.filter(({ step }) => step === 'said' || step === 'wanted');
  const speaker = speaking.at(-1)?.author;
  return speaker ? (everyone.find((partner) => partner !== speaker) ?? null) : null;
}

/** The pause that is on, if its time to come back is still ahead. */
export function pauseUntil(parts: readonly Part[], now: string): string | null {
  const last = parts.filter(({ step }) => step === 'pause').at(-1)?.words.when;
  return last && last > now ? last : null;
}

/** A moment as the core writes a pause: local, to the second. */
export function localNow(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}
