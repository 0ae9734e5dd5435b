/** People and pages, made for a test: plain, but for what the test says. */

import type { Face } from '../src/ipc/bindings/Face';
import type { Page } from '../src/ipc/bindings/Page';
import type { PageHead } from '../src/ipc/bindings/PageHead';

export const NOOR: Face = { partner: 'noor', label: 'Noor', colour: 'indigo', shape: 'leaf' };
export const SAM: Face = { partner: 'sam', label: 'Sam', colour: 'ochre', shape: 'arch' };

/** The head of a page of Noor's, in Mine. */
export function headOf(head: Partial<PageHead> = {}): PageHead {
  return {
    id: 'p',
    space: 'mine',
    authors: ['noor'],
    kind: 'page',
    practice: null,
    on: '2026-03-04',
    at: '2026-03-04T20:00:00Z',
    edited: null,
    tags: [],
    excerpt: '',
    first: null,
    takenBack: false,
    hasPhoto: false,
    hasFile: false,
    ...head,
  };
}

export function pageOf(
  head: Partial<PageHead> = {},
  holds: Partial<Omit<Page, 'head'>> = {},
): Page {
  return {
    head: headOf(head),
    text: '',
    noticed: null,
    question: null,
    answers: [],
    replies: [],
    practice: null,
    versions: [],
    sharedAs: null,
    ...holds,
  };
}

/** A question both answered, opened. */
export function openedPage(head: Partial<PageHead>, holds: Partial<Omit<Page, 'head'>> = {}): Page {
  const authors = ['noor', 'sam'];
  return pageOf(
    { id: 'q', space: 'ours', authors, kind: 'innerWorld', ...head },
    {
      question: 'What helps you come back after an argument?',
      answers: authors.map((author) => ({ author, text: 'words', inPerson: false })),
      ...holds,
    },
  );
}
