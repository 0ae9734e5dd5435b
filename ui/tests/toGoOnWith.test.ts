import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../src/ipc/bindings/Draft';
import type { DraftBody } from '../src/ipc/bindings/DraftBody';
import type { Words } from '../src/ipc/bindings/Words';
import {
  asPage,
  draftWords,
  goOnWith,
  goOnWithLeft,
  toGoOnWith,
} from '../src/features/today/drafts';
import { noWords } from '../src/features/practices/time/part';
import { whenInWords } from '../src/features/practices/time/words';
import { feelings } from '../src/state/content';
import { router } from '../src/state/router.svelte';

const FELT = feelings[0]?.words[0] ?? { id: '', text: '' };

function draft(id: string, at: string, body: DraftBody): Draft {
  return { id, author: 'noor', at: `2026-03-0${at}T20:00:00Z`, body };
}

function step(of: string, name: string, words: Partial<Words>): DraftBody {
  return { is: 'part', of, step: name, turn: 0, words: { ...noWords(), ...words } };
}

function page(text: string): DraftBody {
  return { is: 'page', page: null, space: 'mine', on: '2026-03-04', text, tags: [] };
}

const answer: DraftBody = { is: 'answer', question: 'q', text: 'North.', inPerson: false };
const FREED = draft('freed', '9', page('freed'));

const calls = {
  drafts: vi.fn(),
  page: vi.fn(),
  practices: vi.fn(),
  questions: vi.fn(),
  freeDrafts: vi.fn(),
  freeLeft: vi.fn(),
};

beforeEach(() => {
  for (const call of Object.values(calls)) call.mockReset().mockResolvedValue([]);
  calls.freeDrafts.mockResolvedValue(FREED);
  calls.freeLeft.mockResolvedValue(FREED);
  router.go('today');
});

describe('what one goes on with', () => {
  it('is the newest first, and everything begun of one practice in one line', () => {
    const all = [
      draft('page', '1', page('Half a page')),
      draft('camera', '2', step('talk', 'camera', { text: 'The door.' })),
      draft('felt', '5', step('talk', 'felt', { text: 'Flat.' })),
      draft('need', '3', step('talk', 'need', { text: 'Quiet.' })),
      draft('other', '4', step('view', 'happened', { text: 'Rain.' })),
      draft('answer', '6', answer),
    ];
    expect(toGoOnWith(all).map(({ id }) => id)).toEqual(['answer', 'felt', 'other', 'page']);
  });

  it('says the first words of a page, an answer, or what is said to the other', () => {
    expect(draftWords(page('**Half** a page'))).toBe('Half a page');
    expect(draftWords(answer)).toBe('North.');
    expect(draftWords(step('sit', 'wish', { text: 'A walk.' }))).toBe('A walk.');
    expect(draftWords(page(' '))).toBe('No words yet');
  });

  it('goes by its name alone where it is written about the two of them, for oneself', () => {
    const alone = (practice: 'witness' | 'checkIn', about = ''): DraftBody => ({
      is: 'alone',
      practice,
      about,
      parts: [['raising', { ...noWords(), choice: 'raising-unsafe' }]],
    });
    expect(draftWords(alone('witness', 'The plate.'))).toBe('A kind witness');
    expect(draftWords(alone('checkIn')), 'also with a choice and not a word').toBe('Check-in');
    const felt = step('talk', 'felt', { feelings: [FELT.id], text: 'Flat, too.' });
    expect(draftWords(felt)).toBe('What I felt');
    const softer = step('view', 'softer', { text: 'Shy.' });
    expect(draftWords(softer)).toBe('The quieter feeling under it');
    expect(draftWords(step('them', 'impression', { text: 'Cold.' }))).toBe('My impression');
  });
});

describe('words that have no place any more', () => {
  const notes = [
    draft('camera', '2', step('talk', 'camera', { text: 'The door.' })),
    draft('felt', '5', step('talk', 'felt', { feelings: [FELT.id], text: 'Flat, too.' })),
  ];

  it('become one page, each step under its name and with what was chosen in it', () => {
    const text = asPage(notes.map(({ body }) => body));
    expect(text).toContain('camera');
    expect(text).toContain(`${FELT.text}\n\nFlat, too.`);
    expect(asPage([step('talk', 'felt', { feelings: [FELT.id] })])).toBe(FELT.text);
  });

  it('are what was chosen and agreed on too, where there is not a word beside it', () => {
    const yes = step('talk', 'understood', { choice: 'yes' });
    expect(draftWords(yes)).toBe('Yes, that is it');
    expect(asPage([yes])).toBe('Yes, that is it');
    const when = '2026-03-12T18:30:00';
    const next = step('hour', 'nextDate', { when });
    expect(asPage([yes, next])).toContain(whenInWords(when));
    expect(asPage([step('outing', 'after', { choice: 'littleNew' })])).toBe('A little new');
  });

  it('are all of a practice that is over, and none of another', async () => {
    calls.drafts.mockResolvedValue([...notes, draft('x', '1', step('other', 'camera', {}))]);
    await goOnWith(notes[0] ?? FREED, calls);
    expect(calls.freeDrafts).toHaveBeenCalledWith(
      ['camera', 'felt'],
      asPage(notes.map(({ body }) => body)),
    );
    expect(router.place).toBe('write');
  });

  it('are an answer to a question that is off the table, and no other', async () => {
    calls.questions.mockResolvedValue([{ id: 'q' }]);
    await goOnWith(draft('a', '1', answer), calls);
    expect(calls.freeDrafts).not.toHaveBeenCalled();
    expect(router.params('innerWorld').answering).toBe('q');
    calls.questions.mockResolvedValue([]);
    await goOnWith(draft('a', '1', answer), calls);
    expect(calls.freeDrafts).toHaveBeenCalledWith(['a'], 'North.');
    expect(router.params('write').draft).toBe(FREED);
  });

  it('are a reply to answers that are there no more, and no other', async () => {
    const reply = draft('r', '1', { is: 'reply', question: 'q', text: 'I heard that.' });
    calls.page.mockResolvedValue({ head: { kind: 'innerWorld' } });
    await goOnWith(reply, calls);
    expect(router.params('opened').page).toBe('q');
    calls.page.mockRejectedValue({ code: 'damaged' });
    await goOnWith(reply, calls);
    expect(calls.freeDrafts, 'what is damaged may be whole in a backup').not.toHaveBeenCalled();
    calls.page.mockResolvedValue({ head: { kind: 'page', takenBack: true } });
    await goOnWith(reply, calls);
    calls.page.mockRejectedValue({ code: 'noSuchPage' });
    await goOnWith(reply, calls);
    expect(calls.freeDrafts).toHaveBeenCalledTimes(2);
    expect(calls.freeDrafts).toHaveBeenCalledWith(['r'], 'I heard that.');
    expect(router.params('write').draft).toBe(FREED);
  });

  it('are what was sealed and never opened', async () => {
    await goOnWithLeft(
      { of: 'view', bodies: [step('view', 'softer', { text: 'Shy.' })], said: false },
      calls,
    );
    expect(calls.freeLeft).toHaveBeenCalledWith('view', 'Shy.');
    expect(router.params('write').draft).toBe(FREED);
  });
});
