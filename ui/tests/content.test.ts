import { describe, expect, it } from 'vitest';
import {
  DEPTHS,
  NOTICED_STEPS,
  PRACTICES,
  openers,
  prompts,
  questions,
  type Opener,
  type Prompt,
  type Question,
} from '../src/state/content';

const FORBIDDEN = [
  // Charges, and words for a diagnosis.
  /\b(always|never|should|must|fault|blame|toxic|narciss\w*|avoidant|gaslight\w*|trauma\w*|depress\w*)\b/i,
  // One family shape, one body, one faith, one kind of couple.
  /\b(husband|wife|wives|boyfriend|girlfriend|spouse|marri\w+|wedding|mother|father|mum|dad|parents?|kids?|baby|prayer|church|god)\b/i,
  /\b(he|she|his|her|him|hers)\b/i,
  // Other people's names for things.
  /\b(love language|love map|imago|gottman|hold me tight)\b/i,
  /!/,
];

interface Rules {
  id: RegExp;
  keys: string[];
  longest: number;
  end: RegExp;
}

function holds(items: readonly (Question | Prompt | Opener)[], rules: Rules) {
  it('gives every item its own id and its own words', () => {
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    expect(new Set(items.map((item) => item.text.toLowerCase())).size).toBe(items.length);
  });

  it.each(items.map((item) => [item.id, item] as const))('%s is well formed', (_, item) => {
    expect(Object.keys(item).sort()).toEqual([...rules.keys].sort());
    expect(item.id).toMatch(rules.id);
    expect(item.text.trim()).toBe(item.text);
    expect(item.text.length).toBeGreaterThanOrEqual(8);
    expect(item.text.length).toBeLessThanOrEqual(rules.longest);
    expect(item.text).toMatch(rules.end);
    for (const words of FORBIDDEN) expect(item.text, `forbidden: ${words}`).not.toMatch(words);
  });
}

describe('inner-world questions', () => {
  holds(questions, {
    id: /^q-[emt]-\d{3}$/,
    keys: ['id', 'depth', 'text'],
    longest: 120,
    end: /\?$/,
  });

  it.each(DEPTHS)('has at least twenty that are %s, named after their depth', (depth) => {
    const some = questions.filter((question) => question.depth === depth);
    expect(some.length).toBeGreaterThanOrEqual(20);
    for (const question of some) expect(question.id[2]).toBe(depth[0]);
  });
});

describe('daily prompts', () => {
  holds(prompts, {
    id: /^p-[oulintc]-\d{3}$/,
    keys: ['id', 'practice', 'text'],
    longest: 120,
    end: /[?.]$/,
  });

  it.each(PRACTICES)('has some for %s', (practice) => {
    expect(prompts.filter((prompt) => prompt.practice === practice).length).toBeGreaterThan(3);
  });

  it('has at least sixty', () => expect(prompts.length).toBeGreaterThanOrEqual(60));
});

describe('openers for Noticed', () => {
  holds(openers, {
    id: /^n-[dsm]-\d{3}$/,
    keys: ['id', 'step', 'text'],
    longest: 80,
    end: /[\w:,]$/,
  });

  it.each(NOTICED_STEPS)('has some for the step %s', (step) => {
    expect(openers.filter((opener) => opener.step === step).length).toBeGreaterThanOrEqual(6);
  });

  it('has at least twenty', () => expect(openers.length).toBeGreaterThanOrEqual(20));
});
