/** The three depths, in words. */

import type { Depth } from '../../../state/content';
import { wordId, type WordId } from '../../../words';

export const depthName: Record<Depth, WordId> = {
  everyday: wordId('depth-everyday'),
  meaningful: wordId('depth-meaningful'),
  tender: wordId('depth-tender'),
};

export const depthMeans: Record<Depth, WordId> = {
  everyday: wordId('depth-everyday-means'),
  meaningful: wordId('depth-meaningful-means'),
  tender: wordId('depth-tender-means'),
};
