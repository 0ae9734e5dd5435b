import { diffLines, diffWordsWithSpace } from 'diff';

/** A run of text: in both versions, only in the later or only in the earlier one. */
export interface Piece {
  is: 'same' | 'added' | 'removed';
  text: string;
}

/** A run within one line; of a heading, or of its text. */
export interface Run {
  heading: boolean;
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

/**
 * The pieces as they are shown: the words of a heading stand out and its mark is left away, but for
 * a mark that is itself what was changed.
 */
export function shownPieces(pieces: readonly Piece[]): { is: Piece['is']; runs: Run[] }[] {
  let begins = true;
  let heading = false;
  return pieces.map(({ is, text }) => ({
    is,
    runs: text.split(/(?<=\n)/u).map((line) => {
      const mark = begins ? (/^#{1,6} +/u.exec(line)?.[0] ?? '') : '';
      if (begins) heading = mark !== '';
      begins = line.endsWith('\n');
      const alone = is !== 'same' && line === mark;
      return { heading, text: alone ? line : line.slice(mark.length) };
    }),
  }));
}
