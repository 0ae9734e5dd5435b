/** What is under way while somebody comes in: an older journal is brought up to date on the way. */

import type { Work } from '../../state/work.svelte';
import { t } from '../../words';

/** `otherwise`, or that the journal is brought up to date while it is. */
export function underWay(work: Work, otherwise: string): string {
  return work.told?.job === 'upToDate' ? t('unlock-up-to-date') : otherwise;
}
