/** What a box for a step has to know. */

import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import type { Next } from '../../../ipc/bindings/Next';

export interface StepProps {
  /** Who writes. */
  author: string;
  /** The practice. */
  of: string;
  next: Next;
  label: string;
  how?: string;
  rows?: number;
  /** Words that can be read from a metre away while they are written. */
  large?: boolean;
  /** Whole sentences to begin with. */
  suggestions?: readonly { id: string; text: string }[];
  /** Words to choose one of. */
  choices?: { value: string; label: string }[];
  choicesLegend?: string;
  /** Whether a day and a time are asked for. */
  dated?: boolean;
  button: string;
  /** Gives the draft its place: says it, or seals it. */
  give: (author: string, draft: string) => Promise<BegunPractice>;
  ondone: (begun: BegunPractice) => void;
  'data-test': string;
}
