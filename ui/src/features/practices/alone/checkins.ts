/** A check-in of before, as the words that were chosen and written. */

import type { Page } from '../../../ipc/bindings/Page';
import { checkin } from '../../../state/content';

/** One line for each question that was answered, in the order they are asked. */
export function checkInLines(page: Page): string[] {
  const parts = page.practice?.parts ?? [];
  return checkin.flatMap((question) => {
    const words = parts.find((part) => part.step === question.id)?.words;
    // "Not for me" has no words here: nothing is owed an answer.
    const chosen = question.answers.find((answer) => answer.id === words?.choice)?.text;
    const said = [chosen, words?.text.trim()].filter(Boolean);
    return said.length > 0 ? [said.join(' ')] : [];
  });
}
