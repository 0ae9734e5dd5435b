/** Photos and files on a page, as the screen shows them and lets one handle them. */

import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileShown } from '../src/ipc/bindings/FileShown';
import type { Page } from '../src/ipc/bindings/Page';
import type { PageFile } from '../src/ipc/bindings/PageFile';
import type { PageHead } from '../src/ipc/bindings/PageHead';
import type { Situation } from '../src/ipc/bindings/Situation';
import FilesAlong from '../src/features/journal/files/FilesAlong.svelte';
import PageBody from '../src/features/journal/PageBody.svelte';
import Row from '../src/features/journal/Row.svelte';
import { router } from '../src/state/router.svelte';
import { session } from '../src/state/session.svelte';
import { core } from './core';
import { headOf, NOOR, SAM, pageOf } from './made';
import { asked, find, leave, press, settle, show as showScreen, words } from './screen';

const alone = (partner: typeof SAM | null) =>
  ({ is: 'alone', journal: {}, me: NOOR, partner, notices: [] }) as unknown as Situation;

const PHOTO: FileShown = {
  is: 'photo',
  address: 'photo://localhost/p/harbour',
  width: 4_000,
  height: 3_000,
};
const file = (id: string, name: string, shown: FileShown = { is: 'nothing' }): PageFile => ({
  id,
  name,
  bytes: 3_412_345,
  shown,
});
const harbour = file('harbour', 'harbour.jpg', PHOTO);
const list = file('list', 'what to bring.pdf');

const WORDS = { text: 'At the harbour.' };
const page = (head: Partial<PageHead> = {}, sharedAs: string | null = null) =>
  pageOf({ hasPhoto: true, ...head }, { ...WORDS, sharedAs });

async function show(files: PageFile[], given: { page?: Page; may?: boolean } = {}) {
  core.answers.page_files = () => files;
  await showScreen(PageBody, { page: given.page ?? page(), may: given.may ?? true });
}

async function fails() {
  find('photo')?.dispatchEvent(new Event('error'));
  await settle();
}

function refuse(code: string) {
  return () => {
    throw { code, detail: null };
  };
}

beforeEach(() => {
  // jsdom knows the element and not how it is shown
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  core.answers = {};
  session.situation = alone(SAM);
  router.go('journal', { page: 'p' });
});

describe('photos and files on a page', () => {
  it('shows a photo with a name and a place of its own before it is there', async () => {
    await show([harbour]);
    const photo = find('photo') as HTMLImageElement;
    expect(photo.getAttribute('src')).toBe(PHOTO.address);
    expect(photo.alt, 'a photo has a name to whoever does not see it').toBe('Photo: harbour.jpg');
    expect(photo.getAttribute('loading'), 'not all of them at once').toBe('lazy');
    expect(photo.getAttribute('decoding'), 'the words do not wait for it').toBe('async');
    expect([photo.getAttribute('width'), photo.getAttribute('height')]).toEqual(['4000', '3000']);
    expect(words('file-size')).toBe('3.4 megabytes');
  });

  it('shows nothing of any other file, and what a copy is', async () => {
    await show([list]);
    expect(find('photo'), 'only what the core calls a photo is one').toBeNull();
    expect(words('file-name')).toBe('what to bring.pdf');
    expect(words('file-save-means')).toContain('not encrypted');
    const name = find('file-save')?.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(name)?.textContent, 'a button says of which file').toContain(
      'what to bring.pdf',
    );
  });

  it('says of a photo that is too large what can be done', async () => {
    await show([file('vast', 'vast.png', { is: 'largePhoto' })]);
    expect(find('photo')).toBeNull();
    expect(words('file-large')).toContain('save a copy');
  });

  it('says in its place that a file is damaged, and offers no copy of it', async () => {
    await show([file('hurt', 'hurt.jpg', { is: 'damaged' }), list]);
    expect(words('file-damaged')).toContain('This file is damaged');
    expect(document.querySelectorAll('[data-test=file-save]').length, 'of the whole one').toBe(1);
    expect(document.querySelectorAll('[data-test=file-take-off]').length, 'of both').toBe(2);
    expect(words('page-text'), 'the words stay').toContain('At the harbour.');
  });

  it('says why a photo did not come', async () => {
    core.answers.check_file = refuse('fileDamaged');
    await show([harbour]);
    await fails();
    expect(asked('check_file')).toEqual([{ page: 'p', file: 'harbour' }]);
    expect(words('photo-damaged')).toContain('damaged');
  });

  it('asks once more for a photo that is whole, and then says that it cannot be shown', async () => {
    await show([harbour]);
    await fails();
    expect(find('photo')?.getAttribute('src'), 'it was cut off').toBe(`${PHOTO.address}?again`);
    await fails();
    expect(words('photo-unshown')).toContain('as it was put there');
    expect(find('photo-damaged'), 'a photo that is whole is not called damaged').toBeNull();
  });
});

