/**
 * What every piece of content keeps to. Each rule gives back the pieces that break it, in words
 * that say where and why; a test expects none.
 */

/** A piece of text under the id that journals may name. */
export interface Piece {
  id: string;
  text: string;
}

/** Charges between partners. */
const CHARGES = [
  /\b(always|never|should|shouldn't|ought|must|fault|blam\w+|accus\w+|selfish|lazy)\b/i,
  /\b(you (made|make) me (?!laugh|smile)|every time you|why (do|did|can) you not|why (don't|didn't|can't) you)\b/i,
];

/** Words of the clinic. */
const CLINIC = [
  /\b(toxic|narciss\w*|avoidant|codepend\w*|gaslight\w*|trauma\w*|trigger\w*|depress\w*|bipolar)\b/i,
  /\b(borderline|autis\w*|adhd|ocd|ptsd|addict\w*|disorder\w*|symptom\w*|neurotic|hysteric\w*)\b/i,
  /\b(psycho\w*|attachment|dysfunction\w*|unhealthy|crazy|insane|diagnos\w*)\b/i,
];

/** What one gender calls the other in a couple. */
const COUPLES = [
  /\b(husbands?|wi(fe|ves)|boyfriends?|girlfriends?|spouses?|marri\w+|marry|wedding|honeymoon)\b/i,
  /\b(manly|masculine|feminine|ladylike|housewi\w+|breadwinner|opposite sex)\b/i,
];

/** One family shape, one gender. */
const ROLES = [
  /\b(mothers?|fathers?|mums?|moms?|dads?|parents?|sons?|daughters?|brothers?|sisters?)\b/i,
  /\b(grand(ma|pa|mother|father|parents?)s?|kids?|bab(y|ies)|pregnan\w*|in-laws?)\b/i,
  /\b(he|she|his|hers?|him|himself|herself|m[ae]n|wom[ae]n|boys?|girls?|guys?|ladies|gentlem[ae]n)\b/i,
];

/** One faith or none, one calendar, one way to live in a body or to fill a glass. */
const ASSUMPTIONS = [
  /\b(pray\w*|church\w*|mosque|synagogue|bible|god|worship\w*|sermon|sabbath|heaven|soulmates?)\b/i,
  /\b(christmas|easter|thanksgiving|ramadan|diwali|hanukkah|valentine\w*)\b/i,
  /\b(wine|beers?|whisky|cocktails?|champagne|alcohol|drunk|cigar\w*|bacon|pork|beef)\b/i,
  /\b(able-bodied|healthy body|wheelchair-bound|suffers? from|blind to|deaf to|lame|dumb)\b/i,
  /\b(diets?|calories|slim\w*|lose weight|flattering)\b/i,
];

/** Other people's names for methods, sheets, games and shops. */
const NAMES = [
  /\b(love languages?|love maps?|imago|gottman|hold me tight|safe conversations?|four horsemen)\b/i,
  /\b(nonviolent communication|speaker.listener|state of the union|sound relationship|36 questions)\b/i,
  /\b(attunement|active.constructive|gentle start.?up|soft(ened)? start.?up|emotion wheel)\b/i,
  /\b(netflix|youtube|spotify|whatsapp|skype|facetime|instagram|tiktok|google|ikea|amazon)\b/i,
  /\b(scrabble|monopoly|jenga|lego|pictionary|polaroid|post-it|frisbee|velcro|wordle|uno|zoom)\b/i,
];

/** Nothing shouts, promises or counts. */
const TONE = [
  /!/,
  /\b(streaks?|badges?|scores?|points|quotas?|guarantee\w*|soul|magic\w*|amazing|awesome|perfect\w*)\b/i,
  /\b(save your (relationship|love)|stronger relationship|improve\w* your relationship)\b/i,
];

export const FORBIDDEN: readonly RegExp[] = [
  ...[CHARGES, CLINIC, COUPLES, ROLES, ASSUMPTIONS, NAMES, TONE].flat(),
];

/**
 * In a story people have mothers, keep feasts and say that somebody never rang: they are its
 * people, and not whoever reads. These words stay out of it all the same.
 */
export const UNFIT_FOR_A_STORY: readonly RegExp[] = [CLINIC, COUPLES, NAMES].flat();

/** Pieces that hold a forbidden word, with the word. */
export function forbidden(
  pieces: readonly Piece[],
  words: readonly RegExp[] = FORBIDDEN,
): string[] {
  return pieces.flatMap(({ id, text }) =>
    words.flatMap((word) => {
      const found = word.exec(text);
      return found ? [`${id}: "${found[0]}"`] : [];
    }),
  );
}

/** The words of a text: lower case, without punctuation. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  );
}

/** What occurs more than once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) < at))];
}

/** Pieces that say the same words, whatever their case and punctuation. */
export function saidTwice(pieces: readonly Piece[]): string[] {
  return repeated(pieces.map(({ text }) => wordsOf(text).join(' ')));
}

/** Words that carry little of what a sentence says. */
const SMALL = new Set(
  (
    'a an and are as at be been by can could did do does for from had has have how i if in is it ' +
    'its like me more my no not of on one or other our own so some somebody someone something that ' +
    'the their them there they this to two was we were what when which who with would you your'
  ).split(' '),
);

/** Pairs whose sets of words are more alike (Jaccard) than `bound`, all words or the telling ones. */
export function tooAlike(
  pieces: readonly Piece[],
  bound: number,
  which: 'all words' | 'telling words',
): string[] {
  const counts = (word: string) => which === 'all words' || !SMALL.has(word);
  const sets = pieces
    .map(({ id, text }) => ({ id, words: new Set(wordsOf(text).filter(counts)) }))
    .filter(({ words }) => which === 'all words' || words.size > 1);
  return sets.flatMap((one, at) =>
    sets.slice(at + 1).flatMap((other) => {
      const both = [...one.words].filter((word) => other.words.has(word)).length;
      const either = one.words.size + other.words.size - both;
      return both / either > bound ? [`${one.id} and ${other.id}`] : [];
    }),
  );
}

/** Pieces with blanks around them, or shorter or longer than they may be (in characters). */
export function badlyCut(pieces: readonly Piece[], shortest: number, longest: number): string[] {
  return pieces
    .filter(({ text }) => {
      const tidy = text === text.trim() && !/\s{2}|\n/.test(text);
      return !tidy || text.length < shortest || text.length > longest;
    })
    .map(({ id, text }) => `${id}: ${text.length} characters`);
}

/** Pieces whose text or id does not look as `shape` says. */
export function misshapen(pieces: readonly Piece[], of: 'id' | 'text', shape: RegExp): string[] {
  return pieces.filter((piece) => !shape.test(piece[of])).map(({ id, text }) => `${id}: ${text}`);
}

/** Items that lack a key of `keys`, or have one more. */
export function wrongKeys(items: readonly object[], keys: readonly string[]): string[] {
  const wanted = [...keys].sort().join();
  return items
    .filter((item) => Object.keys(item).sort().join() !== wanted)
    .map((item) => JSON.stringify(item).slice(0, 80));
}

/** How many items each name has, by `name`. */
export function countBy<T>(items: readonly T[], name: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
  return counts;
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!:;])\s+/).filter((sentence) => wordsOf(sentence).length > 0);
}

/**
 * The American school grade in which the whole of `pieces` reads easily: the Automated Readability
 * Index, which needs only letters, words and sentences (Smith and Senter, 1967).
 */
export function readingGrade(pieces: readonly Piece[]): number {
  const sentences = pieces.flatMap(({ text }) => sentencesOf(text));
  const words = sentences.flatMap(wordsOf);
  const letters = words.join('').length;
  return 4.71 * (letters / words.length) + 0.5 * (words.length / sentences.length) - 21.43;
}

/**
 * We write for a reading age of about twelve: grade 6 is the school year in which people turn
 * twelve. One less, since many who come here are tired or upset, or read in a second language.
 */
export const GRADE = 5;

/** A mean hides single hard pieces: a sentence over 24 words, or a word over 13 letters. */
export function hardToRead(pieces: readonly Piece[]): string[] {
  return pieces
    .filter(({ text }) => {
      const long = sentencesOf(text).some((sentence) => wordsOf(sentence).length > 24);
      return long || wordsOf(text).some((word) => word.length > 13);
    })
    .map(({ id, text }) => `${id}: ${text}`);
}
