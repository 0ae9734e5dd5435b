import { describe, expect, it } from 'vitest';
import { prompts } from '../src/state/content';
import { dayNumber, offeredOn } from '../src/state/picker';
import { PromptOfDay } from '../src/state/promptOfDay.svelte';

function dayAfter(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10);
}

describe('the prompt of a day', () => {
  it('is the same each time the day is asked', () => {
    expect(offeredOn('2025-10-23', prompts)).toEqual(offeredOn('2025-10-23', prompts));
  });

  it('comes back only after all have had their day', () => {
    const days = prompts.map((_, days) => offeredOn(dayAfter('2025-10-23', days), prompts)[0]?.id);
    expect(new Set(days).size, 'no prompt may repeat within one round').toBe(prompts.length);
  });

  it('changes practice from one day to the next', () => {
    const practices = prompts.map(
      (_, days) => offeredOn(dayAfter('2026-01-01', days), prompts)[0]?.practice,
    );
    const same = practices.filter((practice, at) => at > 0 && practice === practices[at - 1]);
    expect(same.length).toBeLessThan(prompts.length / 10);
  });

  it('has a turn for days before 1970 and for lists of one or none', () => {
    expect(offeredOn('1969-12-30', ['a', 'b', 'c']).length).toBe(3);
    expect(offeredOn('2025-10-23', ['a'])).toEqual(['a']);
    expect(offeredOn('2025-10-23', [])).toEqual([]);
  });
});

describe('the prompt of the day', () => {
  it('shows every prompt once before a different question brings the first back', () => {
    const promptOfDay = new PromptOfDay(prompts);
    promptOfDay.on('2025-10-23');
    const shown: (string | undefined)[] = [];
    while (shown.length < prompts.length) {
      shown.push(promptOfDay.prompt?.id);
      promptOfDay.different();
    }
    expect(new Set(shown).size).toBe(prompts.length);
    expect(promptOfDay.prompt?.id, 'after all, the round begins again').toBe(shown[0]);
  });

  it('is quiet until tomorrow after "not today"', () => {
    const promptOfDay = new PromptOfDay(prompts);
    promptOfDay.on('2025-10-23');
    promptOfDay.notToday();
    promptOfDay.on('2025-10-23');
    expect(promptOfDay.prompt, 'the same day stays quiet').toBeNull();
    promptOfDay.on('2025-10-24');
    expect(promptOfDay.prompt, 'a new day has its own prompt').not.toBeNull();
  });
});
