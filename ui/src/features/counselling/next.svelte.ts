/** Asks when the next session is: in those still open, and in the newest that is a page of Ours. */

import { page, practices, timeline } from '../../ipc';
import { Asked } from '../../state/asked.svelte';
import { localNow } from '../practices/doing/doing';
import { nextSession, type NextSession } from './sessions';

/** How far back the timeline is looked through. */
const LOOKED_AT = 1000;

export function askNextSession(): Asked<NextSession | undefined> {
  return new Asked(async () => {
    const filter = { space: 'ours' as const, tag: null, until: null, photo: false };
    const [begun, { heads }] = await Promise.all([practices(), timeline(filter, null, LOOKED_AT)]);
    const last = heads.find((head) => head.practice === 'session' && !head.takenBack);
    const kept = last ? await page(last.id) : null;
    return nextSession(begun, kept, localNow(new Date()));
  });
}
