import { SvelteSet } from 'svelte/reactivity';

/**
 * What rests for today, by its id, because somebody said so when each was asked in private: it is
 * not put before them again. Nothing of it is kept; it is forgotten with the window, at a lock.
 */
export const rested = new SvelteSet<string>();
