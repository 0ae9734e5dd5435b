/** Choosing words for a feeling: nothing moves away under the hand that chooses. */
import { beforeEach, expect, it } from 'vitest';
import { feelings } from '../src/state/content';
import WordPicker from '../src/features/practices/doing/WordPicker.svelte';
import { find, press, show } from './screen';

const FAMILY = feelings[0];

const order = () =>
  [...(find('family-words')?.querySelectorAll('[data-test]') ?? [])].map(
    (word) => (word as HTMLElement).dataset.test,
  );

beforeEach(() =>
  show(WordPicker, { kind: 'feelings' as const, chosen: [], onchange: () => undefined }),
);

it('keeps each word in its place while its family is open', async () => {
  await press(`family-${FAMILY?.id}`);
  const before = order();
  for (const word of before.slice(0, 2)) await press(word ?? '');
  expect(order(), 'the next word is where it was').toEqual(before);
  expect(find(before[0] ?? '')?.getAttribute('aria-pressed'), 'and shows that it is chosen').toBe(
    'true',
  );
});

it('shows what is chosen once its family is closed', async () => {
  await press(`family-${FAMILY?.id}`);
  const [first] = order();
  await press(first ?? '');
  await press(`family-${FAMILY?.id}`);
  expect(find('family-words')).toBeNull();
  expect(find(first ?? ''), 'it can still be taken off').not.toBeNull();
});
