import { pairingCodeIn } from './pairing/pairing.rules.js';
import { RollSession } from './roll-session.js';
import type { Ended, Pairing } from './store/rows.js';
import { meta, openStore, type Store } from './store/store.js';
import type { HandInState } from './sync/hand-in.js';
import { HandIns } from './sync/hand-ins.js';
import { renewal } from './worker/renewal.svelte.js';

/** After this time without a key, half-written text no longer holds up the reload: entries wait behind it. */
const WRITING_FOR_MS = 60_000;

export type Phase =
  | { kind: 'opening' }
  | { kind: 'no-storage' }
  | { kind: 'pairing'; store: Store; code: string | null; current: Pairing | null; unsent: number }
  | { kind: 'ended'; store: Store; ended: Ended; unsent: number; handIn: HandInState }
  | { kind: 'roll'; session: RollSession };

/** Decides which page the console shows, and runs what works behind it. */
export class Console {
  phase = $state.raw<Phase>({ kind: 'opening' });
  private readonly handIns = new HandIns((state) => void this.handedIn(state));
  private store: Store | undefined;

  async open(): Promise<void> {
    renewal.start({
      isBusy: () => this.phase.kind === 'roll' && this.phase.session.parts.data.saving.length > 0,
      idleFor: () => (this.phase.kind === 'roll' ? WRITING_FOR_MS : 0),
    });
    try {
      const store = (this.store = await openStore());
      const pairing = await meta(store, 'pairing');
      void this.handIns.start(store);
      const code = location.hash.includes('pair=') ? pairingCodeIn(location.hash) : null;
      if (code !== null) return await this.askToPair(store, code);
      if (pairing) return this.work(store, pairing);
      const ended = await meta(store, 'ended');
      if (ended)
        this.phase = {
          kind: 'ended',
          store,
          ended,
          unsent: await store.count('outbox'),
          handIn: 'under-way',
        };
      else await this.askToPair(store, null);
    } catch {
      this.phase = { kind: 'no-storage' };
    }
  }

  async askToPair(store: Store, code: string | null): Promise<void> {
    this.phase = {
      kind: 'pairing',
      store,
      code,
      current: await meta(store, 'pairing'),
      unsent: await store.count('outbox'),
    };
  }

  /** Opens the roll of this pairing. */
  work(store: Store, pairing: Pairing): void {
    // A code works once, and must not stay in the address or its history.
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    const session = new RollSession(store, pairing);
    session.ended.subscribe(() => void this.leave(store, session));
    this.phase = { kind: 'roll', session };
    void session.start();
  }

  private async leave(store: Store, session: RollSession): Promise<void> {
    session.stop();
    const ended = await meta(store, 'ended');
    this.phase = {
      kind: 'ended',
      store,
      ended: ended ?? { why: 'revoked', siteName: session.pairing.siteName, at: new Date().toISOString() },
      unsent: await store.count('outbox'),
      handIn: 'under-way',
    };
    await this.handIns.start(store);
  }

  /** Updates the open page when entries of a revoked pairing have gone to the organizers, or still wait. */
  private async handedIn(handIn: HandInState): Promise<void> {
    const { phase, store } = this;
    if (!store) return;
    if (phase.kind === 'roll') return phase.session.parts.data.reload();
    const unsent = await store.count('outbox');
    if (phase !== this.phase) return;
    if (phase.kind === 'ended')
      this.phase = { ...phase, ended: (await meta(store, 'ended')) ?? phase.ended, unsent, handIn };
    if (phase.kind === 'pairing') this.phase = { ...phase, unsent };
  }
}
