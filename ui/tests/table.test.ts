/** Questions put on the table: whose they are, and what is offered again. */

import { beforeEach, expect, it } from 'vitest';
import type { Situation } from '../src/ipc/bindings/Situation';
import type { TableQuestion } from '../src/ipc/bindings/TableQuestion';
import ChooseQuestion from '../src/features/practices/inner/ChooseQuestion.svelte';
import DrawQuestion from '../src/features/practices/inner/DrawQuestion.svelte';
import OnTheTable from '../src/features/practices/inner/OnTheTable.svelte';
import ReplyBox from '../src/features/practices/inner/ReplyBox.svelte';
import { questions } from '../src/state/content';
import { session } from '../src/state/session.svelte';
import type { Face } from '../src/ipc/bindings/Face';
import { core } from './core';
import { asked, find, press, show, words } from './screen';

const face = (partner: string): Face => ({
  partner,
  label: partner,
  colour: 'indigo',
  shape: 'leaf',
});
const [NOOR, SAM] = [face('noor'), face('sam')];
const journal = { name: 'ours', folder: '/', sample: null };
const TOGETHER = { is: 'together', journal, here: [NOOR, SAM] } as unknown as Situation;
const ALONE = { is: 'alone', journal, me: NOOR, partner: SAM } as unknown as Situation;

const first = questions.find(({ depth }) => depth === 'everyday');
let kept: string[] = [];

beforeEach(() => {
  kept = ['own'];
  core.answers = {
    own_content: () =>
      kept.map((id) => ({
        id,
        author: 'noor',
        own: { is: 'question', text: 'Where to?', depth: 'everyday' },
      })),
    erase_page: ({ id }) => {
      kept = kept.filter((own) => own !== id);
    },
    rested_questions: () => [first?.id],
    draw_question: () => first?.id,
  };
});

it('takes a question of one’s own out of Mine when it is put, so that it is not offered again', async () => {
  session.moveTo(ALONE);
  await show(ChooseQuestion, { author: 'noor', onput: () => undefined });
  expect(words('library-question')).toBe('Where to?');
  expect(words('choose-question')).toContain('it is no longer kept in Mine');
  await press('library-put');
  expect(asked('put_question')).toEqual([{ author: 'noor', text: 'Where to?', library: null }]);
  expect(asked('erase_page')).toEqual([{ id: 'own' }]);
  expect(words('library-question')).toBe(first?.text);
  expect(words('choose-question')).not.toContain('no longer kept');
  await press('library-put');
  expect(asked('erase_page'), 'nothing is kept of the library').toHaveLength(1);
});

it('keeps the question in Mine where it could not be put', async () => {
  session.moveTo(ALONE);
  core.answers.put_question = () => Promise.reject(new Error('full'));
  await show(ChooseQuestion, { author: 'noor', onput: () => undefined });
  await press('library-put');
  expect(asked('erase_page')).toEqual([]);
});

it('puts what was drawn there by no name', async () => {
  session.moveTo(TOGETHER);
  await show(DrawQuestion, { onput: () => undefined });
  await press('draw-one');
  expect(document.querySelectorAll('[data-test="draw-put"]')).toHaveLength(1);
  expect(words('draw')).not.toMatch(/noor|sam/);
  await press('draw-put');
  expect(['noor', 'sam']).toContain(asked('put_question')[0]?.author);
});

it('names whoever asks in their own words, and nobody for the library’s', async () => {
  session.moveTo(TOGETHER);
  const question = (id: string, library: string | null): TableQuestion => ({
    ...{ id, text: 'Why?', library, author: 'sam', mine: null, openable: false },
  });
  const table = [question('own', null), question('drawn', 'q-e-001')];
  await show(OnTheTable, { table, cameFrom: null, onapart: () => undefined });
  const rows = [...document.querySelectorAll('[data-test="table-question"]')];
  const asks = rows.map((row) => row.querySelector('.meta')?.textContent.includes('sam') ?? false);
  expect(asks).toEqual([true, false]);
});

it('asks for a kind word, and nothing more, of what is told in person', async () => {
  session.moveTo(TOGETHER);
  const box = { face: NOOR, other: SAM, kind: 'receive' as const, question: 'q', draft: null };
  const starters = () =>
    [...document.querySelectorAll('[data-test="starter"]')].map((one) => one.textContent.trim());
  await show(ReplyBox, { ...box, onreplied: () => undefined, onuncovered: () => undefined });
  expect(document.body.textContent).toContain('what reached you in sam’s answer?');
  expect(starters()).toContain('Tell me more about…');
  await show(ReplyBox, {
    ...box,
    inPerson: true,
    onreplied: () => undefined,
    onuncovered: () => undefined,
  });
  expect(document.body.textContent).toContain('a word to sam, who would rather tell you in person');
  expect(starters()).toEqual(['Thank you for…', 'A good time for me would be…']);
  expect(find('reply')).not.toBeNull();
});
