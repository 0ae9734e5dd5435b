/** A summary read again as a page of the journal: what stood on it, by section. */

import type { Face } from '../../../ipc/bindings/Face';
import type { Part } from '../../../ipc/bindings/Part';
import type { Section } from '../../../ipc/bindings/Section';
import { proposalOf } from '../../practices/doing/doing';
import { SECTIONS } from './sections';

/** The sections with one line that both stand behind. */
const OF_BOTH: readonly Section[] = ['recognise', 'loop', 'topic'];

export interface ReadSection {
  section: Section;
  /** Whose lines, as people stand everywhere; one line of both where they agreed. */
  lines: Part[];
  agreed: boolean;
}

/** Only what counted in the end: the newest of each, and of both only what both agreed to. */
export function readSummary(parts: readonly Part[], everyone: readonly Face[]): ReadSection[] {
  return SECTIONS.flatMap((section) => {
    const agreed = everyone.length > 1 && OF_BOTH.includes(section);
    const lines = agreed
      ? agreedLine(parts, section)
      : everyone.flatMap(({ partner }) => {
          const last = parts.findLast((part) => part.step === section && part.author === partner);
          return last ? [last] : [];
        });
    const written = lines.filter(({ words }) => words.text.trim() !== '');
    return written.length > 0 ? [{ section, lines: written, agreed }] : [];
  });
}

function agreedLine(parts: readonly Part[], section: Section): Part[] {
  const proposed = proposalOf(parts, section);
  return proposed?.agreed ? [proposed] : [];
}
