/** One's own questions, among those of the library. */

import type { OwnContent } from '../../../ipc/bindings/OwnContent';
import type { TableQuestion } from '../../../ipc/bindings/TableQuestion';
import type { Depth } from '../../../state/content';

/** A question that can be put on the table; of one's own, the library has no id. */
export interface Offered {
  text: string;
  library: string | null;
  /** Its id, if it is one's own. */
  own?: string;
}

/** One's own questions of a depth, the newest first, without those that are on the table. */
export function ownQuestions(
  content: readonly OwnContent[],
  depth: Depth,
  table: readonly Pick<TableQuestion, 'text'>[],
): Offered[] {
  const put = new Set(table.map(({ text }) => text));
  return content
    .flatMap(({ id, own }) =>
      own.is === 'question' && own.depth === depth && !put.has(own.text)
        ? [{ text: own.text, library: null, own: id }]
        : [],
    )
    .reverse();
}
