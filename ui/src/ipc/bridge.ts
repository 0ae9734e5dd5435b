/** What the one seam stands on; tests put a core of their own in its place. */

export { invoke } from '@tauri-apps/api/core';
export { listen } from '@tauri-apps/api/event';
