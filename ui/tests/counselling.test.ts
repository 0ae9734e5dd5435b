import { describe, expect, it } from 'vitest';
import { nextSession, whatWeTried } from '../src/features/counselling/sessions';
import { noWords } from '../src/features/practices/time/part';
import type { BegunPractice } from '../src/ipc/bindings/BegunPractice';
import type { Page } from '../src/ipc/bindings/Page';
import type { Part } from '../src/ipc/bindings/Part';

function part(step: string, turn: number, author: string, text = ''): Part {
  return { author, step, turn, words: { ...noWords(), text }, agreed: false };
}

const WALK = { ...part('practice', 1, 'noor', 'A walk'), agreed: true };
const AGREED = [WALK, part('practiceAgreed', 1, 'sam')];

function session(id: string, on: string, parts: Part[]): BegunPractice {
  return {
    id,
    on,
    page: { practice: 'session', about: 'The first hour', parts },
    next: [],
    iSealed: false,
  };
}

function kept(id: string, on: string, parts: Part[]): Page {
  return {
    head: { id, on },
    practice: { practice: 'session', about: 'Another hour', parts },
  } as unknown as Page;
}

describe('what we tried', () => {
  it('is what both agreed on, newest first, without the session one is in', () => {
    const looked = part('lookAgain', 1, 'sam', 'It helped.');
    const tried = whatWeTried(
      [
        session('now', '2026-03-09', AGREED),
        session('open', '2026-03-02', [...AGREED, looked]),
        session('not agreed', '2026-03-03', [part('practice', 1, 'noor')]),
      ],
      [kept('kept', '2026-03-05', AGREED)],
      'now',
    );
    expect(tried.map(({ of, open }) => [of, open])).toEqual([
      ['kept', false],
      ['open', true],
    ]);
    expect(tried[1]?.looked).toEqual([looked]);
  });

  it('is nothing while something newer is proposed', () => {
    const newer = part('practice', 2, 'sam', 'Tea');
    expect(whatWeTried([session('open', '2026-03-02', [...AGREED, newer])], [])).toEqual([]);
  });

  it('takes nothing from other practices', () => {
    const other = session('time', '2026-03-02', AGREED);
    expect(whatWeTried([{ ...other, page: { ...other.page, practice: 'openly' } }], [])).toEqual(
      [],
    );
  });
});

describe('the next session', () => {
  const dated = (turn: number, author: string, when: string): Part => ({
    author,
    step: 'nextDate',
    turn,
    words: { ...noWords(), when },
    agreed: false,
  });
  const NOW = '2026-03-10T09:00:00';

  it('is on the newest day that was said, by whomever', () => {
    const changed = session('a', '2026-03-02', [
      dated(1, 'noor', '2026-03-16T17:30:00'),
      dated(2, 'sam', '2026-03-17T17:30:00'),
    ]);
    const when = '2026-03-17T17:30:00';
    expect(nextSession([changed], null, NOW)).toEqual({ of: 'a', when, kept: false });
  });

  it('is the one that comes soonest, and none that is past', () => {
    const all = [
      session('past', '2026-03-02', [dated(1, 'noor', '2026-03-09T17:30:00')]),
      session('later', '2026-03-02', [dated(1, 'noor', '2026-04-09T17:30:00')]),
      session('soon', '2026-03-02', [dated(1, 'noor', '2026-03-11T17:30:00')]),
      session('no day', '2026-03-02', []),
    ];
    expect(nextSession(all, null, NOW)?.of).toBe('soon');
    expect(nextSession([], null, NOW)).toBeUndefined();
  });

  it('is known from the last session that is a page, until another says a day', () => {
    const page = kept('page', '2026-03-02', [dated(1, 'noor', '2026-03-16T17:30:00')]);
    const when = '2026-03-16T17:30:00';
    expect(nextSession([], page, NOW)).toEqual({ of: 'page', when, kept: true });
    const silent = session('silent', '2026-03-09', []);
    expect(nextSession([silent], page, NOW)?.of).toBe('page');
    const later = session('later', '2026-03-09', [dated(1, 'sam', '2026-03-23T17:30:00')]);
    expect(nextSession([later], page, NOW)?.of).toBe('later');
    expect(nextSession([], page, '2026-03-17T09:00:00')).toBeUndefined();
  });
});
