/** What Today shows to go on with, and where one goes on with each. */

import type { Draft } from '../../ipc/bindings/Draft';
import type { DraftBody } from '../../ipc/bindings/DraftBody';
import type { LeftWords } from '../../ipc/bindings/LeftWords';
import type { Words } from '../../ipc/bindings/Words';
import { asFailure } from '../../failures';
import { pageOf } from '../../markdown/markdown';
import * as ipc from '../../ipc';
import { router } from '../../state/router.svelte';
import { t } from '../../words';
import { practiceWord } from '../journal/heads';
import { chosenWords } from '../practices/doing/doing';
import { NOTES, VIEW, choiceWords, stepTitle } from '../practices/doing/steps';
import { goOn } from '../practices/doing/where';
import { newnessInWords, whenInWords } from '../practices/time/words';

type Calls = Pick<
  typeof ipc,
  'drafts' | 'page' | 'practices' | 'questions' | 'freeDrafts' | 'freeLeft'
>;

/** How much of a draft is looked at for its first words. */
const FIRST = 400;

/** The newest first, and one line for everything that was begun of one practice. */
export function toGoOnWith(drafts: readonly Draft[]): Draft[] {
  const known = new Set<string>();
  return drafts
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .filter(({ id, body }) => {
      const of = body.is === 'part' ? body.of : id;
      return !known.has(of) && known.add(of);
    });
}

/** Steps that are written for oneself, or sealed: the hardest things that stand in a journal. */
const APART: readonly string[] = [...NOTES, ...VIEW, 'impression'];

/**
 * The first words of what was begun, without the marks of Markdown. What is written about the two of
 * them goes by its name alone: it stands on the first screen, where the other may be looking.
 */
export function draftWords(body: DraftBody): string {
  if (body.is === 'alone') return t(practiceWord[body.practice]);
  if (body.is === 'part' && APART.includes(body.step)) return stepTitle(body.step);
  const page = pageOf(textOf(body).slice(0, FIRST));
  return page.textBetween(0, page.content.size, ' ', ' ').trim() || t('draft-no-words');
}

function said(words: Words): string {
  const { choice, text, when } = words;
  const chosen = [choiceWords(choice), newnessInWords(choice), when ? whenInWords(when) : ''];
  const lines = [...chosen, chosenWords(words).join(', '), text];
  return lines.filter((line) => line.trim()).join('\n\n');
}

function textOf(body: DraftBody): string {
  switch (body.is) {
    case 'noticed':
      return Object.values(body.noticed).join(' ');
    case 'part':
      return said(body.words);
    case 'alone':
      return [body.about, ...body.parts.map(([, words]) => words.text)].join(' ');
    default:
      return body.text;
  }
}

/** Everything that was written in one place, as a page says it; of steps, each under its name. */
export function asPage(bodies: readonly DraftBody[]): string {
  const written = bodies.filter((body) => textOf(body).trim() !== '');
  const line = (body: DraftBody) =>
    body.is === 'part' && written.length > 1
      ? `**${stepTitle(body.step)}**\n\n${textOf(body)}`
      : textOf(body);
  return written.map(line).join('\n\n');
}

/** What has no place any more goes on as a page of one's own. */
async function free(drafts: readonly Draft[], calls: Calls): Promise<void> {
  const text = asPage(drafts.map(({ body }) => body));
  const ids = drafts.map(({ id }) => id);
  router.go('write', { draft: await calls.freeDrafts(ids, text) });
}

/** The practice may be over by now: then all that was begun of it goes on together. */
async function goOnWithPart(of: string, calls: Calls): Promise<void> {
  const begun = (await calls.practices()).find(({ id }) => id === of);
  if (begun) return goOn(begun);
  const all = await calls.drafts();
  return free(
    all.filter(({ body }) => body.is === 'part' && body.of === of),
    calls,
  );
}

/** The question may be off the table by now. */
async function goOnWithAnswer(draft: Draft, question: string, calls: Calls): Promise<void> {
  const table = await calls.questions();
  if (table.some(({ id }) => id === question)) router.go('innerWorld', { answering: question });
  else await free([draft], calls);
}

/** The answers may be taken back by now, or the question. */
async function goOnWithReply(draft: Draft, question: string, calls: Calls): Promise<void> {
  if (await isOpened(question, calls)) router.go('opened', { page: question });
  else await free([draft], calls);
}

async function isOpened(question: string, calls: Calls): Promise<boolean> {
  try {
    return (await calls.page(question)).head.kind === 'innerWorld';
  } catch (thrown) {
    return asFailure(thrown).code !== 'noSuchPage';
  }
}

export async function goOnWithLeft({ of, bodies }: LeftWords, calls: Calls = ipc): Promise<void> {
  router.go('write', { draft: await calls.freeLeft(of, asPage(bodies)) });
}

export async function goOnWith(draft: Draft, calls: Calls = ipc): Promise<void> {
  switch (draft.body.is) {
    case 'page':
      return router.go('write', { draft });
    case 'noticed':
      return router.go('noticed', { draft });
    case 'answer':
      return goOnWithAnswer(draft, draft.body.question, calls);
    case 'reply':
      return goOnWithReply(draft, draft.body.question, calls);
    case 'part':
      return goOnWithPart(draft.body.of, calls);
    case 'alone': {
      const { practice } = draft.body;
      if (practice === 'witness' || practice === 'checkIn') router.go('alone', { practice, draft });
      return;
    }
  }
}
