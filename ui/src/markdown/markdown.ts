/**
 * Markdown to a page and back. Every word that goes in comes out again.
 *
 * `prosemirror-markdown` is used rather than TipTap's own extension because that one drops what it
 * does not know (tables, pictures, raw HTML) and does not escape a "#" or "-" at the start of a line.
 */

import type { Node } from '@tiptap/pm/model';
import MarkdownIt from 'markdown-it';
import {
  MarkdownParser,
  MarkdownSerializer,
  defaultMarkdownParser,
  defaultMarkdownSerializer,
} from 'prosemirror-markdown';
import { isLinkAddress, schema } from './schema';

// `html: false` and the rules switched off leave such text standing as text. A line break inside a
// paragraph is kept as one: people mean it.
const tokenizer = new MarkdownIt('commonmark', { html: false, breaks: true })
  .enable('strikethrough')
  .disable(['image', 'reference']);
tokenizer.validateLink = isLinkAddress;
// With `breaks`, a soft break is a hard one; said here because the parser does not read the option.
tokenizer.core.ruler.push('breaks', (state) => {
  for (const token of state.tokens)
    for (const child of token.children ?? [])
      if (child.type === 'softbreak') child.type = 'hardbreak';
});

const from = defaultMarkdownParser.tokens;

const parser = new MarkdownParser(schema, tokenizer, {
  blockquote: { block: 'blockquote' },
  paragraph: { block: 'paragraph' },
  list_item: { block: 'listItem' },
  bullet_list: { block: 'bulletList' },
  ordered_list: {
    block: 'orderedList',
    getAttrs: (token) => ({ start: Number(token.attrGet('start') ?? 1) }),
  },
  heading: {
    block: 'heading',
    getAttrs: (token) => ({ level: Math.min(3, Number(token.tag.slice(1))) }),
  },
  code_block: { block: 'codeBlock', noCloseToken: true },
  fence: { block: 'codeBlock', noCloseToken: true },
  hr: { node: 'horizontalRule' },
  hardbreak: { node: 'hardBreak' },
  em: { mark: 'italic' },
  strong: { mark: 'bold' },
  s: { mark: 'strike' },
  link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href') }) },
  code_inline: { ...from['code_inline'], mark: 'code', noCloseToken: true },
});

const { nodes, marks } = defaultMarkdownSerializer;

function named<T>(parts: Record<string, T>, name: string): T {
  const part = parts[name];
  if (part === undefined) throw new Error(`prosemirror-markdown has no ${name}`);
  return part;
}

const serializer = new MarkdownSerializer(
  {
    blockquote: named(nodes, 'blockquote'),
    paragraph: named(nodes, 'paragraph'),
    heading: named(nodes, 'heading'),
    horizontalRule: named(nodes, 'horizontal_rule'),
    text: named(nodes, 'text'),
    codeBlock: (state, node) => {
      const ticks = node.textContent.match(/`{3,}/g)?.sort().at(-1);
      const fence = ticks ? `${ticks}\`` : '```';
      state.write(`${fence}\n`);
      state.text(node.textContent, false);
      state.write('\n');
      state.write(fence);
      state.closeBlock(node);
    },
    bulletList: (state, node) => state.renderList(node, '  ', () => '- '),
    orderedList: (state, node) => {
      const start = Number(node.attrs['start'] ?? 1);
      const width = String(start + node.childCount - 1).length;
      state.renderList(node, ' '.repeat(width + 2), (index) => `${start + index}. `);
    },
    listItem: (state, node) => state.renderContent(node),
    hardBreak: (state, node, parent, index) => {
      for (let after = index + 1; after < parent.childCount; after++) {
        if (parent.child(after).type !== node.type) return state.write('\\\n');
      }
    },
  },
  {
    italic: named(marks, 'em'),
    bold: named(marks, 'strong'),
    strike: { open: '~~', close: '~~', mixable: true, expelEnclosingWhitespace: true },
    link: named(marks, 'link'),
    code: named(marks, 'code'),
  },
  { hardBreakNodeName: 'hardBreak', escapeExtraCharacters: /[<&]/g },
);

export function pageOf(markdown: string): Node {
  return parser.parse(markdown);
}

/** Blocks do not change, they are replaced: what a block came to is remembered as long as it is. */
const known = new WeakMap<Node, string>();

function markdownOfBlock(block: Node): string {
  let markdown = known.get(block);
  if (markdown === undefined) {
    markdown = serializer.serialize(block.type.schema.topNodeType.create(null, block), {
      tightLists: true,
    });
    known.set(block, markdown);
  }
  return markdown;
}

/** Block by block: the serializer looks back over all it has written, which for 1 MB takes seconds. */
export function markdownOf(page: Node): string {
  return page.content.content.map(markdownOfBlock).filter(Boolean).join('\n\n');
}
