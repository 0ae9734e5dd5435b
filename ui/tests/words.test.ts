import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

function filesUnder(folder: string, endings: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => endings.test(path))
    .map((path) => join(root, folder, path));
}

const ids = filesUnder('locales/en', /\.ftl$/).flatMap((path) =>
  new FluentResource(readFileSync(path, 'utf8')).body.map((entry) => entry.id),
);
const sources = filesUnder('src', /\.(ts|svelte)$/)
  .filter((path) => !path.includes('/bindings/'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
/** The core prints pages with the words of locales/en/paper.ftl, and asks for them itself. */
const core = filesUnder('../src-tauri', /\.rs$/)
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const asked = /\b(?:t|wordId)\(\s*(?:'([^']+)'|(["`]))/g;

describe('the English catalogue', () => {
  it('has every id that the window asks for', () => {
    const missing = sources.flatMap(({ path, text }) =>
      [...text.matchAll(asked)]
        .filter(([, id]) => id !== undefined && !ids.includes(id))
        .map(([, id]) => `${id} in ${path}`),
    );
    expect(missing, 'a missing id would stop the screen that asks for it').toEqual([]);
  });

  it('is asked only for ids that are written out', () => {
    const built = sources.flatMap(({ path, text }) =>
      [...text.matchAll(asked)].filter(([, , quote]) => quote !== undefined).map(() => path),
    );
    expect(built, 'an id put together from parts cannot be looked for').toEqual([]);
  });

  it('holds no words that nobody asks for', () => {
    const used = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/'([a-z][a-z0-9-]*)'/g)].map(([, id]) => id)),
    );
    expect(ids.filter((id) => !used.has(id) && !core.includes(`"${id}"`))).toEqual([]);
  });

  it('has each id once', () => {
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
});
