import type { NowAndNext, Schedule } from '#contract/schedule.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import { fetchApi } from '../shared/fetch-api.js';
import { Calls } from './help/calls.js';
import { helpWire } from './help/help-wire.js';
import { SiteLine } from './live/site-line.js';
import { pairingCodeIn } from './pairing/pairing.rules.js';
import { Desk } from './roll/desk.svelte.js';
import type { Ended, Pairing } from './store/rows.js';
import { forgetExpiredRoster } from './store/forget-roster.js';
import { meta, openStore, type Store } from './store/store.js';
import { Engine } from './sync/engine.js';
import type { HandInState } from './sync/hand-in.js';
import { HandIns } from './sync/hand-ins.js';
import { BrowserSyncStore } from './sync/sync-store.js';
import { Sync } from './sync/sync.js';
import { httpWire } from './sync/wire.js';
import { renewal } from './worker/renewal.svelte.js';
import { Upkeep } from './worker/upkeep.svelte.js';

const FORGET_EVERY_MS = 60_000;
/** A half-written name does not hold up the entries of a room for longer. */
const WRITING_FOR_MS = 60_000;

export type Phase =
  | { kind: 'opening' }
  | { kind: 'no-storage' }
  | { kind: 'pairing'; store: Store; code: string | null; current: Pairing | null; unsent: number }
  | { kind: 'ended'; store: Store; ended: Ended; unsent: number; handIn: HandInState }
  | { kind: 'roll'; desk: Desk; line: SiteLine; engine: Engine; upkeep: Upkeep; calls: Calls };

/** The console as a whole: which page it shows, and what runs behind it. */
export class Console {
  phase = $state.raw<Phase>({ kind: 'opening' });
  private forgetting: ReturnType<typeof setInterval> | undefined;
  private readonly handIns = new HandIns((state) => void this.handedIn(state));
  private store: Store | undefined;

  async open(): Promise<void> {
    renewal.start({
      isBusy: () => this.phase.kind === 'roll' && this.phase.desk.saving.length > 0,
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
    // A code is good once, and must not stay in the address or its history.
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    const desk = new Desk(store, pairing, () => {
      engine.poke();
      engine.tell(null);
    });
    const sync = new Sync(
      new BrowserSyncStore(store, pairing.deviceId, () => new Date().toISOString()),
      httpWire(pairing.siteId, pairing.token),
      {
        now: Date.now,
        random: Math.random,
        changed: (state) => {
          desk.sync = state;
          engine.tell(state);
          if (state.link.kind === 'ended') void this.leave(store, desk, engine, line);
          else void desk.reload();
        },
      },
    );
    const engine = new Engine(sync, (state) => {
      if (state) desk.sync = state;
      if (state?.link.kind === 'ended') void this.leave(store, desk, engine, line);
      else void desk.reload();
    });
    const line = new SiteLine(pairing, {
      connectionChanged: (isConnected) => {
        engine.wake();
        if (isConnected) calls.wake();
      },
      rosterChanged: () => engine.wake(),
      scheduleChanged: (news) => void this.applyNowAndNext(desk, news),
      materialsChanged: () => void this.fetchSchedule(desk),
      helpChanged: (call) => void calls.apply([call]),
      ended: () => void sync.end('revoked'),
    });
    const calls = new Calls(store, pairing, helpWire(pairing.siteId, pairing.token), () => {
      engine.tell(null);
      void desk.reload();
    });
    const upkeep = new Upkeep(() => desk.saving.length === 0 && desk.waiting.length === 0);
    this.phase = { kind: 'roll', desk, line, engine, upkeep, calls };
    const forget = async (): Promise<void> => {
      if (await forgetExpiredRoster(store, Date.now())) await desk.reload();
    };
    this.forgetting = setInterval(() => void forget(), FORGET_EVERY_MS);
    void forget()
      .then(() => desk.reload())
      .then(() => engine.start());
    void upkeep.start();
    calls.start();
    void this.fetchSchedule(desk);
  }

  private async leave(store: Store, desk: Desk, engine: Engine, line: SiteLine): Promise<void> {
    if (this.phase.kind === 'roll') {
      this.phase.upkeep.stop();
      this.phase.calls.stop();
    }
    clearInterval(this.forgetting);
    engine.stop();
    line.close();
    desk.stop();
    const ended = await meta(store, 'ended');
    this.phase = {
      kind: 'ended',
      store,
      ended: ended ?? { why: 'revoked', siteName: desk.pairing.siteName, at: new Date().toISOString() },
      unsent: await store.count('outbox'),
      handIn: 'under-way',
    };
    await this.handIns.start(store);
  }

  /**
   * Entries of a revoked pairing have gone to the organizers, or still wait
   * to: whichever page is open says so.
   */
  private async handedIn(handIn: HandInState): Promise<void> {
    const { phase, store } = this;
    if (!store) return;
    if (phase.kind === 'roll') return phase.desk.reload();
    const unsent = await store.count('outbox');
    if (phase !== this.phase) return;
    if (phase.kind === 'ended')
      this.phase = { ...phase, ended: (await meta(store, 'ended')) ?? phase.ended, unsent, handIn };
    if (phase.kind === 'pairing') this.phase = { ...phase, unsent };
  }

  /** Now, next and the materials, kept for when there is no network. */
  private async fetchSchedule({ store, pairing }: Desk): Promise<void> {
    try {
      const response = await fetchApi(pathTo(ROUTES.schedule, pairing.conferenceId), {
        credentials: 'omit',
        headers: { authorization: `Bearer ${pairing.token}` },
      });
      const schedule = (await response.json()) as Schedule;
      if (
        !response.ok ||
        !Array.isArray(schedule.sessions) ||
        (await meta(store, 'pairing'))?.deviceId !== pairing.deviceId
      )
        return;
      await store.put('meta', schedule, 'schedule');
      if (this.phase.kind === 'roll') await this.phase.desk.reload();
    } catch {
      // no network: what is kept is shown, and the next news or visit asks again
    }
  }

  private async applyNowAndNext({ store }: Desk, { now, next }: NowAndNext): Promise<void> {
    const schedule = await meta(store, 'schedule');
    if (!schedule) return;
    const withMaterials = (id: string | undefined): Schedule['now'] =>
      schedule.sessions.find((session) => session.id === id) ?? null;
    await store.put(
      'meta',
      { ...schedule, now: withMaterials(now?.id), next: withMaterials(next?.id) },
      'schedule',
    );
    if (this.phase.kind === 'roll') await this.phase.desk.reload();
  }
}
