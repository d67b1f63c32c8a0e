import type { Entry, Receipt } from '#contract/attendance.js';
import type { Roster } from '#contract/roster.js';
import type { Id } from '#contract/wire.js';
import type { PullAnswer, SendAnswer } from './answer.rules.js';
import {
  afterPull,
  afterSend,
  ended,
  mustPullFirst,
  nextBatch,
  afterClockSetBack,
  receiptsFor,
  START,
  type SyncState,
  untilNext,
  askSoon,
} from './sync.rules.js';

/** The outbox and the roster as the sync uses them. Every writing method is one transaction. */
export interface SyncStore {
  /** Answers the entries of this pairing without a receipt, oldest first. */
  waiting(): Promise<{ id: Id; entry: Entry }[]>;
  /** Removes the entries that the receipts name from the outbox; nothing else may. */
  removeAcknowledged(receipts: Receipt[], seq: number): Promise<void>;
  /** Answers the `seq` of the roster here; `null` if there is none. */
  rosterSeq(): Promise<number | null>;
  /** @param since what the roster was asked for; `null` for all of it */
  apply(roster: Roster, since: number | null, offset: number): Promise<void>;
  /** Removes the roster from the device. Unsent and refused entries stay. */
  wipe(why: 'revoked' | 'signed-out'): Promise<void>;
}
export interface SyncWire {
  send(entries: Entry[]): Promise<SendAnswer>;
  pull(since: number | null): Promise<PullAnswer>;
}
export interface SyncDeps {
  now(): number;
  random(): number;
  /** Called after each step that changed something. */
  changed(state: SyncState): void;
}

/** Sends entries and fetches the roster, one request at a time, uploads first. */
export class Sync {
  state: SyncState = START;
  private lastReading = -Infinity;
  constructor(
    private readonly store: SyncStore,
    private readonly wire: SyncWire,
    private readonly deps: SyncDeps,
  ) {}

  /**
   * Does what is due, one request at most. Answers the milliseconds until the next step; `null` if there is
   * none.
   */
  async step(): Promise<number | null> {
    if (this.state.link.kind === 'ended') return null;
    const waiting = await this.store.waiting();
    const now = this.readClock();
    if (this.state.notBefore <= now) {
      const batch = nextBatch(waiting, this.state, now);
      if (batch.length > 0 && !mustPullFirst(this.state, now)) await this.send(batch);
      else if (this.state.pullAt <= now) await this.pull();
    }
    const left = await this.store.waiting();
    const then = this.readClock();
    return untilNext(this.state, left, then);
  }

  wake(): void {
    this.setState(askSoon(this.state, this.deps.now(), this.deps.random()));
  }

  async end(why: 'revoked' | 'signed-out'): Promise<void> {
    if (this.state.link.kind === 'ended') return;
    await this.store.wipe(why);
    this.setState(ended(this.state, why));
  }

  private async send(batch: { id: Id; entry: Entry }[]): Promise<void> {
    const ids = batch.map((row) => row.id);
    const answer = await this.wire.send(batch.map((row) => row.entry));
    if (answer.kind === 'receipts') await this.store.removeAcknowledged(receiptsFor(ids, answer), answer.seq);
    await this.transition(afterSend(this.state, ids, answer, this.deps.now(), this.deps.random()));
  }

  private async pull(): Promise<void> {
    const since = await this.store.rosterSeq();
    const answer = await this.wire.pull(since);
    if (answer.kind === 'roster') await this.store.apply(answer.roster, since, answer.offset);
    await this.transition(afterPull(this.state, answer, this.deps.now(), this.deps.random()));
  }

  private async transition(next: SyncState): Promise<void> {
    // News of the socket may have ended it while the request was under way.
    if (this.state.link.kind === 'ended') return;
    if (next.link.kind === 'ended') await this.end(next.link.why);
    else this.setState(next);
  }

  /**
   * Answers the time in ms. A clock that was set back since the last reading does not put off what is due.
   */
  private readClock(): number {
    const now = this.deps.now();
    if (now < this.lastReading) this.state = afterClockSetBack(this.state, this.lastReading - now, now);
    this.lastReading = now;
    return now;
  }

  private setState(next: SyncState): void {
    this.state = next;
    this.deps.changed(next);
  }
}
