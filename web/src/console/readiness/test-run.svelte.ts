import {
  MACHINE_ITEMS,
  PERSON_ITEMS,
  type ReadinessItem,
  type ReadinessItemKey,
  type ReadinessOutcome,
  type ReadinessSettings,
} from '#contract/readiness.js';
import { browserItem, cameraItem, freeSpace, heldConnection, storageItem } from './device-measures.js';
import { downloadRate, endTurn, roundTrips, takeTurn, uploadRate } from './line-measures.js';
import { figuresOf, judged } from './measures.rules.js';
import type { TestBench } from './test-bench.js';

/** What one line of the test shows. */
export type Progress =
  | { kind: 'waiting' }
  | { kind: 'running'; seconds: number | null; isQueued: boolean }
  | { kind: 'done'; item: ReadinessItem };

const isMachine = (key: ReadinessItemKey): boolean => (MACHINE_ITEMS as readonly string[]).includes(key);

/** One test: the machine measures while a person answers. */
export class TestRun {
  progress = $state<Partial<Record<ReadinessItemKey, Progress>>>({});
  answers = $state<Partial<Record<ReadinessItemKey, ReadinessOutcome>>>({});
  isMeasured = $state(false);
  /** This device's clock minus the service's in ms, as measured. */
  offset = 0;
  readonly machine: ReadinessItemKey[];
  readonly person: ReadinessItemKey[];
  private readonly bench: TestBench;
  private readonly settings: ReadinessSettings;
  private readonly stopped = new AbortController();

  /** @param hasBroadcast false: the item of the link is left out, for there is none to open */
  constructor(bench: TestBench, settings: ReadinessSettings, hasBroadcast: boolean) {
    this.bench = bench;
    this.settings = settings;
    this.offset = -(Date.parse(bench.clock.serverNow) - Date.now());
    this.machine = settings.items.filter(isMachine);
    this.person = PERSON_ITEMS.filter(
      (key) => settings.items.includes(key) && (key !== 'broadcast' || hasBroadcast),
    );
    for (const key of this.machine) this.progress[key] = { kind: 'waiting' };
  }

  /** Measures the line in its order, for two transfers would measure each other; the rest beside it. */
  async start(): Promise<void> {
    await Promise.all([this.measureLine(), this.measureConnection(), this.measureDevice()]);
    this.isMeasured = true;
  }
  stop(): void {
    this.stopped.abort();
    void endTurn(this.bench.readiness.pairing);
  }

  get isAnswered(): boolean {
    return this.person.every((key) => this.answers[key] !== undefined);
  }
  /** What was not answered counts as not measured. Plain objects: the store takes no proxies. */
  get items(): ReadinessItem[] {
    return [
      ...this.machine.map((key): ReadinessItem => {
        const progress = this.progress[key];
        return progress?.kind === 'done'
          ? { ...progress.item }
          : { key, outcome: 'not_measured', value: null };
      }),
      ...this.person.map((key): ReadinessItem => ({
        key,
        outcome: this.answers[key] ?? 'not_measured',
        value: null,
      })),
    ];
  }

  private async measureLine(): Promise<void> {
    const { pairing } = this.bench.readiness;
    this.run('round_trip');
    this.run('clock');
    const figures = figuresOf(await roundTrips(pairing));
    const { limits } = this.settings;
    if (figures) this.offset = figures.offset;
    this.done({ ...judged('round_trip', figures?.p95 ?? null, limits), median: figures?.p50 ?? null });
    this.done(judged('clock', figures ? Math.round(figures.offset / 1_000) : null, limits));
    if (this.asks('download') || this.asks('upload')) await this.measureTransfers(figures !== null);
  }

  private async measureTransfers(isReached: boolean): Promise<void> {
    const { pairing } = this.bench.readiness;
    const { limits } = this.settings;
    const hasTurn =
      isReached &&
      (await takeTurn(pairing, (seconds) => this.run('download', seconds, true), this.stopped.signal));
    this.run('download');
    const down = hasTurn && this.asks('download') ? await downloadRate(pairing) : null;
    this.done(judged('download', down, limits));
    this.run('upload');
    const up = hasTurn && this.asks('upload') ? await uploadRate(pairing) : null;
    this.done(judged('upload', up, limits));
    if (hasTurn) await endTurn(pairing);
  }

  private async measureConnection(): Promise<void> {
    if (!this.asks('live')) return;
    const held = await heldConnection(
      this.bench.line,
      (seconds) => this.run('live', seconds),
      this.stopped.signal,
    );
    const outcome = { held: 'passed', dropped: 'failed', never: 'not_measured' } as const;
    this.done({ key: 'live', outcome: outcome[held], value: null });
  }

  private async measureDevice(): Promise<void> {
    this.done(browserItem());
    if (this.asks('storage')) this.done(await storageItem(this.bench.readiness.store));
    this.done(judged('space', await freeSpace(), this.settings.limits));
    if (this.asks('camera')) this.done(await cameraItem());
  }

  private asks(key: ReadinessItemKey): boolean {
    return this.machine.includes(key);
  }
  private run(key: ReadinessItemKey, seconds: number | null = null, isQueued = false): void {
    if (this.asks(key)) this.progress[key] = { kind: 'running', seconds, isQueued };
  }
  private done(item: ReadinessItem): void {
    const key = item.key as ReadinessItemKey;
    if (this.asks(key)) this.progress[key] = { kind: 'done', item };
  }
}
