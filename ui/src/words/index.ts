/**
 * The words of the window. Catalogues lie in locales/<language>/*.ftl and are bundled when the
 * window is built; English is what every other language falls back to.
 *
 * Ids are written out: t('unlock-open') where the words stand, wordId with an id in tables. A test reads
 * the sources and holds that every id exists and none is left over.
 */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

const FALLBACK = 'en';
const RTL_LANGUAGES = ['ar', 'fa', 'he', 'ur'];
const RTL_LETTERS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

const catalogues = import.meta.glob<string>('../../locales/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type WordArgs = Record<string, FluentVariable>;
export type WordId = string & { readonly wordId: unique symbol };

function bundleOf(language: string): FluentBundle {
  const bundle = new FluentBundle(regional(language), { useIsolating: false });
  for (const [path, source] of Object.entries(catalogues)) {
    if (!path.includes(`/locales/${language}/`)) continue;
    const errors = bundle.addResource(new FluentResource(source));
    if (errors.length > 0) throw new Error(`${path}: ${errors.map((e) => e.message).join('; ')}`);
  }
  return bundle;
}

/** Our English is British: it decides dates and plurals. */
function regional(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

const languages = new Set(Object.keys(catalogues).map((path) => path.split('/').at(-2) ?? ''));

/** The language of the window: the first of the system's that we have words for. */
export const language =
  navigator.languages.map((tag) => tag.split('-')[0] ?? '').find((tag) => languages.has(tag)) ??
  FALLBACK;

/** What to hand to Intl. */
export const locale = regional(language);

export const direction = RTL_LANGUAGES.includes(language) ? 'rtl' : 'ltr';

const bundles = language === FALLBACK ? [FALLBACK] : [language, FALLBACK];
const loaded = bundles.map(bundleOf);

/**
 * The words for `id`. Names and other text written by people are set apart when their letters run
 * the other way, so that the sentence around them keeps its order.
 */
export function t(id: string, args: WordArgs = {}): string {
  for (const bundle of loaded) {
    const pattern = bundle.getMessage(id)?.value;
    if (pattern) return bundle.formatPattern(pattern, setApart(args));
  }
  throw new Error(`No words for ${id}`);
}

/** Marks a string in a table as the id of words. */
export function wordId(id: string): WordId {
  return id as WordId;
}

function setApart(args: WordArgs): WordArgs {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) =>
      typeof value === 'string' && (direction === 'rtl' || RTL_LETTERS.test(value))
        ? [name, `\u2068${value}\u2069`]
        : [name, value],
    ),
  );
}

const list = new Intl.ListFormat(locale, { type: 'conjunction' });
const alphabet = new Intl.Collator(locale);

/** "Noor and Sam". */
export function inList(names: string[]): string {
  return list.format(names);
}

/** Names in the order of the alphabet, the order in which people stand everywhere. */
export function byLabel<T extends { label: string }>(people: readonly T[]): T[] {
  return [...people].sort((a, b) => alphabet.compare(a.label, b.label));
}
