import { describe, expect, it } from 'vitest';
import { markdownOf, pageOf } from '../src/markdown/markdown';
import { schema } from '../src/markdown/schema';

const page = (text: string) =>
  schema.node('doc', null, [schema.node('paragraph', null, [schema.text(text)])]);

describe('Markdown', () => {
  it.each([
    '# not a heading',
    '- not a list',
    '+ not a list',
    '1. not a list',
    '> not a quotation',
    '2 * 3 * 4',
    '_under_ **stars** ~~struck~~',
    '<script>alert(1)</script>',
    'a < b & c &amp; d',
    '[words](address)',
    '![picture](https://example.org/x.png)',
    '`code`',
    'back \\ slash',
    '---',
    '===',
    '| a | b |',
  ])('keeps the typed characters of %j', (text) => {
    expect(pageOf(markdownOf(page(text))).textContent, 'typed text must come back as typed').toBe(
      text,
    );
  });

  it.each([
    '# Heading\n\nWords *leaning* and **strong**.',
    '> One.\n>\n> Two.',
    '- a\n- b\n  - c',
    '1. a\n2. b',
    'one\\\ntwo',
    '[words](https://example.org/)',
    '```\nlet a = 1\n```',
  ])('is unchanged after a round: %j', (markdown) => {
    expect(markdownOf(pageOf(markdown))).toBe(markdown);
  });

  it('leaves raw HTML, pictures and tables standing as text', () => {
    const text = pageOf('<b onclick=x>hi</b>\n\n| a | b |\n|---|---|\n| 1 | 2 |').textContent;
    expect(text).toContain('<b onclick=x>hi</b>');
    expect(text, 'a table is not in the schema, its words must stay').toContain('| 1 | 2 |');
  });

  it('makes no link of an address that could run something', () => {
    const marks: string[] = [];
    pageOf('[t](javascript:alert(1)) [u](data:text/html,x)').descendants((node) => {
      marks.push(...node.marks.map((mark) => mark.type.name));
    });
    expect(marks).toEqual([]);
  });

  it('joins blocks with an empty line, and leaves empty paragraphs out', () => {
    const empty = schema.node('paragraph');
    const words = schema.node('paragraph', null, [schema.text('words')]);
    expect(markdownOf(schema.node('doc', null, [words, empty, words, empty]))).toBe(
      'words\n\nwords',
    );
  });

  it('makes Markdown of 1 MB without stalling', () => {
    const long = 'Some words that make a paragraph, *leaning* here.\n\n'.repeat(20_000).trim();
    const page = pageOf(long);
    expect(markdownOf(page) === long).toBe(true);
  });

  it('keeps a line break inside a paragraph', () => {
    expect(pageOf('one\ntwo').firstChild?.childCount, 'text, break, text').toBe(3);
  });
});
