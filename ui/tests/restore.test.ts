/** Restoring a backup, with a passphrase and with a recovery kit. */

import { beforeEach, describe, expect, it } from 'vitest';
import { session } from '../src/state/session.svelte';
import App from '../src/App.svelte';
import { core } from './core';
import { NOOR, SAM } from './made';
import { asked, find, press, show, type, words } from './screen';

const JOURNAL = { name: 'Ours', folder: '/home', sample: null };
const RESTORED = { name: 'Our journal, restored', folder: '/home', sample: null };
const LOCKED = { is: 'locked', journal: JOURNAL, faces: [NOOR, SAM], unkept: false };
const IN_FRONT = { ...LOCKED, journal: RESTORED };
const ALONE = { is: 'alone', journal: RESTORED, me: SAM, partner: NOOR, notices: [] };
const WORDS = '1. orchard 2. copper';
const NEW = 'pebble sandal orchard kettle finch';
// jsdom does not scroll.
Element.prototype.scrollTo = () => undefined;

beforeEach(async () => {
  core.answers = {
    settings: () => ({ theme: 'system', textSize: 100, idleMinutes: 5 }),
    situation: () => LOCKED,
    choose_backup: () => ({ place: { ...JOURNAL, name: 'Saved' }, faces: [NOOR, SAM] }),
    suggest_passphrase: () => NEW,
    passphrase_strength: () => ({ level: 4, enough: true }),
    timeline: () => ({ heads: [], next: null, tags: [] }),
    written_days: () => [],
    recover: () => ALONE,
  };
  session.situation = null;
  await show(App);
  await press('unlock-restore');
  await press('restore-choose');
});

const field = () => find('restore-words') as HTMLTextAreaElement;

/** Sam takes the words of their kit, and presses `button`. */
async function withWords(button: 'restore-go' | 'restore-try') {
  await press('restore-other-way');
  await press('restore-who-sam');
  await type('restore-words', WORDS);
  await press(button);
}

describe('whoever restores a backup with a passphrase', () => {
  it('stands before the new file, and opens it with the same', async () => {
    core.answers.restore_backup = () => IN_FRONT;
    await type('restore-passphrase', 'noor noor');
    await press('restore-go');
    const name = 'Our journal, restored';
    expect(asked('restore_backup')).toEqual([{ partner: 'noor', passphrase: 'noor noor', name }]);
    expect(words('unlock-restored')).toContain('the passphrase you have just used');
    expect(find('unlock-form')).not.toBeNull();
  });
});

describe('whoever restores a backup with a recovery kit', () => {
  it('is asked for words in the place of the passphrase, and leaves none behind', async () => {
    await type('restore-passphrase', 'noor noor');
    await press('restore-other-way');
    expect(find('restore-passphrase')).toBeNull();
    await press('restore-go');
    expect(asked('restore_backup_with_kit'), 'no words, nothing to try').toEqual([]);
    await type('restore-words', WORDS);
    await press('restore-who-sam');
    expect(field().value, 'they were of somebody else').toBe('');
    await type('restore-words', WORDS);
    await press('restore-other-way');
    const passphrase = find('restore-passphrase') as HTMLInputElement;
    expect(passphrase.value, 'nor does the passphrase wait').toBe('');
    await press('restore-other-way');
    expect(field().value).toBe('');
  });

  it.each([
    [{ is: 'count', words: 11 }, 'There are 11 words here'],
    [{ is: 'unknown', place: 4 }, 'Word 4 is none'],
    [{ is: 'checksum' }, 'not all together'],
    [{ is: 'other' }, 'another kit, not of one that Sam had when this backup was made'],
    [{ is: 'noKit' }, 'no recovery kit of Sam’s when this backup was made'],
    [{ is: 'onlyOurs' }, 'a kit for only Ours. It opens Ours in the journal file, to read'],
  ])('is told why the words restore nothing: %o', async (why, said) => {
    core.answers.restore_backup_with_kit = () => ({ is: 'refused', why });
    await withWords('restore-go');
    expect(words('restore')).toContain(said);
    expect(field().value, 'what was typed stays, to be mended').toBe(WORDS);
    await type('restore-words', `${WORDS} 3. tide`);
    expect(words('restore'), 'what was wrong is not said of other words').not.toContain(said);
  });

  it('may only try it', async () => {
    core.answers.try_backup_with_kit = () => ({ is: 'tried', tried: { damaged: 0 } });
    await withWords('restore-try');
    expect(asked('try_backup_with_kit')).toEqual([{ partner: 'sam', words: WORDS }]);
    expect(words('restore-tried')).toContain('can be restored');
    core.answers.try_backup_with_kit = () => ({ is: 'refused', why: { is: 'other' } });
    await press('restore-try');
    expect(find('restore-tried'), 'what was found before does not stay').toBeNull();
  });

  it('stays where they are when no place was chosen', async () => {
    core.answers.restore_backup_with_kit = () => ({ is: 'nowhere' });
    await withWords('restore-go');
    expect(field().value).toBe(WORDS);
  });

  it('is told what is wrong with the backup', async () => {
    core.answers.restore_backup_with_kit = () => {
      throw { code: 'damaged', detail: null };
    };
    await withWords('restore-go');
    expect(words('failure-damaged')).toContain('backup');
  });

  it('chooses a new passphrase before anything is shown, and types no word twice', async () => {
    core.answers.restore_backup_with_kit = () => ({ is: 'restored', situation: IN_FRONT });
    await withWords('restore-go');
    expect(words('unlock-restored')).toContain('It opens for Sam');
    expect(words('anew')).toContain('A new passphrase for Sam');
    expect(find('unlock-form'), 'the lost passphrase is not asked for').toBeNull();
    await type('passphrase-again', NEW);
    await press('anew-next');
    expect(asked('recover')).toEqual([{ passphrase: NEW }]);
    expect(asked('try_kit'), 'the words were right').toEqual([]);
    expect(find('rail')).not.toBeNull();
  });

  it('may leave it there, and is told what still opens the new file', async () => {
    core.answers.restore_backup_with_kit = () => ({ is: 'restored', situation: IN_FRONT });
    await withWords('restore-go');
    await press('anew-back');
    expect(asked('drop_kit'), 'nobody who comes by chooses a passphrase').toHaveLength(1);
    expect(find('unlock-form')).not.toBeNull();
    expect(words('unlock-restored')).toContain('The recovery kit does too');
  });
});

describe('whoever goes on without what is gone with a restore', () => {
  const made = '2025-10-23T20:00:00Z';
  const restored = { is: 'restored', by: 'noor', made, changes: 2 };

  it('has read who restored, and says both', async () => {
    core.answers.situation = () => ({ ...ALONE, notices: [restored] });
    core.answers.accept_loss = () => ALONE;
    await show(App);
    expect(words('told-restored')).toContain('Noor restored this journal');
    await press('told-accept');
    expect(asked('notices_read'), 'it stood on the same page').toHaveLength(1);
    expect(asked('accept_loss')).toHaveLength(1);
    expect(find('told')).toBeNull();
  });

  it('is offered nothing to go on without where nothing is known to be gone', async () => {
    core.answers.situation = () => ({ ...ALONE, notices: [{ ...restored, changes: 0 }] });
    await show(App);
    expect(find('told-accept')).toBeNull();
    await press('told-read');
    expect(asked('notices_read')).toHaveLength(1);
    expect(find('told')).toBeNull();
  });
});