describe('putting a file on one’s own page', () => {
  it('says who will see it', async () => {
    await show([]);
    expect(words('page-files')).toContain('Only you can open it.');
    await leave();
    await show([], { page: page({}, 'copy') });
    expect(words('page-files'), 'the copy is a page of its own').toContain('not go onto the copy');
    await leave();
    await show([], { page: page({ space: 'ours' }) });
    expect(words('page-files')).toContain('Sam can see it as soon as it is here.');
    await leave();
    session.situation = alone(null);
    await show([], { page: page({ space: 'ours' }) });
    expect(words('page-files')).toContain('Until someone joins, only you can open it.');
  });

  it('asks the core alone, which asks which one, and says what became of what it told', async () => {
    core.answers.add_file = () => ({ name: 'harbour.jpg', cleaned: true });
    await show([]);
    await press('file-add');
    expect(asked('add_file'), 'no path is ever named here').toEqual([{ page: 'p' }]);
    expect(words('file-said')).toContain('is left out');
    expect(asked('page_files').length, 'the list is asked for anew').toBe(2);
    core.answers.add_file = () => ({ name: 'list.pdf', cleaned: false });
    await press('file-add');
    expect(words('file-said')).toContain('is still in it');
  });

  it('says nothing when nobody chose, or when it was stopped', async () => {
    await show([]);
    await press('file-add');
    expect(words('file-said').trim()).toBe('');
    core.answers.add_file = refuse('cancelled');
    await press('file-add');
    expect(find('failure-cancelled'), 'whoever stops it knows').toBeNull();
  });

  it('can be stopped while it goes on, and cannot be begun twice', async () => {
    let end: (added: null) => void = () => undefined;
    core.answers.add_file = () => new Promise((done) => (end = done));
    await show([]);
    await press('file-add');
    await press('file-add');
    expect(asked('add_file').length).toBe(1);
    core.hears.progress?.({ payload: { job: 'addFile', done: 25, total: 100 } });
    flushSync();
    expect(find('file-adding')?.querySelector('.timer-fill'), 'how far it is').not.toBeNull();
    await press('file-adding-cancel');
    expect(asked('cancel_job').length).toBe(1);
    end(null);
    await settle();
    expect(find('file-adding-cancel')).toBeNull();
  });

  it('says what was wrong with the file, with the disk, or with the journal', async () => {
    for (const [code, says] of [
      ['fileTooLarge', 'about 100 megabytes'],
      ['fileUnreadable', 'cannot be read'],
      ['full', 'The disk is full'],
      ['readOnly', 'cannot write here'],
    ] as const) {
      core.answers.add_file = refuse(code);
      await show([]);
      await press('file-add');
      expect(words(`failure-${code}`), code).toContain(says);
      await leave();
    }
  });

  it('begins at once when one comes from writing for it, and only once', async () => {
    router.go('journal', { page: 'p', addFile: true });
    await show([]);
    expect(asked('add_file').length).toBe(1);
    await leave();
    await show([]);
    expect(asked('add_file').length, 'coming back asks nothing').toBe(1);
  });
});

describe('a copy', () => {
  it('goes where the core asked, and is said not to be encrypted', async () => {
    core.answers.save_file = () => ({ name: 'harbour.jpg', folder: '/home/noor', sample: null });
    await show([harbour]);
    await press('file-save');
    expect(asked('save_file')).toEqual([{ page: 'p', file: 'harbour' }]);
    expect(words('file-said')).toContain('/home/noor');
    expect(words('file-said')).toContain('not encrypted');
  });

  it('of a damaged file is none, and that is said', async () => {
    core.answers.save_file = refuse('fileDamaged');
    await show([list]);
    await press('file-save');
    expect(words('failure-fileDamaged')).toContain('not as it was put there');
  });
});

describe('taking a file off', () => {
  it('is asked back, with what it means, and not done when one does not want it', async () => {
    await show([harbour]);
    await press('file-take-off');
    expect(words('take-off-file-dialog')).toContain('cannot be undone');
    expect(words('take-off-file-dialog')).toContain('Backups made before now still hold it');
    await press('take-off-file-no');
    expect(find('take-off-file-dialog')).toBeNull();
    expect(asked('take_off_file')).toEqual([]);
  });

  it('from Ours says what the other may have', async () => {
    await show([harbour], { page: page({ space: 'ours' }) });
    await press('file-take-off');
    expect(words('take-off-file-dialog')).toContain('What Sam has seen or saved');
    await press('take-off-file-yes');
    expect(asked('take_off_file')).toEqual([{ page: 'p', file: 'harbour' }]);
    expect(asked('page_files').length, 'the list is asked for anew').toBe(2);
  });

  it('says why it was not done', async () => {
    core.answers.take_off_file = refuse('full');
    await show([harbour]);
    await press('file-take-off');
    await press('take-off-file-yes');
    expect(find('failure-full')).not.toBeNull();
    expect(find('photo'), 'and it is still there').not.toBeNull();
  });
});

describe('a page that is another’s', () => {
  it('shows its files and lets one save copies, and nothing more', async () => {
    await show([harbour, list], { page: page({ authors: ['sam'], space: 'ours' }), may: false });
    expect(find('photo')).not.toBeNull();
    expect(find('file-save')).not.toBeNull();
    expect(find('file-add')).toBeNull();
    expect(find('file-take-off')).toBeNull();
  });

  it('asks for no files where there are none', async () => {
    await show([], { page: page({ hasPhoto: false }), may: false });
    expect(find('page-files')).toBeNull();
    expect(asked('page_files')).toEqual([]);
  });
});

describe('beside a page', () => {
  it('a row has a sign with words for photos, and one for other files', async () => {
    const row = async (head: Partial<PageHead>) => {
      await showScreen(Row, { head: headOf(head), current: false, onopen: () => undefined });
      return words('row');
    };
    expect(await row({ hasPhoto: true })).toContain('with a photo');
    expect(await row({ hasPhoto: true })).not.toContain('with a file');
    expect(await row({ hasFile: true })).toContain('with a file');
    expect(await row({})).not.toContain('with a');
  });

  it('what goes along when it is shared is seen before', async () => {
    core.answers.page_files = () => [harbour, list];
    await showScreen(FilesAlong, { page: 'p' });
    expect(words('share-files')).toContain('what to bring.pdf');
    expect(find('photo'), 'a photo by itself').not.toBeNull();
  });
});
