/** Who signs what both did: always the same of the two, whoever held the keyboard, as in the core. */

import type { Face } from '../../../ipc/bindings/Face';

export function nobody(here: readonly Face[]): string {
  return here.map((face) => face.partner).sort()[0] ?? '';
}
