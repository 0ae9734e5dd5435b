/** What was answered in a check-in, in words. */

import type { Page } from '../../../ipc/bindings/Page';
import { checkin } from '../../../state/content';
import { t } from '../../../words';
import { NOT_FOR_ME } from './alone.svelte';
import { stepWords } from './titles';

/** The words of the answer that was chosen; '' for none, or one of a newer version. */
export function chosenAnswer(step: string, choice: string | null): string {
  if (choice === NOT_FOR_ME) return t('check-in-not-for-me');
  const question = checkin.find(({ id }) => id === step);
  return question?.answers.find(({ id }) => id === choice)?.text ?? '';
}

/** What was chosen, then what was written beside it. */
function answerInWords(chosen: string, text: string): string {
  return chosen && text ? t('check-in-chosen-and-said', { chosen, text }) : chosen || text;
}

/** The first answer, for where only that is shown: which question it is of stands before it. */
export function firstAnswer(step: string, choice: string | null, text: string): string {
  const answer = answerInWords(chosenAnswer(step, choice), text);
  return answer && t('check-in-first', { step: t(stepWords(step)), answer });
}

/** One line for each question that was answered, in the order they are asked. */
export function checkInLines(page: Page): string[] {
  const parts = page.practice?.parts ?? [];
  return checkin.flatMap((question) => {
    const words = parts.find((part) => part.step === question.id)?.words;
    // "Not for me" has no words here: nothing is owed an answer.
    const choice = words?.choice === NOT_FOR_ME ? null : (words?.choice ?? null);
    const line = answerInWords(chosenAnswer(question.id, choice), words?.text.trim() ?? '');
    return line === '' ? [] : [line];
  });
}
