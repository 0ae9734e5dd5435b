/** What the core takes as tags. */

export const LONGEST_TAG = 60;
export const MOST_TAGS = 50;

/** `tags` with `typed` put on; the same list when it is there already, null when it cannot be. */
export function withTag(tags: string[], typed: string): string[] | null {
  const tag = typed.replace(/\s+/g, ' ').trim().replace(/^#/, '');
  if (tag === '') return tags;
  if ([...tag].length > LONGEST_TAG) return null;
  if (tags.some((known) => known.toLowerCase() === tag.toLowerCase())) return tags;
  return tags.length < MOST_TAGS ? [...tags, tag] : null;
}
