import { describe, expect, it } from 'vitest';
import { repliesOf, replyTitle } from '../src/features/practices/inner/replies';
import type { Face } from '../src/ipc/bindings/Face';
import type { Page } from '../src/ipc/bindings/Page';
import type { ReplyKind } from '../src/ipc/bindings/ReplyKind';

const noor: Face = { partner: 'n', label: 'Noor', colour: 'indigo', shape: 'leaf' };
const sam: Face = { partner: 's', label: 'Sam', colour: 'ochre', shape: 'arch' };

function inPerson(...who: string[]): Page {
  const page = opened(['n', 'receive'], ['s', 'receive']);
  const answers = page.answers.map((one) => ({ ...one, inPerson: who.includes(one.author) }));
  return { ...page, answers };
}

function opened(...replies: [string, ReplyKind][]): Page {
  return {
    head: {
      id: 'q',
      space: 'ours',
      authors: ['n', 's'],
      kind: 'innerWorld',
      practice: null,
      on: '2025-10-23',
      at: '2025-10-23T20:00:00Z',
      edited: null,
      tags: [],
      excerpt: '',
      first: null,
      takenBack: false,
      hasPhoto: false,
      hasFile: false,
    },
    text: '',
    noticed: null,
    question: 'What helps you come back after an argument?',
    answers: ['n', 's'].map((author) => ({ author, text: 'words', inPerson: false })),
    replies: replies.map(([author, kind]) => ({
      author,
      kind,
      text: 'x',
      at: '2025-10-23T20:05:00Z',
    })),
    practice: null,
    versions: [],
    sharedAs: null,
  };
}

const boxes = (page: Page, here: string[]) =>
  repliesOf(page, [noor, sam], here).map(({ box }) => box);

describe('replying to opened answers', () => {
  it('begins with receiving, for both', () => {
    expect(boxes(opened(), ['n', 's'])).toEqual(['receive', 'receive']);
  });

  it('has no comments before both have received', () => {
    expect(boxes(opened(['n', 'receive']), ['n', 's'])).toEqual([null, 'receive']);
  });

  it('has comments once both have received', () => {
    expect(boxes(opened(['s', 'receive'], ['n', 'receive']), ['n', 's'])).toEqual([
      'comment',
      'comment',
    ]);
  });

  it('gives no box to who is not here, and says nothing of why', () => {
    expect(boxes(opened(), ['s'])).toEqual([null, 'receive']);
  });
});

describe('an answer that somebody would rather tell in person', () => {
  it('is asked nothing of: the other has a word for them', () => {
    const columns = repliesOf(inPerson('s'), [noor, sam], ['n', 's']);
    expect(columns.map(({ face, inPerson }) => [face.partner, inPerson])).toEqual([
      ['n', true],
      ['s', false],
    ]);
  });

  it('has reached nobody, on the page either', () => {
    const titles = (page: Page) => page.replies.map((reply) => replyTitle(page, reply));
    expect(titles(inPerson('s'))).toEqual(['reply-in-person', 'reply-received']);
    expect(titles(opened(['n', 'receive'], ['s', 'comment']))).toEqual([
      'reply-received',
      'reply-comment',
    ]);
  });
});
