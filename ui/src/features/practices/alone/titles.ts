/** What the steps of what one does alone are called. */

import { wordId, type WordId } from '../../../words';

const titles: Record<string, WordId> = {
  moment: wordId('alone-moment'),
  outside: wordId('alone-outside'),
  wish: wordId('alone-wish'),
  closeness: wordId('alone-closeness'),
  heard: wordId('alone-heard'),
  raising: wordId('alone-raising'),
  findingBack: wordId('alone-finding-back'),
};

/** The title of a step; one of a newer version says only that it is one. */
export function stepWords(step: string): WordId {
  return titles[step] ?? wordId('step-other');
}

/** What a step of A kind witness opens with: its name stands in the row of steps already. */
const opens: Record<string, WordId> = {
  moment: wordId('alone-moment-opens'),
  outside: wordId('alone-outside-opens'),
  wish: wordId('alone-wish-opens'),
};

export function witnessTitle(step: string): WordId {
  return opens[step] ?? stepWords(step);
}
