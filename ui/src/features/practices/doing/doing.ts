/** What a screen does with the core's list of what may be done next. */

import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import type { Face } from '../../../ipc/bindings/Face';
import type { Next } from '../../../ipc/bindings/Next';
import type { Part } from '../../../ipc/bindings/Part';
import type { Words } from '../../../ipc/bindings/Words';
import { WANTED, feelings, needs, stems, type Stem } from '../../../state/content';
import { offeredOn } from '../../../state/picker';
import { dayOf } from '../../../words/dates';
import { VIEW } from './steps';

/** Both halves of a step in a floor practice: what is told, what is said back, whether it fits. */
const TOLD: readonly string[] = ['said', 'wanted'];
const BACK: readonly string[] = ['heard', 'gist'];
const FITS: readonly string[] = ['saidBack', 'confirm'];
/** A practice is whole without these. */
const MAY_BE_LEFT: readonly string[] = [
  'agreement',
  'agreementAgreed',
  'recognise',
  'recogniseAgreed',
  'plan',
  'helped',
  'appreciations',
  'wentWell',
  'wish',
];

/** Nor is it less whole without these, once one of both was listened to. */
const AFTER: readonly string[] = ['question', 'wanted'];

/** Practices of which both have sealed something that they can open now. */
export function openable(all: readonly BegunPractice[]): BegunPractice[] {
  return all.filter(({ next }) => next.some(({ way }) => way === 'open'));
}

/** What may be done next in a step. */
export function nextIn(begun: BegunPractice, step: string): Next[] {
  return begun.next.filter((next) => next.step === step);
}

/** The same in the order in which people stand everywhere. */
export function inOrder(
  nexts: readonly Next[],
  here: readonly Face[],
): { face: Face; next: Next }[] {
  return here.flatMap((face) => {
    const next = nexts.find(({ by }) => by === face.partner);
    return next ? [{ face, next }] : [];
  });
}

/** Whose floor it is, and what was said on it. */
export interface Floor {
  speaker: string;
  listener: string;
  /** What the listener answers to. */
  told: Part;
  /** What they said back last. */
  back: Part | null;
  /** What the speaker said is closer, if they did. */
  closer: Part | null;
  fits: boolean;
  question: Part | null;
  /** Everything before it. */
  before: Part[];
}

/** The floor as it is now; null until somebody has spoken. */
export function floorOf(parts: readonly Part[], both: readonly string[]): Floor | null {
  const place = parts.findLastIndex(({ step }) => TOLD.includes(step));
  const told = parts[place];
  const listener = both.find((partner) => partner !== told?.author);
  if (!told || !listener) return null;
  const after = parts.slice(place + 1);
  const last = (steps: readonly string[]) =>
    after.findLast(({ step }) => steps.includes(step)) ?? null;
  const closer = after.findLast(({ step, words }) => FITS.includes(step) && words.choice !== 'yes');
  return {
    speaker: told.author,
    listener,
    told,
    back: last(BACK),
    closer: closer ?? null,
    fits: last(FITS)?.words.choice === 'yes',
    question: last(['question']),
    before: parts.slice(0, place),
  };
}

/** How many questions a listener is offered to begin with. */
const OFFERED = 3;

/** Questions for what the teller wished for, others on another day; ears alone where it is open. */
export function stemsFor(wanted: string | null, day: string): Stem[] {
  const wish = WANTED.find((kind) => kind === wanted) ?? 'listen';
  return offeredOn(
    day,
    stems.filter(({ kind }) => kind === wish),
  ).slice(0, OFFERED);
}

/** Whether anything was said: a pause says nothing that one would read again. */
export function saysAnything(parts: readonly Part[]): boolean {
  return parts.some(({ step }) => step !== 'pause');
}

/** Whether what comes next may all be left out, so that a page can be made. */
export function isWhole({ page, next }: BegunPractice): boolean {
  if (!saysAnything(page.parts)) return false;
  const told = page.practice === 'listen' && page.parts.some(({ step }) => FITS.includes(step));
  return next.every(({ step }) => MAY_BE_LEFT.includes(step) || (told && AFTER.includes(step)));
}

