import { describe, expect, it } from 'vitest';
import { isDue, restedBy } from '../src/features/practices/inner/stillTrue';
import type { Page } from '../src/ipc/bindings/Page';
import { openedPage } from './made';

function opened(at: string, replied: string[] = []): Page {
  const kind = 'comment' as const;
  const replies = replied.map((at) => ({ author: 'noor', kind, text: 'x', at }));
  return openedPage({ on: at.slice(0, 10), at }, { replies });
}

const now = new Date(2026, 10, 23, 22, 0);

describe('still true?', () => {
  it('is asked once six months have passed since the opening', () => {
    expect(isDue(opened('2026-05-23T21:00:00+01:00'), now), 'to the day').toBe(true);
    expect(isDue(opened('2026-05-24T21:00:00+01:00'), now), 'a day too early').toBe(false);
  });

  it('waits for another six months after anybody said something', () => {
    const old = '2025-01-01T21:00:00+01:00';
    expect(isDue(opened(old, ['2026-06-01T21:00:00+01:00']), now), 'said in June').toBe(false);
    expect(isDue(opened(old, ['2026-01-01T21:00:00+01:00']), now), 'said in January').toBe(true);
  });

  it('is not asked of answers that are not opened', () => {
    const sealed = { ...opened('2025-01-01T21:00:00+01:00'), answers: [] };
    expect(isDue(sealed, now), 'nothing to ask of').toBe(false);
  });

  it('reckons in months across the turn of a year', () => {
    expect(restedBy(new Date(2027, 1, 10)), 'February to August').toBe('2026-08-10');
  });
});
