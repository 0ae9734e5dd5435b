/** Asks for what was agreed on in earlier sessions: in those still open, and in pages of Ours. */

import { page, practices, timeline } from '../../ipc';
import { Asked } from '../../state/asked.svelte';
import { whatWeTried, type Tried } from './sessions';

/** How far back the timeline is looked through, and how many pages are read. */
const LOOKED_AT = 1000;
const READ = 6;

export function askWhatWeTried(except: string | null): Asked<Tried[]> {
  return new Asked(async () => {
    const filter = { space: 'ours' as const, tag: null, until: null, photo: false };
    const [begun, { heads }] = await Promise.all([practices(), timeline(filter, null, LOOKED_AT)]);
    const sessions = heads.filter((head) => head.practice === 'session').slice(0, READ);
    const pages = await Promise.all(sessions.map((head) => page(head.id)));
    return whatWeTried(begun, pages, except);
  });
}
