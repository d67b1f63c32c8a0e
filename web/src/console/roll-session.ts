import { Calls } from './help/calls.js';
import { helpWire } from './help/help-wire.js';
import { SiteHelp } from './help/site-help.js';
import { CachedSchedule } from './live/cached-schedule.js';
import { SiteLine } from './live/site-line.js';
import { SiteReadinessTest } from './readiness/site-readiness.svelte.js';
import { RollParts } from './roll/roll-parts.js';
import { forgetExpiredRoster } from './store/forget-roster.js';
import type { Pairing } from './store/rows.js';
import type { SiteSpeaking } from './speaking/site-speaking.svelte.js';
import type { Store } from './store/store.js';
import { Engine } from './sync/engine.js';
import { BrowserSyncStore } from './sync/sync-store.js';
import { Sync } from './sync/sync.js';
import type { SyncState } from './sync/sync.rules.js';
import { TabChannel } from './sync/tab-channel.js';
import { httpWire } from './sync/wire.js';
import { Topic } from './topic.js';
import { Upkeep } from './worker/upkeep.svelte.js';

const FORGET_EVERY_MS = 60_000;

/** One pairing at work: the parts that the page shows, and what runs behind them. */
export class RollSession {
  /** The pairing has ended, here or in another tab. */
  readonly ended = new Topic();
  /** This tab has changed the store, and not by an entry. */
  readonly storeChanged = new Topic();
  readonly parts: RollParts;
  readonly help: SiteHelp;
  readonly readiness: SiteReadinessTest;
  readonly line: SiteLine;
  readonly upkeep: Upkeep;

  private readonly tabs = new TabChannel();
  private readonly engine: Engine;
  private readonly calls: Calls;
  private readonly schedule: CachedSchedule;
  private speaks: Promise<SiteSpeaking> | undefined;
  private isEnded = false;
  private forgetting: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly store: Store,
    readonly pairing: Pairing,
  ) {
    const { siteId, token, deviceId } = pairing;
    const { data, clock } = (this.parts = new RollParts(store, pairing));
    const synced = new Topic<SyncState>();
    const sync = new Sync(
      new BrowserSyncStore(store, deviceId, () => new Date().toISOString()),
      httpWire(siteId, token),
      { now: Date.now, random: Math.random, changed: (state) => synced.publish(state) },
    );
    this.engine = new Engine(sync, this.tabs);
    this.schedule = new CachedSchedule(store, pairing);
    this.calls = new Calls(store, pairing, helpWire(siteId, token), () => this.storeChanged.publish());
    this.help = new SiteHelp(data, clock, this.calls);
    this.readiness = new SiteReadinessTest(store, pairing, () => this.storeChanged.publish());
    this.line = this.connect(sync);
    this.upkeep = new Upkeep(() => this.parts.unsent.count === 0);
    this.subscribe(synced);
  }

  async start(): Promise<void> {
    this.forgetting = setInterval(() => void this.forgetRoster(), FORGET_EVERY_MS);
    void this.upkeep.start();
    this.calls.start();
    void this.readiness.start();
    void this.schedule.fetch();
    await this.forgetRoster();
    await this.parts.data.reload();
    this.engine.start();
  }
  /** The site's requests to speak, loaded when first asked for. */
  speaking(): Promise<SiteSpeaking> {
    return (this.speaks ??= import('./speaking/site-speaking.svelte.js').then(
      ({ SiteSpeaking: Speaking }) => new Speaking(this.store, this.pairing, this.parts.clock),
    ));
  }
  stop(): void {
    clearInterval(this.forgetting);
    this.withSpeaking((speaking) => speaking.stop());
    this.upkeep.stop();
    this.calls.stop();
    this.readiness.stop();
    this.engine.stop();
    this.tabs.close();
    this.line.close();
    this.parts.clock.stop();
  }

  /** Does nothing if the script did not come: what asked for it says so. */
  private withSpeaking(act: (speaking: SiteSpeaking) => void): void {
    void this.speaks?.then(act, () => undefined);
  }

  /** What each news of the service leads to. */
  private connect(sync: Sync): SiteLine {
    const { engine, calls, schedule, readiness } = this;
    return new SiteLine(this.pairing, {
      connectionChanged: (isConnected) => {
        engine.wake();
        if (!isConnected) return;
        calls.wake();
        readiness.wake();
        this.withSpeaking((speaking) => speaking.wake());
      },
      rosterChanged: () => engine.wake(),
      scheduleChanged: (news) => void schedule.apply(news),
      materialsChanged: () => void schedule.fetch(),
      readinessChanged: () => readiness.wake(),
      helpChanged: (call) => void calls.apply([call]),
      speakChanged: (news) => this.withSpeaking((speaking) => speaking.heard(news)),
      ended: () => void sync.end('revoked'),
    });
  }

  /** What each change leads to: the screen, the other tabs, the next request. */
  private subscribe(synced: Topic<SyncState>): void {
    const { tabs, engine } = this;
    const { data, actions, unsent } = this.parts;
    synced.subscribe((state) => tabs.tellChanged(state));
    synced.subscribe((state) => this.showSync(state));
    tabs.changed.subscribe((state) => this.showSync(state));
    for (const waits of [actions.saved, unsent.requeued])
      waits.subscribe(() => {
        engine.poke();
        tabs.tellChanged(null);
      });
    this.storeChanged.subscribe(() => {
      tabs.tellChanged(null);
      void data.reload();
    });
    this.schedule.changed.subscribe(() => void data.reload());
  }

  /** @param state `null` if another tab has changed the store, and not its sync */
  private showSync(state: SyncState | null): void {
    if (state) this.parts.status.state = state;
    if (state?.link.kind !== 'ended') return void this.parts.data.reload();
    if (!this.isEnded) this.ended.publish();
    this.isEnded = true;
  }

  private async forgetRoster(): Promise<void> {
    if (await forgetExpiredRoster(this.store, Date.now())) await this.parts.data.reload();
  }
}
