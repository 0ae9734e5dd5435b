import { prompts, type Prompt } from './content';
import { offeredOn } from './picker';

/** The prompt of the day. What was moved past or put away is forgotten when the window goes. */
export class PromptOfDay {
  #day = $state('');
  #step = $state(0);
  #away = $state(false);
  #all: readonly Prompt[];
  #offered = $derived.by(() => (this.#day ? offeredOn(this.#day, this.#all) : []));

  constructor(all: readonly Prompt[] = prompts) {
    this.#all = all;
  }

  /** Tells which day it is; a new day brings its own prompt. */
  on(day: string): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#step = 0;
    this.#away = false;
  }

  get prompt(): Prompt | null {
    return this.#away ? null : (this.#offered[this.#step] ?? null);
  }

  different(): void {
    this.#step = (this.#step + 1) % Math.max(1, this.#offered.length);
  }

  /** Puts the prompt away until the next day. */
  notToday(): void {
    this.#away = true;
  }
}

export const promptOfDay = new PromptOfDay();
