/** Who is here, in front of which journal, and how the window looks. */
import { asFailure } from '../failures';
import * as ipc from '../ipc';
import type { Face } from '../ipc/bindings/Face';
import type { Failure } from '../ipc/bindings/Failure';
import type { FilePlace } from '../ipc/bindings/FilePlace';
import type { Settings } from '../ipc/bindings/Settings';
import type { Situation } from '../ipc/bindings/Situation';
import { byLabel } from '../words';
import { router } from './router.svelte';

const PING_MS = 10_000;
/** How long locking waits for what is being written to be kept. */
const KEEPING_MS = 1_500;
const INPUTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** With a kit: whose words are right, so that a new passphrase is next. */
type Arrival = { is: 'restored' } | { is: 'restoredWithKit'; partner: string };
type Keep = () => Promise<unknown>;

export class Session {
  situation = $state.raw<Situation | null>(null);
  settings = $state.raw<Settings>({ theme: 'system', textSize: 100, idleMinutes: 5 });
  /** Why the window could not even ask what it is in front of. */
  failure = $state.raw<Failure | null>(null);
  /** What has just happened to the file in front of us, to be said on the first page. */
  arrival = $state.raw<Arrival | null>(null);
  /** The window was to be closed while words wait that are not kept yet. */
  asksToClose = $state(false);
  /** Goes up whenever something in the journal changed; `Asked` asks again by it. */
  changes = $state(0);

  #keepers = new Set<Keep>();
  #pinged = 0;
  #listening: Promise<void> | null = null;

  readonly unlocked = $derived(this.situation?.is === 'alone' || this.situation?.is === 'together');
  /** Whether somebody reads Ours with a kit for only Ours: nothing is written then. */
  readonly onlyOurs = $derived(this.situation?.is === 'onlyOurs');
  /** Who is here, in alphabetical order. */
  readonly here = $derived(faces(this.situation, 'here'));
  /** Everyone in this journal, in alphabetical order. */
  readonly everyone = $derived(faces(this.situation, 'everyone'));
  /** The one who is here alone. */
  readonly me = $derived(this.situation?.is === 'alone' ? this.situation.me : null);
  /** The other one, while one is here alone and the other has joined. */
  readonly partner = $derived(this.situation?.is === 'alone' ? this.situation.partner : null);
  readonly together = $derived(this.situation?.is === 'together');
  readonly journal = $derived<FilePlace | null>(
    this.situation && 'journal' in this.situation ? this.situation.journal : null,
  );

  /** Whether this is the sample journal, in which nothing is anybody's. */
  readonly sample = $derived(this.journal?.sample != null);

  /** Starts listening, then asks where we are. */
  async start(): Promise<void> {
    try {
      this.#listening ??= this.#listen();
      await this.#listening.catch((thrown: unknown) => {
        this.#listening = null;
        throw thrown;
      });
      await this.readSettings();
      this.moveTo(await ipc.situation());
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  async #listen(): Promise<void> {
    for (const input of INPUTS) addEventListener(input, this.#ping, { passive: true });
    await Promise.all([
      ipc.onLocking(() => this.#empty()),
      ipc.onChanged(() => (this.changes += 1)),
      ipc.onSituation((now) => this.moveTo(now)),
      ipc.onUnkept(() => (this.asksToClose = true)),
    ]);
  }

  /** Takes over the situation the core answered with. */
  moveTo(now: Situation, arrival: Arrival | null = null): void {
    if (!isUnlocked(now)) router.go('today');
    this.failure = null;
    this.arrival = arrival;
    this.situation = now;
    this.changes += 1;
  }

  /** The face of a partner of this journal. */
  face(partner: string): Face | undefined {
    return this.everyone.find((face) => face.partner === partner);
  }

  /** Keeps what is being written, then locks. The window empties when the core says so. */
  async lock(): Promise<void> {
    await this.keepAll();
    try {
      await ipc.lock();
    } catch (thrown) {
      // What was meant to be hidden stays hidden, and the page says why it is not locked.
      this.failure = asFailure(thrown);
    }
  }

  /** Registers something that keeps unsaved words; answers with how to take it off again. */
  keepBeforeLeaving(keep: Keep): () => void {
    this.#keepers.add(keep);
    return () => this.#keepers.delete(keep);
  }

  /** Keeps everything that is being written, but waits no longer than a moment. */
  async keepAll(): Promise<void> {
    const all = Promise.allSettled([...this.#keepers].map((keep) => keep()));
    await Promise.race([all, new Promise((done) => setTimeout(done, KEEPING_MS))]);
  }

  /** Asks for the settings that hold for those who are here now. */
  async readSettings(): Promise<void> {
    this.#dress(await ipc.settings());
  }

  async changeSettings(change: Partial<Settings>): Promise<void> {
    this.#dress(await ipc.setSettings({ ...this.settings, ...change }));
  }

  #dress(settings: Settings): void {
    this.settings = settings;
    const root = document.documentElement;
    if (settings.theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = settings.theme;
    root.style.fontSize = `${settings.textSize}%`;
  }

  /** Nothing is torn down in order and nothing animates: the page is gone before it returns. */
  #empty(): void {
    document.body.replaceChildren();
    this.#keepers.clear();
    this.situation = null;
  }

  #ping = (event: Event): void => {
    const now = Date.now();
    // In front of a locked journal as well: somebody may be choosing a new passphrase there.
    if (!event.isTrusted || !this.situation || now - this.#pinged < PING_MS) return;
    this.#pinged = now;
    void ipc.active();
  };
}

function isUnlocked(situation: Situation): boolean {
  return situation.is === 'alone' || situation.is === 'together';
}

function faces(situation: Situation | null, which: 'here' | 'everyone'): Face[] {
  switch (situation?.is) {
    case 'locked':
      return which === 'here' ? [] : situation.faces;
    case 'alone':
    case 'onlyOurs':
      return which === 'here' || situation.partner === null
        ? [situation.me]
        : byLabel([situation.me, situation.partner]);
    case 'together':
      return situation.here;
    default:
      return [];
  }
}

export const session = new Session();
