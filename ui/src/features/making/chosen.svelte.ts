/** What somebody chooses when they join a journal: how they are shown, and their passphrase. */
import type { Colour } from '../../ipc/bindings/Colour';
import type { Face } from '../../ipc/bindings/Face';
import type { NewPartner } from '../../ipc/bindings/NewPartner';
import type { Shape } from '../../ipc/bindings/Shape';
import { allInks, allShapes } from '../../design/faces';
import { t } from '../../words';

const LABEL_MAX = 24;
const PASSPHRASE_MAX_BYTES = 1024;

export class Chosen {
  label = $state('');
  colour = $state<Colour>('ochre');
  shape = $state<Shape>('arch');
  passphrase = $state('');
  again = $state('');
  /** Whether the core finds the passphrase strong enough. */
  enough = $state(false);
  readonly #taken: Face | null;

  /** `taken` is the face of the one who is there already. */
  constructor(taken: Face | null = null) {
    this.#taken = taken;
    this.colour = allInks.find((colour) => colour !== taken?.colour) ?? 'ochre';
    this.shape = allShapes.find((shape) => shape !== taken?.shape) ?? 'arch';
  }

  readonly name = $derived(this.label.trim());

  readonly labelProblem = $derived.by(() => {
    if ([...this.name].length > LABEL_MAX) return t('face-label-long', { most: LABEL_MAX });
    // The core compares names without regard to case.
    if (this.name !== '' && this.name.toLowerCase() === this.#taken?.label.toLowerCase()) {
      return t('face-label-taken', { name: this.#taken.label });
    }
    return null;
  });

  /** Why one cannot go on from the face, or null. */
  readonly faceNotYet = $derived(
    this.name === '' ? t('face-label-missing') : this.labelProblem && t('face-label-look'),
  );

  readonly tooLong = $derived(
    new TextEncoder().encode(this.passphrase).length > PASSPHRASE_MAX_BYTES,
  );

  /** Why the passphrase cannot be taken yet, or null. */
  readonly passphraseNotYet = $derived.by(() => {
    if (this.passphrase === '') return t('passphrase-missing');
    if (this.tooLong) return t('passphrase-long-short');
    if (!this.enough) return t('passphrase-weak-short');
    if (this.again === '') return t('passphrase-again-missing');
    return this.again === this.passphrase ? null : t('passphrase-again-differs');
  });

  partner(): NewPartner {
    return {
      label: this.name,
      colour: this.colour,
      shape: this.shape,
      passphrase: this.passphrase,
    };
  }

  /** Lets go of the passphrase once it has been handed to the core. */
  forget(): void {
    this.passphrase = '';
    this.again = '';
    this.enough = false;
  }
}
