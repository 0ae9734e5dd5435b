/** Making a recovery kit: what is asked of the core, and when the words are let go. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { Situation } from '../src/ipc/bindings/Situation';
import { session } from '../src/state/session.svelte';
import Kit from '../src/features/kit/Kit.svelte';
import { core } from './core';
import { NOOR, SAM } from './made';
import { asked, find, leave, press, settle, show, type, words } from './screen';

const JOURNAL = { name: 'Ours', folder: '/home', sample: null };
const ALONE = { is: 'alone', journal: JOURNAL, me: NOOR, partner: SAM, notices: [] };
const WORDS = [
  'orchard',
  'copper',
  'pillow',
  'winter',
  'basket',
  'heron',
  'lantern',
  'maple',
  'ribbon',
  'cellar',
  'thimble',
  'quarry',
];
const wrongPassphrase = () => {
  throw { code: 'wrongPassphrase', detail: null };
};

beforeEach(() => {
  session.situation = ALONE as unknown as Situation;
  core.answers = {
    kits: () => [{ kind: 'allOfMine', number: 111_111 }],
    draw_kit: () => ({ number: 482_913, words: WORDS, asked: [2, 7, 11] }),
    kit_preview: () => ({
      images: ['sheet'],
      lines: [],
      missing: [],
      tooLong: [],
      width: 595,
      height: 842,
    }),
    keep_kit: ({ typed }) =>
      [2, 7, 11].filter((place, at) => (typed as string[])[at] !== WORDS[place - 1]),
  };
});

async function drawn(kind = 'allOfMine') {
  await show(Kit);
  await press(`kit-kind-${kind}`);
  await type('kit-passphrase', 'wander lantern copper');
  await press('kit-next');
}

async function typed(...three: string[]) {
  for (const [at, word] of three.entries()) await type(`kit-word-${at + 1}`, word);
  await press('kit-type-next');
}

describe('a recovery kit', () => {
  it('has nothing chosen beforehand, and says what it takes the place of', async () => {
    await show(Kit);
    await press('kit-next');
    expect(asked('draw_kit'), 'nobody makes a kit without having chosen').toEqual([]);
    expect(words('kit')).toContain('Choose what it shall open');
    await press('kit-kind-onlyOurs');
    expect(find('kit-before'), 'there is none of this kind yet').toBeNull();
    expect(words('kit')).toContain('Mine is lost');
    await press('kit-kind-allOfMine');
    expect(words('kit-before'), 'the paper at home is told by its number').toContain('111111');
    await press('kit-next');
    expect(asked('draw_kit'), 'the passphrase is asked for again').toEqual([]);
  });

  it('does not show words for a wrong passphrase', async () => {
    core.answers.draw_kit = wrongPassphrase;
    await drawn();
    expect(words('failure-wrongPassphrase')).toContain('Noor');
    expect(find('kit-words')).toBeNull();
  });

  it('shows its words and the page that prints, and keeps the kit once three are typed', async () => {
    await drawn();
    expect(asked('draw_kit')).toEqual([{ kind: 'allOfMine', passphrase: 'wander lantern copper' }]);
    for (const word of WORDS) expect(words('kit-words')).toContain(word);
    expect(asked('kit_preview').at(-1)).toMatchObject({ language: 'en' });
    await press('kit-page-save');
    expect(asked('paper_save_pdf')).toEqual([{ name: 'Recovery kit' }]);
    await press('kit-on-paper');
    expect(words('kit-type'), 'the words are not beside the fields').not.toContain('orchard');
    await typed('copper', 'lantern', 'thimble');
    expect(asked('keep_kit')).toEqual([{ typed: ['copper', 'lantern', 'thimble'] }]);
    expect(words('kit-done')).toContain('482913');
    expect(document.body.textContent, 'no word stays on the page').not.toContain('orchard');
  });

  it('names the word that is not right, and keeps nothing until all are', async () => {
    await drawn();
    await press('kit-on-paper');
    await press('kit-type-next');
    expect(asked('keep_kit'), 'nothing is typed yet').toEqual([]);
    await typed('copper', 'lattern', 'thimble');
    expect(words('kit-type')).toContain('This is not word 7');
    expect(words('kit-type')).not.toContain('not word 2');
    expect(find('kit-done')).toBeNull();
    await press('kit-type-back');
    expect(words('kit-words'), 'they can be looked at again before').toContain('orchard');
    await press('kit-on-paper');
    await typed('copper', 'lantern', 'thimble');
    expect(find('kit-done')).not.toBeNull();
  });

  it('covers its words while another window is in front', async () => {
    await drawn();
    const under = () => find('kit-words')?.closest<HTMLElement>('.under');
    window.dispatchEvent(new Event('blur'));
    await settle();
    expect(under()?.inert, 'not to be read or reached').toBe(true);
    await press('kit-show');
    expect(under()?.inert).toBe(false);
  });

  it('is forgotten, here and in the core, by whoever goes elsewhere', async () => {
    await drawn();
    await leave();
    expect(asked('drop_kit'), 'the core holds the words no longer').toHaveLength(1);
  });

  it('is forgotten by whoever wants none after all', async () => {
    await drawn();
    await press('kit-drop');
    expect(asked('drop_kit')).toHaveLength(1);
    expect(document.body.textContent).not.toContain('orchard');
    expect((find('kit-passphrase') as HTMLInputElement).value, 'nor the passphrase').toBe('');
  });
});
