import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFocus } from '../src/design/focus';

let root: HTMLElement;
let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = `
    <button id="elsewhere"></button>
    <main tabindex="-1">
      <button id="first"></button>
      <section id="halves">
        <div id="hers"><div class="box"><textarea id="field"></textarea></div></div>
        <div id="his"><button id="he-writes"></button></div>
      </section>
      <button id="stop"></button>
    </main>`;
  root = document.querySelector('main') ?? document.body;
  stop = keepFocus(root);
});

afterEach(() => stop());

const at = (id: string) => document.getElementById(id);
const here = () => document.activeElement?.id;

async function taken(...ids: string[]) {
  at('field')?.focus();
  for (const id of ids) at(id)?.remove();
  await Promise.resolve();
}

describe('the focus', () => {
  it('goes to what is nearest when what had it is taken away', async () => {
    await taken('field');
    expect(here(), 'the other half of the same step').toBe('he-writes');
  });

  it('looks further around when nothing near can take it', async () => {
    await taken('halves');
    expect(here()).toBe('first');
  });

  it('stays at a place that scrolls by itself when nothing in it can take it any more', async () => {
    at('his')?.remove();
    at('halves')?.setAttribute('tabindex', '0');
    await taken('field');
    expect(here(), 'and does not jump to the beginning').toBe('halves');
  });

  it('goes first to what is next', async () => {
    at('stop')?.insertAdjacentHTML('beforebegin', '<h2 id="next" tabindex="-1" data-next></h2>');
    await taken('halves');
    expect(here()).toBe('next');
  });

  it('is on the page itself where nothing else can have it, and never nowhere', async () => {
    await taken('first', 'halves', 'stop');
    expect(document.activeElement).toBe(root);
  });

  it('stays with what took it meanwhile', async () => {
    at('field')?.focus();
    at('field')?.remove();
    at('stop')?.focus();
    await Promise.resolve();
    expect(here()).toBe('stop');
  });

  it('is not fetched back from elsewhere', async () => {
    at('field')?.focus();
    at('elsewhere')?.focus();
    at('halves')?.remove();
    await Promise.resolve();
    expect(here()).toBe('elsewhere');
  });

  it('waits for what is on its way', async () => {
    await taken('field');
    at('he-writes')?.focus();
    at('his')?.insertAdjacentHTML('beforeend', '<div data-test="skeleton"></div>');
    at('he-writes')?.remove();
    await Promise.resolve();
    expect(document.activeElement).toBe(document.body);
    at('his')?.replaceChildren(document.createElement('textarea'));
    await Promise.resolve();
    expect(document.activeElement?.tagName, 'the field that came').toBe('TEXTAREA');
  });
});
