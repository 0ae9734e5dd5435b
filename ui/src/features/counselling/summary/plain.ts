/** The words of a page without its marks, to copy from. */

import type { Page } from '../../../ipc/bindings/Page';
import { pageOf } from '../../../markdown/markdown';

export function plainWords({ text, noticed, question, answers, practice }: Page): string {
  const parts = noticed
    ? [noticed.did, noticed.says, noticed.meant]
    : practice
      ? [practice.about, ...practice.parts.map(({ words }) => words.text)]
      : question
        ? answers.map((answer) => plain(answer.text))
        : [plain(text)];
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n');
}

function plain(markdown: string): string {
  const page = pageOf(markdown);
  return page.textBetween(0, page.content.size, '\n', '\n');
}
