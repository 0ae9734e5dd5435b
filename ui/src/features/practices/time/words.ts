/** Words of Time together that more than one part says. */

import { t, wordId, type WordId } from '../../../words';
import { dayInWords, timeInWords } from '../../../words/dates';
import { NEWNESS } from '../../../state/content';

/** "Thursday 23 October at 20:00": a plan stands at the time of the wall clock. */
export function whenInWords(when: string): string {
  return t('plan-when', { day: dayInWords(when.slice(0, 10)), time: timeInWords(when) });
}

/** "20:40", and on another day than `on` the day too. */
export function timeOrWhenInWords(when: string, on: string | undefined): string {
  return on && !when.startsWith(on) ? whenInWords(when) : timeInWords(when);
}

export const newnessWord: Record<(typeof NEWNESS)[number], WordId> = {
  familiar: wordId('newness-familiar'),
  littleNew: wordId('newness-little-new'),
  new: wordId('newness-new'),
};

/** How new it was, in words; nothing where it was left open. */
export function newnessInWords(choice: string | null): string {
  const known = NEWNESS.find((newness) => newness === choice);
  return known ? t(newnessWord[known]) : '';
}
