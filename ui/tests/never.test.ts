/** What Duologue never says and never asks the core for: the "Never" of its makers, held to. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

function read(folder: string, ending: string): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path, text: readFileSync(join(root, folder, path), 'utf8') }));
}

/** Every message with its words, apart from its comments. */
const messages = read('locales/en', '.ftl').flatMap(({ text }) =>
  new FluentResource(text).body.map((entry) => ({
    id: entry.id,
    says: JSON.stringify([entry.value, entry.attributes]).toLowerCase(),
  })),
);

/** Each with what it would make of two people. */
const NEVER_SAID: [RegExp, string][] = [
  [/\b(score|points?|rank|rating|average|level up|badge|streak|in a row|quota)\b/, 'a contest'],
  [/\b(better|worse|more|less) than (your|the) (partner|other)\b/, 'a comparison'],
  [/\b(has|have|had)(n.t| not) (answered|written|replied|sealed)( yet)?\b/, 'a debt'],
  [/\b(waiting for|first to|before you did|reminder|overdue|missed|fallen behind)\b/, 'a debt'],
  [/\b(symptom|disorder|syndrome|attachment style|narciss|toxic|red flag|at risk)\b/, 'a label'],
  [/\b(predict|likely to (stay|leave|last)|will (improve|save|fix) (your|the))\b/, 'a promise'],
  [/\byou (should|must|need to|have to) (forgive|stay|leave|answer|share|open up)\b/, 'an urging'],
];
/** What belongs to the paper or the file and not to two people. */
const OF_THINGS = ['paper-', 'failure-', 'unlock-', 'backup-', 'restore-'];

/** What the core might tell the window of a partner, were it asked to. */
const NEVER_CROSSES =
  /\b(score|streak|rank|count|average|sealedAt|sealedBy|answeredAt|partnerSealed|theirCount|lastSeen|lastActive|writtenBy)\b\??:/i;

describe('never', () => {
  it('says anything that counts, compares, labels, promises or urges', () => {
    const said = messages
      .filter(({ id }) => !OF_THINGS.some((prefix) => id.startsWith(prefix)))
      .flatMap(({ id, says }) =>
        NEVER_SAID.filter(([words]) => words.test(says)).map(([, makes]) => `${id}: ${makes}`),
      );
    expect(said).toEqual([]);
  });

  it('asks the core for a number or a time of what the other did', () => {
    const shapes = read('src/ipc/bindings', '.ts').filter(({ text }) => NEVER_CROSSES.test(text));
    expect(shapes.map(({ path }) => path)).toEqual([]);
  });

  it('asks for anything of a summary that the other has not shared', () => {
    const told =
      /\b(draftedAt|draftOf|hasDraft|unsharedBy|typing|begunBy|changedBy|sharedAt)\b\??:/i;
    const shapes = read('src/ipc/bindings', '.ts').filter(({ text }) => told.test(text));
    expect(shapes.map(({ path }) => path)).toEqual([]);
    // Drafts are asked for by whoever is here, in one place, and never all of somebody's.
    const folder = 'src/features/counselling';
    const screens = [...read(folder, '.ts'), ...read(folder, '.svelte')];
    const asking = screens.filter(({ text }) => /\b(partDrafts|stepDraft|drafts)\(/.test(text));
    expect(asking.map(({ path }) => path)).toEqual(['summary/OwnLineOf.svelte']);
  });

  it('says when somebody approved, or who was first', () => {
    const approvals = read('src/features/counselling', '.svelte').filter(({ text }) =>
      /\bapproval\.at\b|\{ ?at ?\}: Approval/.test(text),
    );
    expect(approvals.map(({ path }) => path)).toEqual([]);
    const said = messages.filter(({ id }) => /^(approv|summary-)/.test(id));
    const when = /"name":"(at|moment|time|date)"|\b(first approved|approved first|still waits?)\b/;
    expect(said.filter(({ says }) => when.test(says)).map(({ id }) => id)).toEqual([]);
  });

  it('counts letters before somebody’s eyes', () => {
    const lines = messages.filter(({ id }) => id.startsWith('line-'));
    expect(lines.filter(({ says }) => /\b(characters|letters left|\d)/.test(says))).toEqual([]);
  });

  it('shows anything of Mine while both are here', () => {
    const asking = read('src/features', '.svelte').filter(({ text }) =>
      /printablePages\(/.test(text),
    );
    expect(
      asking.map(({ path }) => path),
      'Notes asks through its state, whose space is Ours then',
    ).toEqual(['counselling/summary/CopyFromMine.svelte']);
  });

  it('sends anything anywhere', () => {
    const senders =
      /(?<![.#\w])(fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)/;
    const found = [...read('src', '.ts'), ...read('src', '.svelte')].filter(({ text }) =>
      senders.test(text),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('keeps anything in the window’s own storage', () => {
    const keepers = /\b(localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open)\b/;
    const found = [...read('src', '.ts'), ...read('src', '.svelte')].filter(({ text }) =>
      keepers.test(text),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('sounds an alarm', () => {
    const alarms = /new (Audio|AudioContext|Notification)\b|<audio\b|navigator\.vibrate/;
    const found = [...read('src', '.ts'), ...read('src', '.svelte')].filter(({ text }) =>
      alarms.test(text),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});
