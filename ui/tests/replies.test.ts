import { describe, expect, it } from 'vitest';
import { repliesOf, replyTitle } from '../src/features/practices/inner/replies';
import type { Page } from '../src/ipc/bindings/Page';
import type { ReplyKind } from '../src/ipc/bindings/ReplyKind';
import { NOOR, openedPage, SAM } from './made';

function inPerson(...who: string[]): Page {
  const page = opened(['noor', 'receive'], ['sam', 'receive']);
  const answers = page.answers.map((one) => ({ ...one, inPerson: who.includes(one.author) }));
  return { ...page, answers };
}

const AT = '2025-10-23T20:05:00Z';

function opened(...replies: [string, ReplyKind][]): Page {
  return openedPage(
    {},
    { replies: replies.map(([author, kind]) => ({ author, kind, text: 'x', at: AT })) },
  );
}

const boxes = (page: Page, here: string[]) =>
  repliesOf(page, [NOOR, SAM], here).map(({ box }) => box);

describe('replying to opened answers', () => {
  it('begins with receiving, for both', () => {
    expect(boxes(opened(), ['noor', 'sam'])).toEqual(['receive', 'receive']);
  });

  it('has no comments before both have received', () => {
    expect(boxes(opened(['noor', 'receive']), ['noor', 'sam'])).toEqual([null, 'receive']);
  });

  it('has comments once both have received', () => {
    expect(boxes(opened(['sam', 'receive'], ['noor', 'receive']), ['noor', 'sam'])).toEqual([
      'comment',
      'comment',
    ]);
  });

  it('gives no box to who is not here, and says nothing of why', () => {
    expect(boxes(opened(), ['sam'])).toEqual([null, 'receive']);
  });
});

describe('an answer that somebody would rather tell in person', () => {
  it('is asked nothing of: the other has a word for them', () => {
    const columns = repliesOf(inPerson('sam'), [NOOR, SAM], ['noor', 'sam']);
    expect(columns.map(({ face, inPerson }) => [face.partner, inPerson])).toEqual([
      ['noor', true],
      ['sam', false],
    ]);
  });

  it('has reached nobody, on the page either', () => {
    const titles = (page: Page) => page.replies.map((reply) => replyTitle(page, reply));
    expect(titles(inPerson('sam'))).toEqual(['reply-in-person', 'reply-received']);
    expect(titles(opened(['noor', 'receive'], ['sam', 'comment']))).toEqual([
      'reply-received',
      'reply-comment',
    ]);
  });
});
