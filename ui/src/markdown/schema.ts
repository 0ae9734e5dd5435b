/**
 * What a page may hold: one schema for the editor, the reading pane and what is kept.
 *
 * Anything outside it (pictures, tables, raw HTML) stays as the characters that were written.
 */

import { getSchema, type Extensions } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

/** The addresses a link may carry; they are shown, never followed. */
const LINK_PROTOCOLS = ['http', 'https', 'mailto'];

/** Whether an address is one a link may carry. */
export function isLinkAddress(address: string): boolean {
  return /^(https?:\/\/|mailto:)\S+$/i.test(address.trim());
}

export const extensions: Extensions = [
  StarterKit.configure({
    underline: false,
    trailingNode: false,
    dropcursor: false,
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: false,
      protocols: LINK_PROTOCOLS,
      isAllowedUri: (address) => isLinkAddress(address),
      HTMLAttributes: { target: null, rel: null },
    },
  }),
];

export const schema = getSchema(extensions);
