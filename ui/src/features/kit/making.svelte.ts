/** A recovery kit in the making: drawn, put on paper, three words typed back, kept. */
import { drawKit, dropKit, keepKit } from '../../ipc';
import type { KitDrawn } from '../../ipc/bindings/KitDrawn';
import type { KitKind } from '../../ipc/bindings/KitKind';
import { Work } from '../../state/work.svelte';
import { t } from '../../words';

export class KitInMaking {
  step = $state<'choose' | 'paper' | 'type' | 'done'>('choose');
  /** What it shall open; nothing is chosen beforehand. */
  kind = $state<KitKind | ''>('');
  passphrase = $state('');
  drawn = $state.raw<KitDrawn | null>(null);
  /** What was typed of the words that are asked for. */
  typed = $state(['', '', '']);
  /** The places of those that were not right. */
  wrong = $state.raw<number[]>([]);
  /** The number of the kit that counts now. */
  made = $state.raw<number | null>(null);
  readonly work = new Work();

  /** Why the words cannot be shown yet, or null. */
  readonly drawNotYet = $derived.by(() => {
    if (this.work.running) return '';
    if (this.kind === '') return t('kit-kind-missing');
    return this.passphrase === '' ? t('passphrase-missing') : null;
  });

  /** Why it cannot be kept yet, or null. */
  readonly keepNotYet = $derived.by(() => {
    if (this.work.running) return '';
    const missing = this.typed.findIndex((word) => word.trim() === '');
    const place = this.drawn?.asked[missing];
    return place === undefined ? null : t('kit-word-missing', { place });
  });

  async draw(): Promise<void> {
    const { kind, passphrase } = this;
    if (kind === '') return;
    const drawn = await this.work.run(() => drawKit(kind, passphrase));
    if (!drawn) return;
    this.passphrase = '';
    this.typed = drawn.asked.map(() => '');
    this.wrong = [];
    this.drawn = drawn;
    this.step = 'paper';
  }

  async keep(): Promise<void> {
    const wrong = await this.work.run(() => keepKit([...this.typed]));
    if (!wrong) return;
    this.wrong = wrong;
    if (wrong.length > 0) return;
    this.made = this.drawn?.number ?? null;
    this.#forget();
    this.step = 'done';
  }

  /** No kit after all: the words are forgotten, here and in the core. */
  async drop(): Promise<void> {
    const inHand = this.drawn !== null;
    this.#forget();
    this.passphrase = '';
    this.step = 'choose';
    if (inHand) await this.work.run(dropKit);
  }

  #forget(): void {
    this.drawn = null;
    this.typed = ['', '', ''];
    this.wrong = [];
  }
}
