/** What the pages of a summary are set from. */

import { summaryPreview } from '../../../ipc';
import type { Preview } from '../../../ipc/bindings/Preview';
import type { Summary } from '../../../ipc/bindings/Summary';
import type { TypedLine } from '../../../ipc/bindings/TypedLine';

export interface SummaryPages {
  of: string;
  typed: TypedLine[];
  /** Whatever else changes what prints: with it the pages are set anew. */
  stand: unknown;
}

export function pagesOf(summary: Summary, typed: TypedLine[]): SummaryPages {
  const { id, frame, names, lines, approvals } = summary;
  return { of: id, typed, stand: [frame, names, lines, approvals.map(({ state }) => state)] };
}

export const setSummary = ({ of, typed }: SummaryPages): Promise<Preview> =>
  summaryPreview(of, typed);
