import { describe, expect, it } from 'vitest';
import { paperLabels } from '../src/features/paper/labels';
import { practiceWord } from '../src/features/journal/heads';
import { ALONE } from '../src/features/practices/alone/alone.svelte';
import { stepIds } from '../src/features/practices/doing/steps';
import { SECTIONS } from '../src/features/counselling/summary/sections';
import { checkin, feelings, needs, NEWNESS, WANTED } from '../src/state/content';

const labels = paperLabels();
const has = (of: string, ids: readonly string[]) =>
  ids.filter((id) => !labels[`${of}.${id}`]?.trim());

describe('the window’s words on paper', () => {
  it('name every practice', () => {
    expect(has('practice', Object.keys(practiceWord))).toEqual([]);
  });

  it('name every step that people may have said something in', () => {
    const steps = [...stepIds, ...Object.values(ALONE).flat(), ...SECTIONS];
    expect(has('step', steps)).toEqual([]);
  });

  it('name a step by its practice where it has another name there', () => {
    expect(labels['step.checkIn.heard']).not.toBe(labels['step.heard']);
    expect(labels['step.time.plan']).not.toBe(labels['step.plan']);
    expect(has('step.summary', SECTIONS)).toEqual([]);
  });

  it('name every choice', () => {
    const answers = checkin.flatMap((question) => question.answers.map(({ id }) => id));
    const choices = ['yes', 'notQuite', 'notForMe', ...WANTED, ...NEWNESS, ...answers];
    expect(has('choice', choices)).toEqual([]);
  });

  it('name every feeling and every need', () => {
    const felt = feelings.flatMap(({ words }) => words.map(({ id }) => id));
    expect(has('feeling', felt)).toEqual([]);
    expect(
      has(
        'need',
        needs.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  it('are plain text', () => {
    const odd = Object.entries(labels).filter(([, word]) => /[{}<>]/.test(word));
    expect(odd).toEqual([]);
  });
});
