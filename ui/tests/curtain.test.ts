/** Behind a curtain: what was begun here, and after a passphrase what was written alone. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Next } from '../src/ipc/bindings/Next';
import type { Part } from '../src/ipc/bindings/Part';
import type { Practice } from '../src/ipc/bindings/Practice';
import type { Situation } from '../src/ipc/bindings/Situation';
import type { TableQuestion } from '../src/ipc/bindings/TableQuestion';
import Doing from '../src/features/practices/doing/Doing.svelte';
import InnerWorld from '../src/features/practices/inner/InnerWorld.svelte';
import { noWords } from '../src/features/practices/time/part';
import { stepGuide } from '../src/features/practices/doing/steps';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { dayOf } from '../src/words/dates';
import { core } from './core';
import { asked, find, press, settle, show, type, words } from './screen';

const face = (partner: string, label: string) => ({
  partner,
  label,
  colour: 'indigo',
  shape: 'leaf',
});
const TOGETHER = {
  is: 'together',
  journal: { name: 'ours', folder: '/', sample: null },
  here: [face('noor', 'Noor'), face('sam', 'Sam')],
} as unknown as Situation;

const QUESTION: TableQuestion = {
  id: 'q',
  text: 'What would you plant?',
  library: null,
  author: 'sam',
  mine: null,
  openable: false,
};

const all = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];

/** Whose passphrase was asked for. */
let uncovered: string[] = [];

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = () => undefined;
  uncovered = [];
  session.situation = TOGETHER;
  core.answers = {
    questions: () => [QUESTION],
    cover: ({ author }) => (uncovered.includes(author as string) ? 'uncovered' : 'covered'),
    uncover: ({ author, passphrase }) => {
      if (passphrase !== `${author as string}'s own`)
        throw { code: 'wrongPassphrase', detail: null };
      uncovered.push(author as string);
    },
    own_answer: () => ({ sealed: false, draft: null }),
    save_draft: () => ({ id: 'd', unkept: null }),
    seal_answer: () => QUESTION,
    saved_noticed: () => [],
  };
});

async function behind(place: number, button = 'for-one') {
  all(button)[place]?.click();
  await settle();
  await press('only-curtain-next');
}

describe('answering at the table', () => {
  beforeEach(async () => {
    router.go('innerWorld');
    await show(InnerWorld);
  });

  it('offers it to both alike, and asks the core for nothing of either before that', () => {
    const offered = all('for-one').map((button) => button.textContent?.trim());
    expect(offered).toEqual(['Only Noor: my answer', 'Only Sam: my answer']);
    expect(asked('own_answer')).toEqual([]);
    expect(find('table-open')).toBeNull();
  });

  it('goes to a question that was drawn, once it lies on the table', async () => {
    const put = { ...QUESTION, id: 'drawn', text: 'Drawn' };
    core.answers.draw_question = ({ library }) => (library as { id: string }[])[0]?.id;
    core.answers.put_question = () => put;
    await press('draw-one');
    core.answers.questions = () => [QUESTION, put];
    await press('draw-put');
    expect(document.activeElement?.textContent?.trim()).toBe('Drawn');
  });

  it('writes behind the curtain of whoever goes there, and seals in their name', async () => {
    await behind(1);
    expect(asked('own_answer')).toEqual([{ author: 'sam', question: 'q' }]);
    expect(find('table'), 'the table is gone meanwhile').toBeNull();
    await press('answer-in-person');
    await press('answer-seal');
    expect(asked('save_draft')[0]).toMatchObject({
      author: 'sam',
      body: { is: 'answer', question: 'q', inPerson: true },
    });
    expect(asked('seal_answer')).toEqual([{ author: 'sam', id: 'd' }]);
    expect(find('answer-sheet'), 'the keyboard goes back by itself').toBeNull();
    expect(all('for-one'), 'and the table is as it was').toHaveLength(2);
    expect(document.activeElement?.textContent?.trim(), 'at the question they came from').toBe(
      QUESTION.text,
    );
  });

  it('asks for no passphrase about what came about at this table', async () => {
    await behind(0);
    expect(asked('cover'), 'the core is asked about this question').toEqual([
      { author: 'noor', about: 'q' },
    ]);
    expect(find('uncover'), 'it was there before: something may have been written').not.toBeNull();
    await press('only-back');
    core.answers.cover = () => 'begunHere';
    await behind(0);
    expect(find('uncover')).toBeNull();
    expect(find('answer-sheet'), 'and the answer is written as ever').not.toBeNull();
  });

  it('keeps what is begun when the keyboard is handed back', async () => {
    await behind(0);
    await press('answer-in-person');
    await press('only-back');
    expect(asked('save_draft')).toHaveLength(1);
    expect(asked('seal_answer')).toEqual([]);
    expect(find('answer-sheet')).toBeNull();
  });

  it('says to its author that it is sealed, and offers to open when both are', async () => {
    core.answers.own_answer = () => ({ sealed: true, draft: null });
    await behind(0);
    expect(words('answer-sealed')).toContain('still only yours');
    expect(find('answer-seal')).toBeNull();
    core.answers.questions = () => [{ ...QUESTION, openable: true }];
    await press('only-back');
    expect(find('table-open')).not.toBeNull();
    expect(all('for-one')).toHaveLength(0);
  });
});

