import { onDestroy } from 'svelte';
import { DraftInHand, type DraftOptions } from './draft.svelte';
import { session } from './session.svelte';

/**
 * A draft in hand for as long as the component stands that is being set up: locking keeps it
 * first, and going away puts it down.
 */
export function draftHere(options: DraftOptions): DraftInHand {
  const inHand = new DraftInHand(options);
  const stopKeeping = session.keepBeforeLeaving(() => inHand.keepNow());
  onDestroy(() => {
    stopKeeping();
    // Nobody is left to be told: it was sealed or said elsewhere, or the journal is locked.
    inHand.leave().catch(() => undefined);
  });
  return inHand;
}
