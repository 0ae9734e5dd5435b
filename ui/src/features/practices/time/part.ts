/** Words of a step: whose turn it is, and agreeing, which has none. */

import * as ipc from '../../../ipc';
import type { BegunPractice } from '../../../ipc/bindings/BegunPractice';
import type { Face } from '../../../ipc/bindings/Face';
import type { Next } from '../../../ipc/bindings/Next';
import type { Way } from '../../../ipc/bindings/Way';
import type { Words } from '../../../ipc/bindings/Words';

export function noWords(): Words {
  return { text: '', choice: null, feelings: [], needs: [], when: null };
}

/** What each of those who are here may do in a step now. */
export function turnsIn(
  begun: BegunPractice,
  step: string,
  way: Way,
  here: readonly Face[],
): { face: Face; next: Next }[] {
  return here.flatMap((face) => {
    const next = begun.next.find(
      (one) => one.by === face.partner && one.step === step && one.way === way,
    );
    return next ? [{ face, next }] : [];
  });
}

type Calls = Pick<typeof ipc, 'saveDraft' | 'sayPart'>;

/** Agrees to what the other proposed: a step without words, signed all the same. */
export function agree(of: string, next: Next, calls: Calls = ipc): Promise<BegunPractice> {
  return sayWords(of, next, noWords(), calls);
}

/** Says what needs no box to write in. */
export async function sayWords(
  of: string,
  { by, step, turn }: Next,
  words: Words,
  calls: Calls = ipc,
): Promise<BegunPractice> {
  const body = { is: 'part' as const, of, step, turn, words };
  const saved = await calls.saveDraft(null, by, body);
  if (saved.unkept) throw saved.unkept;
  return calls.sayPart(by, saved.id);
}
