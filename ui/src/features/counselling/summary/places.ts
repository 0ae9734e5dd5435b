/** Where a line of a summary is written. The summary is read anew whenever it is asked for. */

import type { Next } from '../../../ipc/bindings/Next';
import type { Summary } from '../../../ipc/bindings/Summary';
import type { SummaryLine } from '../../../ipc/bindings/SummaryLine';
import type { LinePlace } from './line.svelte';

type Line = Pick<SummaryLine, 'section' | 'step' | 'budget'>;

function nextOf({ next }: Summary, step: string, author: string): Next | undefined {
  return next.find((one) => one.step === step && one.by === author && one.way === 'say');
}

/** A line of one's own. */
export function ownPlace(
  now: () => Summary,
  { section, step, budget }: Line,
  author: string,
): LinePlace {
  const own = () =>
    now().lines.find((line) => line.section === section && line.author === author)?.text ?? '';
  const next = () => nextOf(now(), step, author);
  return { of: now().id, author, section, step, budget, shared: own, next };
}

/** What one of both proposes for both: nothing of it stands until it is proposed. */
export function proposedPlace(
  now: () => Summary,
  { section, step, budget }: Line,
  author: string,
): LinePlace {
  const next = () => nextOf(now(), step, author);
  return { of: now().id, author, section, step, budget, shared: () => '', next };
}
