/** The six inks and six shapes people choose from. */
import type { Colour } from '../ipc/bindings/Colour';
import type { Shape } from '../ipc/bindings/Shape';
import { wordId, type WordId } from '../words';

export const inks: Record<Colour, WordId> = {
  ochre: wordId('ink-ochre'),
  indigo: wordId('ink-indigo'),
  russet: wordId('ink-russet'),
  lake: wordId('ink-lake'),
  plum: wordId('ink-plum'),
  stone: wordId('ink-stone'),
};

export const shapes: Record<Shape, { word: WordId; path: string }> = {
  arch: { word: wordId('shape-arch'), path: 'M2.5 22V11.5a9.5 9.5 0 0 1 19 0V22z' },
  leaf: { word: wordId('shape-leaf'), path: 'M2 22V11a9 9 0 0 1 9-9h11v11a9 9 0 0 1-9 9z' },
  hill: {
    word: wordId('shape-hill'),
    path: 'M12 2.2a1.6 1.6 0 0 1 1.4.8l10 17.4a1.6 1.6 0 0 1-1.4 2.4H2a1.6 1.6 0 0 1-1.4-2.4L10.6 3A1.6 1.6 0 0 1 12 2.2z',
  },
  pebble: {
    word: wordId('shape-pebble'),
    path: 'M12 1.5a10.5 10.5 0 1 1 0 21a10.5 10.5 0 1 1 0-21z',
  },
  clover: {
    word: wordId('shape-clover'),
    path: 'M12 12V6.6A5.4 5.4 0 1 0 6.6 12 5.4 5.4 0 1 0 12 17.4 5.4 5.4 0 1 0 17.4 12 5.4 5.4 0 1 0 12 6.6z',
  },
  kite: { word: wordId('shape-kite'), path: 'M12 .8 23.2 12 12 23.2.8 12z' },
};

export const allInks = Object.keys(inks) as Colour[];
export const allShapes = Object.keys(shapes) as Shape[];
