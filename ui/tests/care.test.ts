/** Checking everything, and new keys when somebody knows a passphrase. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { Situation } from '../src/ipc/bindings/Situation';
import { session } from '../src/state/session.svelte';
import { router } from '../src/state/router.svelte';
import Check from '../src/features/settings/Check.svelte';
import NewKeys from '../src/features/settings/NewKeys.svelte';
import Told from '../src/features/unlock/Told.svelte';
import { core } from './core';
import { NOOR, SAM } from './made';
import { asked, find, press, settle, show, type, words } from './screen';

const JOURNAL = { name: 'Ours', folder: '/home', sample: null };
const SINCE = '2025-10-23T20:00:00Z';
const alone = (...notices: object[]) =>
  ({ is: 'alone', journal: JOURNAL, me: NOOR, partner: SAM, notices }) as unknown as Situation;
const UNFINISHED = { is: 'keysUnfinished', since: SINCE };
const never = () => new Promise(() => undefined);
const refused = (code: string) => () => {
  throw { code, detail: null };
};

beforeEach(() => {
  session.situation = alone();
  router.go('settings');
  core.answers = {
    suggest_passphrase: () => 'pebble sandal orchard kettle finch',
    passphrase_strength: () => ({ level: 4, enough: true }),
    take_new_keys: () => alone(UNFINISHED),
    encrypt_anew: () => ({ changes: 12, left: 0, oldMine: false }),
    situation: () => alone(),
  };
});

describe('checking the journal', () => {
  it('says that everything opens, and how much that is', async () => {
    core.answers.check_journal = () => ({ opened: 1204, damagedDrafts: 0, problems: [] });
    await show(Check);
    expect(asked('check_journal'), 'not before somebody asks for it').toEqual([]);
    await press('check-go');
    expect(words('check-whole')).toContain('1,204 changes were opened');
  });

  it('says in words what does not hold, whose it is, and what to do', async () => {
    core.answers.check_journal = () => ({
      opened: 3,
      damagedDrafts: 1,
      problems: [
        { kind: 'damaged', author: 'sam', changes: 2 },
        { kind: 'grantGone', author: null, changes: 1 },
      ],
    });
    await show(Check);
    await press('check-go');
    expect(words('check-damaged')).toContain('2 changes are damaged');
    expect(words('check-damaged'), 'whose').toContain('Sam');
    expect(words('check-grantGone')).toContain('The key to Ours');
    expect(words('check-drafts')).toContain('One draft');
    expect(words('check-found')).toContain('Do not delete older backups');
    expect(find('check-whole'), 'it is not called whole').toBeNull();
    await press('check-backups');
    expect(router.place).toBe('backup');
  });

  it('tells how far it is and can be stopped, and then claims nothing', async () => {
    let end: (why: unknown) => void = () => undefined;
    core.answers.check_journal = () => new Promise((_, reject) => (end = reject));
    await show(Check);
    await press('check-go');
    core.hears.progress?.({ payload: { job: 'check', done: 40, total: 160 } });
    await settle();
    expect(words('check-progress')).toContain('40 of 160');
    await press('check-progress-cancel');
    expect(asked('cancel_job')).toHaveLength(1);
    end({ code: 'cancelled', detail: null });
    await settle();
    expect(words('check-stopped')).toContain('Not everything was looked at');
    expect(find('check-whole')).toBeNull();
  });
});

async function take() {
  await show(NewKeys);
  await type('new-keys-old', 'wander lantern copper');
  await type('passphrase-again', 'pebble sandal orchard kettle finch');
  await press('new-keys-next');
}

describe('new keys', () => {
  it('say before what they do not help against, and what it is for the other', async () => {
    await show(NewKeys);
    expect(words('new-keys-limit')).toContain('backups made before still open');
    expect(words('new-keys-partner')).toContain('Sam');
    await press('new-keys-next');
    expect(asked('take_new_keys'), 'not without both passphrases').toEqual([]);
  });

  it('are taken, and everything is encrypted with them at once', async () => {
    await take();
    expect(asked('take_new_keys')).toEqual([
      { old: 'wander lantern copper', new: 'pebble sandal orchard kettle finch' },
    ]);
    expect(asked('encrypt_anew')).toHaveLength(1);
    expect(words('new-keys-done')).toContain('12 changes');
    expect(find('new-keys-left')).toBeNull();
  });

  it.each([
    ['wrongPassphrase', 'Noor'],
    ['samePassphrase', 'Choose another one'],
    ['unconfirmed', 'Unlock it together'],
  ])('are not taken when refused, and it is said why: %s', async (code, said) => {
    core.answers.take_new_keys = refused(code);
    await take();
    expect(words(`failure-${code}`)).toContain(said);
    expect(asked('encrypt_anew'), 'nothing is encrypted with keys that are not there').toEqual([]);
  });

  it('are called unfinished until everything is under them, and gone on with', async () => {
    core.answers.encrypt_anew = refused('cancelled');
    await take();
    expect(words('new-keys-unfinished')).toContain('Not finished yet');
    expect(find('new-keys-done')).toBeNull();
    core.answers.encrypt_anew = never;
    await press('new-keys-go-on');
    core.hears.progress?.({ payload: { job: 'encryptAnew', done: 2000, total: 9000 } });
    await settle();
    expect(words('new-keys-encrypting')).toContain('2,000 of 9,000');
    await press('new-keys-encrypting-cancel');
    expect(asked('cancel_job')).toHaveLength(1);
  });

  it('say what could not be taken along', async () => {
    core.answers.encrypt_anew = () => ({ changes: 11, left: 1, oldMine: false });
    await take();
    expect(words('new-keys-left')).toContain('One change stays as it was');
  });

  it.each([
    [false, 'delete those from before'],
    [true, 'only such a backup opens your old Mine'],
  ])('say what to do with backups from before; an old Mine: %s', async (oldMine, said) => {
    core.answers.encrypt_anew = () => ({ changes: 12, left: 0, oldMine });
    await take();
    expect(words('new-keys-now')).toContain(said);
    expect(words('new-keys-now').includes('delete'), 'nobody deletes the way to it').toBe(!oldMine);
  });

  it('are told as unfinished on every page, also when the rest was read', async () => {
    session.situation = alone(UNFINISHED, { is: 'putBack' });
    await show(Told);
    await press('told-read');
    expect(find('told-putBack'), 'told once').toBeNull();
    expect(words('told-keysUnfinished')).toContain('not everything is under them yet');
    await press('told-keys-go-on');
    expect(router.place).toBe('newKeys');
    expect(find('told-keysUnfinished'), 'the page itself says it').toBeNull();
  });
});
