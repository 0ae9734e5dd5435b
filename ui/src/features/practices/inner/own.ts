/** One's own questions, among those of the library. */

import type { OwnContent } from '../../../ipc/bindings/OwnContent';
import type { Depth } from '../../../state/content';

/** A question that can be put on the table; of one's own, the library has no id. */
export interface Offered {
  text: string;
  library: string | null;
  /** Its id, if it is one's own. */
  own?: string;
}

/** One's own questions of a depth, the newest first. */
export function ownQuestions(content: readonly OwnContent[], depth: Depth): Offered[] {
  return content
    .flatMap(({ id, own }) =>
      own.is === 'question' && own.depth === depth
        ? [{ text: own.text, library: null, own: id }]
        : [],
    )
    .reverse();
}
