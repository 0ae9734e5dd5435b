/** When pages may be approved, and when they may leave the journal; and why not yet. */

import type { Preview } from '../../../ipc/bindings/Preview';
import { wordId, type WordId } from '../../../words';

/** What is on screen. */
export interface OnScreen {
  preview: Preview | null;
  /** It is exactly what was asked for last. */
  ready: boolean;
  /** Somebody's words are in it that are not shared. */
  typed: boolean;
}

/** Why they may not be saved or printed yet. */
export function leavesNotYet({ preview, ready, typed }: OnScreen): WordId | null {
  if (typed) return wordId('summary-leaves-typed');
  if (!ready || !preview) return wordId('summary-leaves-setting');
  if (preview.tooLong.length > 0) return wordId('summary-leaves-too-long');
  return null;
}

/** Why somebody may not approve them yet; `unshared` are their own words. */
export function approveNotYet(
  screen: OnScreen & { unshared: boolean; empty: boolean },
): WordId | null {
  if (screen.unshared) return wordId('approve-unshared');
  if (screen.typed) return wordId('approve-typed');
  if (screen.empty) return wordId('approve-empty');
  if (!screen.ready || !screen.preview) return wordId('approve-setting');
  if (screen.preview.tooLong.length > 0) return wordId('approve-too-long');
  return null;
}
