/** Who may reply how: each receives first, and nobody comments before both have received. */

import type { Face } from '../../../ipc/bindings/Face';
import type { Page } from '../../../ipc/bindings/Page';
import type { Reply } from '../../../ipc/bindings/Reply';
import type { ReplyKind } from '../../../ipc/bindings/ReplyKind';
import { wordId, type WordId } from '../../../words';

export interface RepliesOf {
  face: Face;
  other: Face;
  replies: Reply[];
  /** The other would rather tell it in person. */
  inPerson: boolean;
  /** Which reply they can write now; null when they are not here or it is not time. */
  box: ReplyKind | null;
}

function received(page: Page, author: string): boolean {
  return page.replies.some((reply) => reply.author === author && reply.kind === 'receive');
}

export function bothReceived(page: Page): boolean {
  return page.answers.every(({ author }) => received(page, author));
}

function isInPerson(page: Page, author: string): boolean {
  return page.answers.some((answer) => answer.author === author && answer.inPerson);
}

/** What stands above a reply. Of what is told in person nothing has reached anybody yet. */
export function replyTitle(page: Page, { author, kind }: Reply): WordId {
  if (kind === 'comment') return wordId('reply-comment');
  const told = page.answers.some((one) => one.author !== author && !one.inPerson);
  return told ? wordId('reply-received') : wordId('reply-in-person');
}

/** One column for each who answered, in the order of the answers. */
export function repliesOf(
  page: Page,
  everyone: readonly Face[],
  here: readonly string[],
): RepliesOf[] {
  const authors = page.answers.map((answer) => answer.author);
  return authors.flatMap((author) => {
    const face = everyone.find((one) => one.partner === author);
    const other = everyone.find((one) => one.partner !== author && authors.includes(one.partner));
    if (!face || !other) return [];
    const replies = page.replies.filter((reply) => reply.author === author);
    const turn: ReplyKind | null = !received(page, author)
      ? 'receive'
      : bothReceived(page)
        ? 'comment'
        : null;
    const inPerson = isInPerson(page, other.partner);
    return [{ face, other, replies, inPerson, box: here.includes(author) ? turn : null }];
  });
}
