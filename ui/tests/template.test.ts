import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import Editor from '../src/markdown/Editor.svelte';
import { templates } from '../src/state/content';

let read: () => string;
let begin: (text: string) => void;
let empty: boolean | undefined;
let stop: () => void;

beforeEach(() => {
  empty = undefined;
  const editor = mount(Editor, {
    target: document.body,
    props: {
      text: '',
      label: 'Your page',
      onchange: (nothing: boolean) => (empty = nothing),
      onready: (reads: typeof read, begins: typeof begin) => ([read, begin] = [reads, begins]),
      'data-test': 'writing',
    },
  });
  flushSync();
  stop = () => void unmount(editor);
});

afterEach(() => stop());

function undo() {
  const page = document.querySelector('[data-test=writing]');
  page?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
  );
}

it.each(templates)('an empty page begins from the template "$name"', ({ text }) => {
  begin(text);
  expect(read(), 'every line to write under is on the page').toBe(text.trim());
  expect(empty).toBe(false);
  undo();
  expect(read(), 'one undo takes the whole of it back').toBe('');
  expect(empty, 'so that another may be chosen').toBe(true);
});
