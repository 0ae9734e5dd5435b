import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Prose from '../src/markdown/Prose.svelte';

let stop: (() => void) | undefined;

function shown(text: string): HTMLElement {
  const prose = mount(Prose, { target: document.body, props: { text } });
  stop = () => void unmount(prose);
  flushSync();
  return document.body;
}

afterEach(() => stop?.());

describe('what somebody wrote, on screen', () => {
  it('never becomes markup', () => {
    const page = shown('<img src=x onerror=alert(1)> and <a href="https://e.org">here</a>');
    expect(page.querySelector('img, a, script')).toBeNull();
    expect(page.textContent).toContain('<img src=x onerror=alert(1)>');
  });

  it('shows a link with its address, and leads nowhere', () => {
    const page = shown('See [the map](https://example.org/map) and <https://example.org>.');
    expect(
      page.querySelector('a'),
      'a link that can be followed would leave the window',
    ).toBeNull();
    expect(page.textContent).toContain('the map\u00a0(example.org/map)');
    expect(page.textContent, 'an address is not said twice').not.toContain('(example.org)');
  });

  it('loads no picture', () => {
    const page = shown('![a face](https://example.org/face.png)');
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('a face');
  });

  it('has headings below those of the page around it', () => {
    const page = shown('# One\n\n### Three');
    expect([...page.querySelectorAll('h1, h2, h3, h4')].map((heading) => heading.tagName)).toEqual([
      'H2',
      'H4',
    ]);
  });

  it('lets each paragraph run as its words do', () => {
    const page = shown('שלום\n\nhello');
    for (const paragraph of page.querySelectorAll('p')) expect(paragraph.dir).toBe('auto');
  });
});
