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
  needsPartner: false,
  notices: [],
};
const UNFINISHED = [{ is: 'keysUnfinished', since: '2026-11-02T21:00:00+01:00' }];
const throwing = (code: string) => () => {
  throw { code, detail: null };
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

describe('whoever goes on with a kit for only Ours', () => {
  const NEXT = 'pebble sandal orchard kettle finch';

  async function offered(needsPartner: boolean, answer: object) {
    core.answers.situation = () => ({ ...ONLY_OURS, needsPartner });
    core.answers.go_on_with_kit = () => answer;
    await tries({ is: 'onlyOurs' });
    await press('only-ours-go-on');
  }

  async function fills() {
    await type('go-on-words', 'orchard copper');
    await type('passphrase-again', NEXT);
  }

  it('is told what happens before anything is asked', async () => {
    await offered(false, { is: 'wentOn', situation: ALONE });
    expect(words('go-on-mine'), 'what is lost').toContain('cannot be opened with this kit');
    expect(words('go-on-first'), 'what would be better').toContain('find your passphrase');
    expect(words('go-on'), 'whom it touches').toContain('Sam is told');
    expect(find('go-on-beside'), 'Sam is not needed').toBeNull();
    await press('go-on-next');
    expect(asked('go_on_with_kit'), 'the words are asked for once more').toEqual([]);
  });

  it('sits at the journal then, where the rest is encrypted anew', async () => {
    await offered(false, { is: 'wentOn', situation: { ...ALONE, notices: UNFINISHED } });
    await fills();
    await press('go-on-next');
    expect(asked('go_on_with_kit')).toEqual([
      { words: 'orchard copper', passphrase: NEXT, beside: null },
    ]);
    expect(find('new-keys-unfinished'), 'what comes next is in front').not.toBeNull();
  });

  it('is told what is wrong with the words, and that another kit would be better', async () => {
    await offered(false, { is: 'refused', why: { is: 'allOfMine' } });
    await fills();
    await press('go-on-next');
    expect(words('go-on')).toContain('your kit for everything');
    core.answers.go_on_with_kit = () => ({ is: 'refused', why: { is: 'other' } });
    await press('go-on-next');
    expect(words('go-on')).toContain('another kit');
  });

  it('asks the partner beside for their passphrase where nothing tells their keys', async () => {
    await offered(true, { is: 'wentOn', situation: ALONE });
    await fills();
    await press('go-on-next');
    expect(asked('go_on_with_kit'), 'not without Sam').toEqual([]);
    await type('go-on-beside', 'sam repairs');
    await press('go-on-next');
    expect(asked('go_on_with_kit')).toEqual([
      { words: 'orchard copper', passphrase: NEXT, beside: 'sam repairs' },
    ]);
  });

  it.each([
    ['wrong words', () => ({ is: 'refused', why: { is: 'other' } }), ''],
    ['a full disk', throwing('full'), ''],
    ['a stop', throwing('cancelled'), ''],
    ['a passphrase that was mistyped', throwing('wrongPassphrase'), 'sam repairs'],
  ])('keeps no passphrase of the partner after %s', async (_, answer, left) => {
    await offered(true, {});
    core.answers.go_on_with_kit = answer;
    await fills();
    await type('go-on-beside', 'sam repairs');
    await press('go-on-next');
    const field = find('go-on-beside') as HTMLInputElement;
    expect(field.value, 'what is wrong is mended where it stands, and else it is gone').toBe(left);
  });

  it('is not told to unlock it together where the file tells nobody to give keys to', async () => {
    core.answers.situation = () => ({ ...ONLY_OURS, partner: null });
    await tries({ is: 'onlyOurs' });
    core.answers.go_on_with_kit = throwing('unconfirmed');
    await press('only-ours-go-on');
    await fills();
    await press('go-on-next');
    expect(words('go-on-nobody'), 'what to do instead').toContain('Look for a backup');
    expect(find('failure-unconfirmed'), 'they cannot unlock it').toBeNull();
  });

  it('may leave it, and reads on', async () => {
    await offered(false, { is: 'wentOn', situation: ALONE });
    await press('go-on-back');
    expect(find('go-on')).toBeNull();
    expect(asked('go_on_with_kit'), 'nothing was done').toEqual([]);
    expect(words('only-ours')).toContain('to read');
  });
});
