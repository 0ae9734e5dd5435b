/** A summary read again as a page of the journal: what stood on it, by section. */

import type { Face } from '../../../ipc/bindings/Face';
import type { Part } from '../../../ipc/bindings/Part';
import type { Section } from '../../../ipc/bindings/Section';
import { SECTIONS } from './sections';

/** The sections that both stand behind, with the step in which the other agrees. */
const AGREED: Partial<Record<Section, string>> = {
  recognise: 'recogniseAgreed',
  loop: 'loopAgreed',
  topic: 'topicAgreed',
};

export interface ReadSection {
  section: Section;
  /** Whose lines, as people stand everywhere; one line of both where they agreed. */
  lines: Part[];
  agreed: boolean;
}

/** Only what counted in the end: the newest of each, and of both only what both agreed to. */
export function readSummary(parts: readonly Part[], everyone: readonly Face[]): ReadSection[] {
  return SECTIONS.flatMap((section) => {
    const agreedStep = everyone.length > 1 ? AGREED[section] : undefined;
    const lines = agreedStep
      ? agreedLine(parts, section, agreedStep)
      : everyone.flatMap(({ partner }) => {
          const last = parts.findLast((part) => part.step === section && part.author === partner);
          return last ? [last] : [];
        });
    const written = lines.filter(({ words }) => words.text.trim() !== '');
    return written.length > 0
      ? [{ section, lines: written, agreed: agreedStep !== undefined }]
      : [];
  });
}

function agreedLine(parts: readonly Part[], section: Section, step: string): Part[] {
  const at = parts.findLastIndex((part) => part.step === section);
  const proposed = parts[at];
  if (!proposed) return [];
  const agrees = (part: Part) =>
    part.step === step && part.turn === proposed.turn && part.author !== proposed.author;
  return parts.slice(at + 1).some(agrees) ? [proposed] : [];
}
