/** The screen of a summary, with a core that remembers what it was asked for. */

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Next } from '../src/ipc/bindings/Next';
import type { Situation } from '../src/ipc/bindings/Situation';
import type { Summary } from '../src/ipc/bindings/Summary';
import type { SummaryLine } from '../src/ipc/bindings/SummaryLine';
import type { Section } from '../src/ipc/bindings/Section';
import { session } from '../src/state/session.svelte';
import { router } from '../src/state/router.svelte';
import Counselling from '../src/features/counselling/Counselling.svelte';
import { core } from './core';
import { NOOR, SAM } from './made';

const JOURNAL = { name: 'ours', folder: '/', sample: null };

const ALONE = { is: 'alone', journal: JOURNAL, me: NOOR, partner: SAM } as unknown as Situation;
const BY_HERSELF = { ...ALONE, partner: null } as unknown as Situation;
const TOGETHER = {
  is: 'together',
  journal: JOURNAL,
  here: [NOOR, SAM],
} as unknown as Situation;

function line(section: Section, author: string | null, text = ''): SummaryLine {
  return { section, author, text, step: section, budget: 40 };
}

const say = (step: string, by: string): Next => ({ step, turn: 1, by, way: 'say', alone: true });

function summary(change: Partial<Summary> = {}): Summary {
  return {
    id: 's',
    made: '2026-03-04',
    frame: { form: 'running', paper: 'a4', language: 'en', from: '2026-02-01', to: '2026-03-04' },
    names: ['noor', 'sam'],
    lines: [
      line('wentWell', 'noor'),
      line('wentWell', 'sam'),
      line('tried', 'sam', 'Half an hour on Sunday.'),
      line('tried', 'noor'),
      line('loop', null),
    ],
    agreements: [],
    proposed: [],
    approvals: [
      { partner: 'noor', state: 'none', at: null },
      { partner: 'sam', state: 'changed', at: '2026-03-04T20:00:00Z' },
    ],
    approved: false,
    next: [
      ...['wentWell', 'tried', 'loop'].flatMap((step) => [say(step, 'noor'), say(step, 'sam')]),
    ],
    agreedPractice: 'A walk on Sunday',
    finished: false,
    ...change,
  };
}

let stop: () => void = () => undefined;

const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const asked = (command: string) =>
  core.asked.filter(([name]) => name === command).map(([, args]) => args);

