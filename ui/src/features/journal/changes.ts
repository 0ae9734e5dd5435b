import { diffLines, diffWordsWithSpace } from 'diff';

/** A run of text: in both versions, only in the later or only in the earlier one. */
export interface Piece {
  is: 'same' | 'added' | 'removed';
  text: string;
}

/** Longest time comparing word by word may take, milliseconds. */
const TIMEOUT_MS = 300;

/** What changed from `before` to `after`, by words; by lines where the texts are long. */
export function changesBetween(before: string, after: string): Piece[] {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' });
  const parts =
    diffWordsWithSpace(before, after, { timeout: TIMEOUT_MS, intlSegmenter: words }) ??
    diffLines(before, after, { timeout: TIMEOUT_MS });
  if (!parts)
    return [
      { is: 'removed', text: before },
      { is: 'added', text: after },
    ];
  return parts.map(({ value, added, removed }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
