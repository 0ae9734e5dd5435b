import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../src/design/tokens.css'), 'utf8');
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)];
const lights = {
  light: Object.fromEntries(pairs.map(([, name, light]) => [name, light])),
  dark: Object.fromEntries(pairs.map(([, name, , dark]) => [name, dark])),
};

/** Luminance as WCAG 2 defines it, 0 to 1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const INKS = ['ochre', 'indigo', 'russet', 'lake', 'plum', 'stone'];
const READING = ['desk', 'paper', 'sheet', 'accent-tint', 'notice'];

/** What is drawn, on which grounds, and the least contrast it may have. */
const RULES: [string, string[], number][] = [
  ['ink', [...READING, 'hover'], 7],
  ['ink-2', READING, 7],
  ['ink-2', ['hover'], 4.5],
  ['ink-3', ['desk', 'paper', 'sheet'], 4.5],
  ['edge', ['desk', 'paper', 'sheet'], 3],
  ['notice-edge', ['notice'], 3],
  ['accent', ['desk', 'paper', 'sheet', 'accent-tint'], 4.5],
  ['focus', READING, 3],
  ['on-accent', ['accent-fill', 'accent-fill-hover'], 4.5],
  ['accent-fill', ['desk', 'paper'], 3],
  ['cover-ink', ['cover'], 4.5],
  ['plate-ink', ['plate'], 7],
  ...INKS.map((ink): [string, string[], number] => [
    ink,
    ['desk', 'paper', 'sheet', 'accent-tint'],
    3,
  ]),
];

describe.each(Object.entries(lights))('the %s colours', (_, colours) => {
  it.each(RULES)('draw %s on %j with a contrast of at least %d', (drawn, grounds, least) => {
    for (const ground of grounds) {
      const found = contrast(colours[drawn] ?? '', colours[ground] ?? '');
      expect(found, `${drawn} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
  });
});