/** The steps of somebody's view that are not opened. */
export function unopenedOf(parts: readonly Part[], partner: string): string[] {
  const opened = (step: string) =>
    parts.some((part) => part.step === step && part.author === partner);
  return VIEW.filter((step) => !opened(step));
}

/** Whether something may be sealed that was not opened: it stays with each when a page is made. */
export function leavesSealed(parts: readonly Part[]): boolean {
  const any = (step: string) => parts.some((part) => part.step === step);
  const half = VIEW.some(any) && !VIEW.every(any);
  return half || (any('known') && !any('impression'));
}

/** What one of both proposed last. */
export function proposalOf(parts: readonly Part[], step: string): Part | undefined {
  return parts.findLast((one) => one.step === step);
}

/** The pause that is on: its time is still ahead, and nothing was said since it began. */
export function pauseUntil(parts: readonly Part[], now: string): string | null {
  const last = parts.at(-1);
  const until = last?.step === 'pause' ? last.words.when : null;
  return until && until > now ? until : null;
}

/**
 * Whether each is asked anew: a talk of another day, and views that are open, are gone on with only
 * if it is safe today.
 */
export function asksAnew({ on, page }: BegunPractice, today: string): boolean {
  const opened = page.parts.some(({ step }) => VIEW.some((view) => view === step));
  const hard = page.practice === 'openly' || (page.practice === 'understand' && opened);
  return hard && on < today;
}

/** A moment as the core writes a pause: local, to the second. */
export function localNow(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayOf(now)}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}

/** The feelings and needs somebody chose, in words; those of a newer version are left out. */
export function chosenWords({ feelings: felt, needs: needed }: Words): string[] {
  const known = [...feelings.flatMap(({ words }) => words), ...needs];
  return [...felt, ...needed].flatMap((id) => known.find((line) => line.id === id)?.text ?? []);
}

/** What was said, as a page tells it: turn by turn, or step by step, with its title. */
export interface Told {
  /** The step it is headed with; null where what was told is its own head. */
  step: string | null;
  parts: Part[];
}

/** What was told by turns comes first; after it, step by step, what stands under a heading. */
export function toldOf(parts: readonly Part[]): Told[] {
  const turns: Told[] = [];
  const headed: Told[] = [];
  let last: Told | undefined;
  for (const part of parts) {
    const step = part.step.replace(/Agreed$/, '');
    const same = headed.find((other) => other.step === step);
    if (TOLD.includes(part.step)) turns.push((last = { step: null, parts: [part] }));
    else if (last && (part.step === 'pause' || (last.step === null && inTurn(part.step))))
      last.parts.splice(placeIn(last.parts, part), 0, part);
    else if (same) (last = same).parts.push(part);
    else (part.step === 'pause' ? turns : headed).push((last = { step, parts: [part] }));
  }
  // What each wrote in a step stands together, whoever wrote when.
  return [...turns, ...headed.sort((one, other) => placeOf(one) - placeOf(other))];
}

/** What was said in the order in which it is told, without the headings. */
export function asTold(parts: readonly Part[]): Part[] {
  return toldOf(parts).flatMap((told) => told.parts);
}

/**
 * Where in a turn a part is told: at its end. Whether it fits is said of what was given back, so it
 * stands before a question that was asked in between.
 */
function placeIn(told: readonly Part[], { step }: Part): number {
  if (!FITS.includes(step)) return told.length;
  const back = told.findLastIndex((part) => BACK.includes(part.step));
  const asked = told.findIndex((part, place) => place > back && part.step === 'question');
  return asked < 0 ? told.length : asked;
}

/** The steps that are headings of a page, in the order in which it is read. */
const HEADED: readonly (string | null)[] = [
  ...['understood', 'agreement', 'recognise', 'plan'],
  ...['appreciations', 'wentWell', 'wish', 'after'],
  ...['known', 'impression', 'takeaway', 'practice', 'lookAgain', 'nextDate'],
];

/** Steps of a newer version come last. */
function placeOf({ step }: Told): number {
  const place = HEADED.indexOf(step);
  return place < 0 ? HEADED.length : place;
}

function inTurn(step: string): boolean {
  return [...BACK, ...FITS, 'question', 'helped'].includes(step);
}
