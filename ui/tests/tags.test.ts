import { describe, expect, it } from 'vitest';
import { LONGEST_TAG, MOST_TAGS, withTag } from '../src/features/write/tags';

describe('tags', () => {
  it('are put on trimmed, once, whatever the case', () => {
    expect(withTag(['family'], '  #weekends ')).toEqual(['family', 'weekends']);
    const tags = ['family'];
    expect(withTag(tags, 'Family'), 'the same list when nothing changed').toBe(tags);
    expect(withTag(tags, '   ')).toBe(tags);
  });

  it('that the core would refuse are not put on', () => {
    expect(withTag([], 'x'.repeat(LONGEST_TAG + 1))).toBeNull();
    expect(
      withTag(
        Array.from({ length: MOST_TAGS }, (_, at) => `t${at}`),
        'one more',
      ),
    ).toBeNull();
  });
});
