import { expect, it } from 'vitest';
import { ownQuestions } from '../src/features/practices/inner/own';
import type { OwnContent } from '../src/ipc/bindings/OwnContent';

const content: OwnContent[] = [
  { id: '1', author: 'n', own: { is: 'question', text: 'Where to?', depth: 'tender' } },
  { id: '2', author: 'n', own: { is: 'idea', text: 'Row on the lake' } },
  { id: '3', author: 'n', own: { is: 'question', text: 'With whom?', depth: 'everyday' } },
  { id: '4', author: 'n', own: { is: 'question', text: 'Why now?', depth: 'tender' } },
];

it("offers one's own questions of the chosen depth, the newest first, and no idea", () => {
  expect(ownQuestions(content, 'tender'), 'two are tender').toEqual([
    { text: 'Why now?', library: null, own: '4' },
    { text: 'Where to?', library: null, own: '1' },
  ]);
  expect(ownQuestions(content, 'meaningful'), 'none is meaningful').toEqual([]);
});
