/** Where a practice that was begun is gone on with. */

import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import { router } from '../../../state/router.svelte';

export function goOn({ id, page }: BegunPractice): void {
  switch (page.practice) {
    case 'time':
      return router.go('plan', { of: id });
    case 'candidate':
      return router.go('candidate', { of: id });
    case 'session':
      return router.go('session', { of: id });
    case 'summary':
      return router.go('counselling', { of: id });
    default:
      return router.go('doing', { of: id });
  }
}

/** Whether it has a page of its own. */
export function isElsewhere({ page }: BegunPractice): boolean {
  return ['time', 'candidate', 'session', 'summary'].includes(page.practice);
}
