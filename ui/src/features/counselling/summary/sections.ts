/** The sections of a summary: their words, their lines in the order they print, and their room. */

import type { Section } from '../../../ipc/bindings/Section';
import type { Summary } from '../../../ipc/bindings/Summary';
import type { SummaryLine } from '../../../ipc/bindings/SummaryLine';
import { t, wordId, type WordId } from '../../../words';
import { shortDay } from '../../../words/dates';

interface SectionWords {
  title: WordId;
  how: WordId;
}

export const sectionWords: Record<Section, SectionWords> = {
  wentWell: { title: wordId('section-went-well'), how: wordId('section-went-well-how') },
  tried: { title: wordId('section-tried'), how: wordId('section-tried-how') },
  moment: { title: wordId('section-moment'), how: wordId('section-moment-how') },
  recognise: { title: wordId('section-recognise'), how: wordId('section-recognise-how') },
  loop: { title: wordId('section-loop'), how: wordId('section-loop-how') },
  topic: { title: wordId('section-topic'), how: wordId('section-topic-how') },
  today: { title: wordId('section-today'), how: wordId('section-today-how') },
  worthwhile: { title: wordId('section-worthwhile'), how: wordId('section-worthwhile-how') },
  help: { title: wordId('section-help'), how: wordId('section-help-how') },
  met: { title: wordId('section-met'), how: wordId('section-met-how') },
  before: { title: wordId('section-before'), how: wordId('section-before-how') },
  goalsUs: { title: wordId('section-goals-us'), how: wordId('section-goals-us-how') },
  goalsMe: { title: wordId('section-goals-me'), how: wordId('section-goals-me-how') },
  practical: { title: wordId('section-practical'), how: wordId('section-practical-how') },
};

/** What people may have said in a summary, in the order it is read; steps are named after them. */
export const SECTIONS = Object.keys(sectionWords) as Section[];

/** A section with its lines, each with its place among all of them. */
export interface SectionLines {
  section: Section;
  /** Both stand behind one line here. */
  shared: boolean;
  lines: { line: SummaryLine; at: number }[];
}

/** The sections in the order they print. */
export function bySection(lines: readonly SummaryLine[]): SectionLines[] {
  const sections: SectionLines[] = [];
  lines.forEach((line, at) => {
    const last = sections.at(-1);
    if (last?.section === line.section) last.lines.push({ line, at });
    else
      sections.push({
        section: line.section,
        shared: line.author === null,
        lines: [{ line, at }],
      });
  });
  return sections;
}

/** The days a summary covers, in words. */
export function covers({ frame: { from, to } }: Summary): string {
  return t('summary-covers', { from: shortDay(from), to: shortDay(to) });
}

/** Who stands behind a page of the past. */
export function stands({ approved, names }: Summary): WordId {
  if (names.length < 2) return wordId('summary-by-one');
  return approved ? wordId('summary-both-approved') : wordId('summary-unapproved');
}

/** What can still be done with a page of the past: it is approved once, by both. */
export function asPage({ approved, names }: Summary): WordId {
  return approved || names.length < 2
    ? wordId('summary-is-page')
    : wordId('summary-is-page-to-approve');
}

/** How much room a line leaves: said in words, and only when there is little. */
export type Room = 'enough' | 'near' | 'over';

/** From here on a line is near its budget. */
const NEAR = 0.85;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Letters as people count them: the core gives a budget in these. */
function lengthOf(text: string): number {
  return [...letters.segment(text.trim())].length;
}

export function roomFor(text: string, budget: number): Room {
  // Most of what is typed is short, and a letter is never shorter than one unit.
  if (text.length < budget * NEAR) return 'enough';
  const length = lengthOf(text);
  if (length > budget) return 'over';
  return length >= budget * NEAR ? 'near' : 'enough';
}

/** A line that is offered back to be shortened, by whose it is. */
export interface TooLong {
  at: number;
  section: Section;
  author: string | null;
}

/** The lines a preview names as too long; a place that is no line any more is none. */
export function tooLongLines(places: readonly number[], { lines }: Summary): TooLong[] {
  return places.flatMap((at) => {
    const line = lines[at];
    return line ? [{ at, section: line.section, author: line.author }] : [];
  });
}
