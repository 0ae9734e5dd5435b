/** What is asked of the sessions there were: those still open, and those that are pages of Ours. */

import { page, practices, timeline } from '../../ipc';
import type { BegunPractice } from '../../ipc/bindings/BegunPractice';
import type { PageHead } from '../../ipc/bindings/PageHead';
import { Asked } from '../../state/asked.svelte';
import { everythingIn } from '../journal/timeline.svelte';
import { localNow } from '../practices/doing/doing';
import { nextSession, whatWeTried, type NextSession, type Tried } from './sessions';

/** How far back the timeline is looked through, and how many pages are read at most. */
const LOOKED_AT = 1000;
const READ = 6;

/** The sessions that are open, and the heads of those that are pages, the newest first. */
async function sessions(): Promise<{ begun: BegunPractice[]; heads: PageHead[] }> {
  const [begun, { heads }] = await Promise.all([
    practices(),
    timeline(everythingIn('ours'), null, LOOKED_AT),
  ]);
  return {
    begun: begun.filter((one) => one.page.practice === 'session'),
    heads: heads.filter((head) => head.practice === 'session'),
  };
}

/** Whether there was an hour with somebody trained, or there is to be one. */
export function askWhetherMet(): Asked<boolean> {
  return new Asked(async () => {
    const { begun, heads } = await sessions();
    return begun.length + heads.length > 0;
  });
}

/** When the next session is: in those still open, and in the newest that is a page. */
export function askNextSession(): Asked<NextSession | undefined> {
  return new Asked(async () => {
    const { begun, heads } = await sessions();
    const last = heads.find((head) => !head.takenBack);
    const kept = last ? await page(last.id) : null;
    return nextSession(begun, kept, localNow(new Date()));
  });
}

/** What was agreed on in sessions; `except` is the one that is being looked at. */
export function askWhatWeTried(except: string | null): Asked<Tried[]> {
  return new Asked(async () => {
    const { begun, heads } = await sessions();
    const pages = await Promise.all(heads.slice(0, READ).map((head) => page(head.id)));
    return whatWeTried(begun, pages, except);
  });
}
