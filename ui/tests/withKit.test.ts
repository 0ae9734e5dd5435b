/** Coming in with a recovery kit, from a locked journal. */

import { beforeEach, describe, expect, it } from 'vitest';
import { session } from '../src/state/session.svelte';
import App from '../src/App.svelte';
import { core } from './core';
import { NOOR, SAM } from './made';
import { asked, find, press, show, type, words } from './screen';

const JOURNAL = { name: 'Ours', folder: '/home', sample: null };
const LOCKED = { is: 'locked', journal: JOURNAL, faces: [NOOR, SAM], unkept: false };
const ALONE = { is: 'alone', journal: JOURNAL, me: NOOR, partner: SAM, notices: [] };
const ONLY_OURS = {
  is: 'onlyOurs',
  journal: JOURNAL,
  me: NOOR,
  partner: SAM,
  confirmed: false,
  notices: [],
};
// jsdom does not scroll.
Element.prototype.scrollTo = () => undefined;

beforeEach(async () => {
  core.answers = {
    settings: () => ({ theme: 'system', textSize: 100, idleMinutes: 5 }),
    situation: () => LOCKED,
    suggest_passphrase: () => 'pebble sandal orchard kettle finch',
    passphrase_strength: () => ({ level: 4, enough: true }),
    timeline: () => ({ heads: [], next: null, tags: [] }),
    written_days: () => [],
    recover: () => ALONE,
  };
  session.situation = null;
  await show(App);
  await press('unlock-forgotten');
});

async function tries(answer: object) {
  core.answers.try_kit = () => answer;
  await type('with-kit-words', '1. orchard 2. copper');
  await press('with-kit-go');
}

describe('whoever has forgotten their passphrase', () => {
  it.each([
    [{ is: 'count', words: 11 }, 'There are 11 words here'],
    [{ is: 'unknown', place: 4 }, 'Word 4 is none'],
    [{ is: 'checksum' }, 'not all together'],
    [{ is: 'other' }, 'another kit'],
    [{ is: 'noKit' }, 'no recovery kit of Noor’s'],
  ])('is told what is wrong with the words: %o', async (answer, said) => {
    await tries(answer);
    expect(words('with-kit')).toContain(said);
    const field = find('with-kit-words') as HTMLTextAreaElement;
    expect(field.value, 'what was typed stays, to be mended').toContain('orchard');
  });

  it('is asked for words of the one they say they are', async () => {
    await press('with-kit-go');
    expect(asked('try_kit'), 'no words, nothing to try').toEqual([]);
    await press('with-kit-who-sam');
    await tries({ is: 'other' });
    expect(asked('try_kit')).toEqual([{ partner: 'sam', words: '1. orchard 2. copper' }]);
    await press('with-kit-who-noor');
    expect((find('with-kit-words') as HTMLTextAreaElement).value, 'of nobody else').toBe('');
  });

  it('chooses a new passphrase before anything is shown', async () => {
    await tries({ is: 'allOfMine' });
    expect(find('with-kit-words'), 'the words are let go of').toBeNull();
    expect(find('rail'), 'nothing opens yet').toBeNull();
    await press('anew-next');
    expect(asked('recover'), 'not before it is typed twice').toEqual([]);
    await type('passphrase-again', 'pebble sandal orchard kettle finch');
    await press('anew-next');
    expect(asked('recover')).toEqual([{ passphrase: 'pebble sandal orchard kettle finch' }]);
    expect(find('rail')).not.toBeNull();
  });

  it('goes back from there, and what the words opened is closed again', async () => {
    await tries({ is: 'allOfMine' });
    await press('anew-back');
    expect(asked('drop_kit'), 'nobody who comes by chooses a passphrase').toHaveLength(1);
    expect(find('unlock-form')).not.toBeNull();
  });

  it('reads Ours with a kit for only Ours, and is offered nothing to write', async () => {
    core.answers.situation = () => ONLY_OURS;
    await tries({ is: 'onlyOurs' });
    expect(words('only-ours')).toContain('Nothing can be written');
    expect(words('only-ours-unconfirmed')).toContain('Sam');
    expect(asked('timeline').length, 'Ours is listed').toBeGreaterThan(0);
    for (const writing of ['rail', 'write-new', 'filter-space-mine'])
      expect(find(writing), `${writing} is not for a reader`).toBeNull();
    await press('only-ours-lock');
    expect(asked('lock')).toHaveLength(1);
  });
});