const next = (step: string, by: string): Next => ({ step, by, turn: 1, way: 'say', alone: false });

function begun(practice: Practice, parts: Part[], all: Next[]): BegunPractice {
  return {
    id: 'of',
    on: dayOf(new Date()),
    page: { practice, about: 'Sundays', parts },
    next: all,
    iSealed: false,
  };
}

const said = (author: string, step: string, choice: string | null = null): Part => ({
  author,
  step,
  turn: 1,
  words: { ...noWords(), text: 'Words.', choice },
  agreed: false,
});

async function doing(practice: BegunPractice) {
  core.answers.practice = () => practice;
  router.go('doing', { of: 'of' });
  await show(Doing);
}

describe('what was written alone', () => {
  beforeEach(() =>
    doing(
      begun(
        'sitDown',
        [],
        ['noor', 'sam'].map((by) => next('appreciations', by)),
      ),
    ),
  );

  it('is not even asked for before its writer opened it with their passphrase', async () => {
    await behind(0, 'give-saved');
    expect(find('uncover'), 'offered whether there is anything or not').not.toBeNull();
    expect(asked('saved_noticed')).toEqual([]);
    await press('uncover');
    await type('uncover-passphrase', "noor's own");
    await press('uncover-yes');
    expect(asked('saved_noticed')).toEqual([{ author: 'noor' }]);
    expect(find('uncover-dialog')).toBeNull();
    expect(find('uncover'), 'asked for once').toBeNull();
    expect(document.activeElement?.getAttribute('data-test')).toBe('uncovered');
  });

  it('stays covered after a wrong passphrase, which says so and can be tried again', async () => {
    await behind(0, 'give-saved');
    await press('uncover');
    await type('uncover-passphrase', "sam's own");
    await press('uncover-yes');
    expect(words('uncover-dialog')).toContain('That passphrase does not open Noor’s part.');
    expect(asked('saved_noticed')).toEqual([]);
    await press('uncover-no');
    expect(find('uncover')).not.toBeNull();
    await press('uncover');
    expect((find('uncover-passphrase') as HTMLInputElement).value, 'nothing of it is left').toBe(
      '',
    );
  });

  it('of one uncovers nothing of the other', async () => {
    uncovered = ['noor'];
    await behind(1, 'give-saved');
    expect(find('uncover')).not.toBeNull();
    expect(asked('saved_noticed')).toEqual([]);
  });
});

describe("the listener's large words", () => {
  const task = () => words('listener-task');

  it('are to say it back, and stand there once', async () => {
    await doing(begun('openly', [said('noor', 'said')], [next('heard', 'sam')]));
    const guide = stepGuide('openly', 'heard');
    expect(task()).toContain(guide);
    expect(document.body.textContent?.split(guide)).toHaveLength(2);
  });

  it('are to wait for the yes while it is asked whether it is that', async () => {
    const parts = [said('noor', 'said'), said('sam', 'heard')];
    await doing(begun('openly', parts, [next('saidBack', 'noor')]));
    expect(task()).toContain('Wait for Noor’s yes');
  });

  it('are to listen while somebody tells, and to write the heart of it once that is begun', async () => {
    await doing(begun('listen', [said('noor', 'wanted', 'listen')], [next('gist', 'sam')]));
    expect(task()).toContain(stepGuide('listen', 'listening'));
    await press('part-gist-open');
    const guide = stepGuide('listen', 'gist');
    expect(task()).toContain(guide);
    expect(document.body.textContent?.split(guide)).toHaveLength(2);
  });
});
