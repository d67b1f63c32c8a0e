import type { Id } from '../contract/wire.js';
import { delayUntil } from '../platform/clock/timer-delay.js';
import type { Fact } from './facts.rules.js';
import type { Acknowledgement, Moment, TrackedIncident } from './incident.rules.js';
import type { ConferenceIncidents } from './incidents.rules.js';
import type { Places } from './places.rules.js';

export interface WatchDeps {
  now(): Moment;
  timing: { portion: number; retry: number };
  places(): Promise<Places>;
  /** When the day of the conference ends, so that sites go home; `null` while nobody knows. */
  dayEnd(): Promise<Moment | null>;
  /** Stores and announces what has changed. */
  save(changed: readonly TrackedIncident[]): Promise<void>;
  /** Stores and announces a silence. */
  silence(incident: TrackedIncident, acknowledged: Acknowledgement): Promise<void>;
  failed(fault: unknown): void;
}

/**
 * Carries on the incidents of one conference: judges in portions, stores, and wakes when time alone decides.
 * One thing after the other, so that nobody is silenced while it is being resolved.
 */
export class ConferenceWatch {
  private waiting: Fact[] = [];
  private last: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private wakesAt = Infinity;
  /** When the day ends, if that is to come. */
  private dayEndsAt = Infinity;
  private isTreeOld = false;
  private isClosed = false;

  constructor(
    private readonly incidents: ConferenceIncidents,
    private readonly deps: WatchDeps,
  ) {}

  note(facts: readonly Fact[]): void {
    this.waiting.push(...facts);
    this.look();
  }
  moved(): void {
    this.isTreeOld = true;
    this.look();
  }
  /** Judges soon: the plan may be another. */
  look(): void {
    this.wakeAt(this.deps.now() + this.deps.timing.portion);
  }

  /** Silences an open incident; `false` if it is resolved. */
  acknowledge(id: Id, acknowledged: Acknowledgement): Promise<boolean> {
    return this.inTurn(async () => {
      await this.judge();
      const incident = this.incidents.find(id);
      if (!incident) return false;
      if (!isSame(incident.acknowledged, acknowledged)) {
        await this.deps.silence(incident, acknowledged);
        incident.acknowledge(acknowledged);
      }
      this.sleep();
      return true;
    });
  }

  /** Resolves all, and ends. */
  close(): Promise<void> {
    this.end();
    return this.inTurn(async () => {
      this.incidents.close(this.deps.now());
      await this.store();
    });
  }
  /** Ends without a word: the service stops. */
  async stop(): Promise<void> {
    this.end();
    await this.last;
  }

  private end(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }
  private wakeAt(at: Moment): void {
    if (this.isClosed || at >= this.wakesAt) return;
    clearTimeout(this.timer);
    this.wakesAt = at;
    const delay = delayUntil(at, this.deps.now(), this.deps.timing.portion / 10);
    this.timer = setTimeout(() => void this.wake(), delay).unref();
  }
  private wake(): Promise<void> {
    this.wakesAt = Infinity;
    return this.inTurn(async () => {
      try {
        await this.judge();
        this.sleep();
      } catch (fault) {
        this.deps.failed(fault);
        this.wakeAt(this.deps.now() + this.deps.timing.retry);
      }
    });
  }
  private sleep(): void {
    const next = this.incidents.nextAt();
    if (next !== null) this.wakeAt(next + 1);
    if (this.incidents.hasOpen && this.dayEndsAt < Infinity) this.wakeAt(this.dayEndsAt);
  }

  private async judge(): Promise<void> {
    if (this.isTreeOld) await this.takeTree();
    const dayEnd = (await this.deps.dayEnd()) ?? Infinity;
    const now = this.deps.now();
    this.dayEndsAt = dayEnd > now ? dayEnd : Infinity;
    const facts = this.waiting;
    this.waiting = [];
    const day: Fact = { at: facts[0]?.at ?? now, kind: 'day', isOver: dayEnd <= now };
    this.incidents.advance([day, ...facts], now);
    await this.store();
  }
  /** While it cannot be read, facts wait: they may be of its new sites. It may change again meanwhile. */
  private async takeTree(): Promise<void> {
    this.isTreeOld = false;
    const places = await this.deps.places().catch((fault: unknown) => {
      this.isTreeOld = true;
      throw fault;
    });
    this.incidents.move(places, this.deps.now());
  }
  /** What cannot be stored now is stored later: it goes on all the same. */
  private async store(): Promise<void> {
    const changed = this.incidents.unstored();
    if (changed.length === 0) return;
    try {
      await this.deps.save(changed);
      changed.forEach((incident) => this.incidents.stored(incident));
    } catch (fault) {
      this.deps.failed(fault);
      this.wakeAt(this.deps.now() + this.deps.timing.retry);
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch((fault: unknown) => this.deps.failed(fault));
    return result;
  }
}

const isSame = (before: Acknowledgement | null, after: Acknowledgement): boolean =>
  before !== null &&
  before.note === after.note &&
  before.until === after.until &&
  before.by.accountId === after.by.accountId;
