/** The practices as the contents page lists them: what each is, and what it takes. */

import type { IconName } from '../../design/icons';
import type { Practice } from '../../ipc/bindings/Practice';
import { router } from '../../state/router.svelte';
import { wordId, type WordId } from '../../words';

interface Listed {
  /** For tests and keys. */
  id: string;
  icon: IconName;
  name: WordId;
  line: WordId;
  takes: WordId;
  /** Who has to be here: one, both, or either way. */
  for: 'one' | 'both' | 'either';
  go: () => void;
}

interface Group {
  title: WordId;
  practices: Listed[];
}

const begin = (practice: Practice) => () => router.go('begin', { practice });
const alone = (practice: 'witness' | 'checkIn') => () => router.go('alone', { practice });

const all: Group[] = [
  {
    title: wordId('practices-talking'),
    practices: [
      {
        id: 'openly',
        icon: 'talking',
        name: wordId('practice-openly'),
        line: wordId('openly-line'),
        takes: wordId('openly-takes'),
        for: 'both',
        go: begin('openly'),
      },
      {
        id: 'listen',
        icon: 'ear',
        name: wordId('practice-listen'),
        line: wordId('listen-line'),
        takes: wordId('listen-takes'),
        for: 'both',
        go: begin('listen'),
      },
      {
        id: 'understand',
        icon: 'bothSides',
        name: wordId('practice-understand'),
        line: wordId('understand-line'),
        takes: wordId('understand-takes'),
        for: 'either',
        go: begin('understand'),
      },
      {
        id: 'witness',
        icon: 'mine',
        name: wordId('practice-witness'),
        line: wordId('witness-line'),
        takes: wordId('witness-takes'),
        for: 'one',
        go: alone('witness'),
      },
    ],
  },
  {
    title: wordId('practices-apart'),
    practices: [
      {
        id: 'innerWorld',
        icon: 'layers',
        name: wordId('place-inner-world'),
        line: wordId('inner-line'),
        takes: wordId('inner-takes'),
        for: 'either',
        go: () => router.go('innerWorld'),
      },
    ],
  },
  {
    title: wordId('practices-small'),
    practices: [
      {
        id: 'noticed',
        icon: 'shown',
        name: wordId('place-noticed'),
        line: wordId('noticed-in-short'),
        takes: wordId('noticed-takes'),
        for: 'one',
        go: () => router.go('noticed'),
      },
      {
        id: 'time',
        icon: 'walk',
        name: wordId('practice-time'),
        line: wordId('time-about'),
        takes: wordId('time-takes'),
        for: 'either',
        go: () => router.go('time'),
      },
      {
        id: 'checkIn',
        icon: 'mine',
        name: wordId('practice-check-in'),
        line: wordId('check-in-line'),
        takes: wordId('check-in-takes'),
        for: 'one',
        go: alone('checkIn'),
      },
    ],
  },
  {
    title: wordId('practices-week'),
    practices: [
      {
        id: 'sitDown',
        icon: 'together',
        name: wordId('practice-sit-down'),
        line: wordId('sit-down-line'),
        takes: wordId('sit-down-takes'),
        for: 'both',
        go: begin('sitDown'),
      },
    ],
  },
  {
    title: wordId('practices-help'),
    practices: [
      {
        id: 'counselling',
        icon: 'counselling',
        name: wordId('place-counselling'),
        line: wordId('counselling-line'),
        takes: wordId('counselling-takes'),
        for: 'either',
        go: () => router.go('counselling'),
      },
    ],
  },
];

/** The contents page; what only one person can do is left out while both are here. */
export function contents(together: boolean): Group[] {
  const shown = all.map((group) => ({
    ...group,
    practices: group.practices.filter((practice) => !together || practice.for !== 'one'),
  }));
  return shown.filter((group) => group.practices.length > 0);
}