/** Long enough for the pages to be set. */
async function settle(ms = 150) {
  flushSync();
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

async function show(situation: Situation, now: Summary | Summary[]) {
  core.answers = {
    summaries: () => [now].flat(),
    proposable_pages: () => [],
    printable_pages: () => [],
    summary_preview: () => ({
      images: ['page-0'],
      lines: [{ role: 'title', text: 'For our session' }],
      missing: [],
      tooLong: [],
      width: 595,
      height: 842,
    }),
    save_draft: () => ({ id: 'draft', unkept: null }),
    say_part: () => ({}),
    step_draft: () => null,
  };
  session.situation = situation;
  const screen = mount(Counselling, { target: document.body });
  stop = () => {
    stop = () => undefined;
    void unmount(screen);
  };
  await settle();
}

async function type(test: string, text: string) {
  const field = find(test) as HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

async function choose(test: string, at: number) {
  const list = find(test) as HTMLSelectElement;
  list.selectedIndex = at;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

async function press(test: string) {
  const button = find(test);
  expect(button, `${test} is there`).not.toBeNull();
  button?.click();
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  core.asked.length = 0;
  router.go('counselling');
});

afterEach(async () => {
  stop();
  await settle();
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe('preparing a summary alone', () => {
  it('shows of the other only what they have shared, and nothing in its place', async () => {
    await show(ALONE, summary());
    expect(find('section-tried')?.textContent).toContain('Half an hour on Sunday.');
    const open = find('section-wentWell')?.textContent ?? '';
    expect(open, 'whether Sam has written shows in nothing').not.toContain('Sam');
    expect(asked('step_draft').every(({ author }) => author === 'noor')).toBe(true);
    expect(asked('part_drafts')).toEqual([]);
  });

  it('puts what is being written on the preview, and says that it is not shared', async () => {
    await show(ALONE, summary());
    await type('line-wentWell', 'The allotment.');
    expect(asked('summary_preview').at(-1)).toEqual({
      of: 's',
      typed: [{ section: 'wentWell', author: 'noor', text: 'The allotment.' }],
    });
    expect(find('summary-state')?.textContent).toContain('Not shared yet');
    expect(find('summary-save')?.getAttribute('aria-disabled')).toBe('true');
    expect(find('approve-0')?.getAttribute('aria-disabled')).toBe('true');
    await press('summary-save');
    expect(asked('paper_save_pdf')).toEqual([]);
  });

  it('shares a line as the one who wrote it', async () => {
    await show(ALONE, summary());
    await type('line-wentWell', 'The allotment.');
    await press('line-wentWell-share');
    expect(asked('say_part')).toEqual([{ author: 'noor', draft: 'draft' }]);
  });

  it('keeps the last words when one goes elsewhere', async () => {
    await show(ALONE, summary({ next: [{ ...say('wentWell', 'noor'), turn: 4 }] }));
    await type('line-wentWell', 'The allotment.');
    expect(asked('save_draft'), 'it rests a moment first').toEqual([]);
    router.go('today');
    stop();
    await settle();
    expect(asked('save_draft')).toMatchObject([
      { author: 'noor', body: { of: 's', step: 'wentWell', turn: 4 } },
    ]);
    expect(asked('say_part')).toEqual([]);
  });

  it('keeps what stands in a field when the summary is read anew', async () => {
    await show(ALONE, summary());
    await type('line-wentWell', 'The allot');
    core.answers.summaries = () => [
      summary({ lines: summary().lines.map((one) => ({ ...one, text: one.text || 'x' })) }),
    ];
    session.changes += 1;
    await settle();
    expect((find('line-wentWell') as HTMLTextAreaElement).value).toBe('The allot');
    expect(find('section-wentWell')?.textContent, 'what Sam shared meanwhile').toContain('Sam');
  });

  it('says of the room only when there is little', async () => {
    await show(ALONE, summary());
    await type('line-wentWell', 'Tea');
    expect(find('line-wentWell-room')?.textContent.trim()).toBe('');
    await type('line-wentWell', 'a'.repeat(40));
    expect(find('line-wentWell-room')?.textContent).toContain('About as much as fits');
    await type('line-wentWell', 'a'.repeat(41));
    expect(find('line-wentWell-room')?.textContent).toContain('Longer than fits');
    expect(find('line-wentWell-room')?.textContent, 'never a counter').not.toMatch(/\d/);
  });

  it('begins what was tried with what both agreed on, as one’s own words', async () => {
    await show(ALONE, summary());
    await press('line-tried-begin');
    expect((find('line-tried') as HTMLTextAreaElement).value).toBe('A walk on Sunday');
    expect(asked('say_part'), 'nothing is shared by it').toEqual([]);
  });

  it('approves with the passphrase asked again, and only for oneself', async () => {
    await show(ALONE, summary());
    expect(find('approve-1'), 'nobody approves for another').toBeNull();
    await press('approve-0');
    const field = find('approve-passphrase') as HTMLInputElement;
    field.value = 'five words';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    find('approve-yes')?.closest('dialog')?.querySelector('form')?.requestSubmit();
    await settle();
    expect(asked('approve_summary')).toEqual([
      { author: 'noor', of: 's', passphrase: 'five words' },
    ]);
  });

  it('keeps the dialog and the pages when the passphrase was wrong', async () => {
    await show(ALONE, summary());
    core.answers.approve_summary = () => Promise.reject({ code: 'wrongPassphrase', detail: null });
    const before = asked('summary_preview').length;
    await press('approve-0');
    const field = find('approve-passphrase') as HTMLInputElement;
    field.value = 'wrong';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    find('approve-yes')?.closest('dialog')?.querySelector('form')?.requestSubmit();
    await settle();
    expect(find('failure-wrongPassphrase')).not.toBeNull();
    expect(find('approve-dialog')).not.toBeNull();
    expect(asked('summary_preview'), 'the pages that are approved stay').toHaveLength(before);
  });

  it('says that a change cleared an approval, and nothing of when', async () => {
    await show(ALONE, summary());
    expect(find('approval-1')?.textContent).toContain('Changed since Sam approved');
    expect(find('summary-approvals')?.textContent).not.toMatch(/20:00|March/);
  });

  it('names the lines that are too long, and leads to one’s own only', async () => {
    await show(ALONE, summary());
    core.answers.summary_preview = () => ({
      images: ['page-0', 'page-1'],
      lines: [],
      missing: [],
      tooLong: [2, 3],
      width: 595,
      height: 842,
    });
    await type('line-tried', 'a'.repeat(90));
    const lines = [...(find('summary-too-long')?.querySelectorAll('li') ?? [])];
    expect(lines.map((one) => one.textContent.trim())).toEqual([
      'What we tried, and what got in the way: Sam',
      'What we tried, and what got in the way: Noor',
    ]);
    expect(lines.map((one) => one.querySelector('button') !== null)).toEqual([false, true]);
    lines[1]?.querySelector('button')?.click();
    expect(document.activeElement).toBe(find('line-tried'));
  });

  it('proposes a line of both, and agrees to the other’s', async () => {
    await show(ALONE, summary());
    await type('line-loop', 'The more …');
    expect(asked('summary_preview').at(-1), 'it prints only when both agree').toEqual({
      of: 's',
      typed: [],
    });
    await press('line-loop-propose');
    expect(asked('say_part')).toHaveLength(1);
    stop();
    const agreements = [
      { section: 'loop' as const, text: 'The less …', by: 'sam', turn: 2, agreed: false },
    ];
    const agree: Next = { step: 'loopAgreed', turn: 2, by: 'noor', way: 'agree', alone: true };
    await show(ALONE, summary({ agreements, next: [agree, say('loop', 'noor')] }));
    await press('line-loop-agree');
    expect(asked('save_draft').at(-1)).toMatchObject({
      author: 'noor',
      body: { step: 'loopAgreed', turn: 2 },
    });
  });
});

describe('copying from Mine', () => {
  it('puts marked words into a line of one’s own as a draft, and shares nothing', async () => {
    await show(ALONE, summary());
    core.answers.printable_pages = () => [
      { id: 'p', kind: 'page', practice: null, on: '2026-03-01', excerpt: 'Tea', first: null },
    ];
    core.answers.page = () => ({
      head: { on: '2026-03-01' },
      text: 'Tea at four. And a **walk**.',
      noticed: null,
      question: null,
      answers: [],
      practice: null,
    });
    await press('copy-begin');
    expect(find('copy-remember')?.textContent).toContain('no secrets');
    expect(asked('printable_pages')).toEqual([
      { space: 'mine', from: '2026-02-01', to: '2026-03-04' },
    ]);
    await choose('copy-page', 1);
    const words = find('copy-words') as HTMLTextAreaElement;
    expect(words.value).toBe('Tea at four. And a walk.');
    words.setSelectionRange(0, 12);
    words.dispatchEvent(new Event('select'));
    await choose('copy-into', 1);
    await press('copy-yes');
    expect((find('line-wentWell') as HTMLTextAreaElement).value).toBe('Tea at four.');
    expect(find('copy-dialog')).toBeNull();
    await settle(3_000);
    expect(asked('save_draft'), 'it is kept as a draft').toHaveLength(1);
    expect(asked('say_part')).toEqual([]);
  });
});

describe('notes by one', () => {
  it('ask for no approval while nobody has joined', async () => {
    const lines = [line('wentWell', 'noor'), line('loop', 'noor')];
    const mine = summary({ names: ['noor'], approvals: [], lines });
    await show(BY_HERSELF, mine);
    expect(find('summary-approvals')).toBeNull();
    expect(find('line-loop-propose'), 'a line of one needs nobody to agree').toBeNull();
    expect(find('line-loop')).not.toBeNull();
    expect(find('summary-marked')?.textContent).toContain('Notes by one of us');
  });
});

describe('preparing a summary together', () => {
  it('opens each line only when its writer asks, and says whose it is', async () => {
    await show(TOGETHER, summary());
    expect(document.querySelectorAll('textarea')).toHaveLength(0);
    expect(asked('step_draft'), 'private drafts are not even asked for').toEqual([]);
    find('section-wentWell')?.querySelector<HTMLElement>('[data-partner=sam] button')?.click();
    await settle();
    const label = document.querySelector('[data-partner=sam] label')?.textContent;
    expect(label).toContain('Sam');
  });

  it('goes on behind the curtain with what was begun alone', async () => {
    await show(TOGETHER, summary());
    core.answers.step_draft = () => ({
      id: 'd',
      author: 'sam',
      at: '2026-03-04T20:00:00Z',
      body: { is: 'part', of: 's', step: 'wentWell', turn: 1, words: { text: 'A secret' } },
    });
    find('section-wentWell')?.querySelector<HTMLElement>('[data-partner=sam] button')?.click();
    await settle();
    expect(find('only-curtain')).not.toBeNull();
    expect(document.body.textContent).not.toContain('A secret');
    expect(find('summary-view'), 'the page beside is gone meanwhile').toBeNull();
  });

  it('offers nothing of Mine', async () => {
    await show(TOGETHER, summary());
    expect(find('copy-begin')).toBeNull();
    expect(asked('printable_pages')).toEqual([]);
  });

  it('opens what both have written when both press', async () => {
    await show(TOGETHER, summary());
    for (const button of document.querySelectorAll<HTMLElement>('[data-test=press]'))
      button.click();
    await settle(2_000);
    expect(asked('open_lines')).toEqual([{ of: 's', pressed: ['noor', 'sam'] }]);
  });

  it('says that lines were opened, puts the panel away, and goes to the first of them', async () => {
    await show(TOGETHER, summary());
    const panel = find('open-lines-begin')?.closest('details');
    find('open-lines-begin')?.click();
    await settle();
    expect(panel?.open).toBe(true);
    const opened = summary().lines.map((one, at) =>
      at === 1 ? { ...one, text: 'The ferry.' } : one,
    );
    core.answers.summaries = () => [summary({ lines: opened })];
    for (const button of document.querySelectorAll<HTMLElement>('[data-test=press]'))
      button.click();
    await settle(2_000);
    expect(panel?.open).toBe(false);
    expect(find('lines-opened')?.textContent).toContain('Opened');
    expect(document.activeElement?.id, 'where the first opened line is').toBe(
      'line-wentWell-title',
    );
  });

  it('lets each approve', async () => {
    await show(TOGETHER, summary());
    expect(find('approve-0')?.getAttribute('aria-disabled')).toBeNull();
    expect(find('approve-1')?.getAttribute('aria-label')).toContain('Sam');
  });
});

describe('beginning', () => {
  it('suggests the form of a first session when there was none before', async () => {
    await show(ALONE, []);
    expect((find('summary-form-first') as HTMLInputElement).checked).toBe(true);
    core.answers.begin_summary = () => summary();
    await press('summary-begin');
    expect(asked('begin_summary')[0]).toMatchObject({ author: 'noor', frame: { form: 'first' } });
  });

  it('lists those before, and opens one to be read only', async () => {
    await show(ALONE, summary({ finished: true, next: [] }));
    expect((find('summary-form-running') as HTMLInputElement).checked).toBe(true);
    await press('summary-open');
    expect(find('summary-finished-build')).not.toBeNull();
    expect(document.querySelectorAll('textarea')).toHaveLength(0);
  });

  it('lets a page that is finished still be approved, by whoever has not', async () => {
    const approvals: Summary['approvals'] = [
      { partner: 'noor', state: 'none', at: null },
      { partner: 'sam', state: 'holds', at: '2026-03-04T20:00:00Z' },
    ];
    await show(ALONE, summary({ finished: true, next: [], approvals }));
    await press('summary-open');
    expect(find('approve-1'), 'Sam has').toBeNull();
    await press('approve-0');
    const field = find('approve-passphrase') as HTMLInputElement;
    field.value = 'noor swims';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    core.answers.approve_summary = () => summary({ finished: true });
    await press('approve-yes');
    expect(asked('approve_summary')).toEqual([
      { author: 'noor', of: 's', passphrase: 'noor swims' },
    ]);
  });
});
