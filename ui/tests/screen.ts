/** A screen in a test: put up, read by its names, pressed and typed into as a person would. */

import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, vi } from 'vitest';
import { core } from './core';

let shown: Record<string, unknown> | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  core.asked.length = 0;
});

afterEach(async () => {
  await leave();
  vi.useRealTimers();
  document.body.replaceChildren();
});

export const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
export const words = (test: string) => find(test)?.textContent?.replace(/\s+/g, ' ') ?? '';
/** With what a command was asked for, each time. */
export const asked = (command: string) =>
  core.asked.filter(([name]) => name === command).map(([, args]) => args);

export async function settle(): Promise<void> {
  flushSync();
  await vi.advanceTimersByTimeAsync(400);
  flushSync();
}

export async function show<Props extends Record<string, unknown>>(
  screen: Component<Props>,
  props: Props = {} as Props,
): Promise<void> {
  await leave();
  shown = mount(screen, { target: document.body, props });
  await settle();
}

/** Goes elsewhere. */
export async function leave(): Promise<void> {
  if (shown) void unmount(shown);
  shown = null;
  await settle();
}

export async function press(test: string): Promise<void> {
  find(test)?.click();
  await settle();
}

export async function type(test: string, text: string): Promise<void> {
  const field = find(test) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
