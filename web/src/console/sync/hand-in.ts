import type { QuarantineBody, QuarantineReceipt } from '#contract/decision.js';
import type { Entry } from '#contract/attendance.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { isRecord, ownJson, problemOf, type RawAnswer, type SendAnswer } from './answer.rules.js';
import {
  afterSend,
  nextBatch,
  afterClockSetBack,
  receiptsFor,
  START,
  type SyncState,
  untilNext,
  askSoon,
} from './sync.rules.js';
import { ask } from './wire.js';

/** The unsent entries of a revoked pairing. Every writing method is one transaction. */
export interface HandInStore {
  /** Answers the unsent entries, oldest first. */
  waiting(): Promise<{ id: Id; entry: Entry }[]>;
  /** Removes the entries that the receipts name from the outbox; nothing else may. */
  removeAcknowledged(receipts: Pick<QuarantineReceipt, 'id'>[]): Promise<void>;
}
export interface HandInDeps {
  send(entries: Entry[]): Promise<SendAnswer>;
  now(): number;
  random(): number;
}
/** `closed`: the service no longer knows the token, so a person has to carry the entries over. */
export type HandInState = 'under-way' | 'lost' | 'closed' | 'done';

/** Stops the fetching of rosters. */
const NEVER = Infinity;

/**
 * Hands the unsent entries of a revoked console to the organizers; its old token opens nothing else. Batches,
 * delays and receipts are those of the sync.
 */
export class HandIn {
  state: HandInState = 'under-way';
  private sync: SyncState = { ...START, pullAt: NEVER };
  private lastReading = -Infinity;
  constructor(
    private readonly store: HandInStore,
    private readonly deps: HandInDeps,
  ) {}

  /** Does what is due. Answers the milliseconds until the next step; `null` if there is none. */
  async step(): Promise<number | null> {
    if (this.state === 'closed') return null;
    const waiting = await this.store.waiting();
    const now = this.readClock();
    const batch = this.sync.notBefore <= now ? nextBatch(waiting, this.sync, now) : [];
    if (batch.length > 0) await this.send(batch);
    const left = await this.store.waiting();
    const then = this.readClock();
    if (left.length > 0) return untilNext(this.sync, left, then);
    this.state = 'done';
    return null;
  }

  /** Sends soon: the connection may be back. */
  wake(): void {
    this.sync = { ...askSoon(this.sync, this.deps.now(), this.deps.random()), pullAt: NEVER };
  }

  /**
   * Answers the time in ms. A clock that was set back since the last reading does not put off what is due.
   */
  private readClock(): number {
    const now = this.deps.now();
    if (now < this.lastReading)
      this.sync = { ...afterClockSetBack(this.sync, this.lastReading - now, now), pullAt: NEVER };
    this.lastReading = now;
    return now;
  }

  private async send(batch: { id: Id; entry: Entry }[]): Promise<void> {
    const ids = batch.map(({ id }) => id);
    const answer = await this.deps.send(batch.map(({ entry }) => entry));
    const receipts = receiptsFor(ids, answer);
    if (receipts.length > 0) await this.store.removeAcknowledged(receipts);
    this.sync = {
      ...afterSend(this.sync, ids, answer, this.deps.now(), this.deps.random()),
      pullAt: NEVER,
    };
    const { kind } = this.sync.link;
    this.state = kind === 'ended' ? 'closed' : kind === 'connected' ? 'under-way' : 'lost';
  }
}

/** Sends a batch with the token of the revoked pairing. */
export async function sendToQuarantine(token: string, entries: Entry[]): Promise<SendAnswer> {
  const raw = await ask(token, pathTo(ROUTES.quarantine), { entries } satisfies QuarantineBody);
  return raw ? readQuarantineAnswer(raw) : { kind: 'none' };
}

/** Reads the receipts. Incomplete or unknown ones are left out, so that their entries stay in the outbox. */
export function readQuarantineAnswer(raw: RawAnswer): SendAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200) return problemOf(raw, body);
  if (!isRecord(body) || !Array.isArray(body.receipts)) return { kind: 'foreign', status: raw.status };
  return {
    kind: 'receipts',
    receipts: body.receipts
      .filter(isReceipt)
      .map(({ id, outcome }) => ({ id, outcome: outcome === 'quarantined' ? 'accepted' : outcome })),
    seq: 0,
  };
}

const isReceipt = (value: unknown): value is QuarantineReceipt =>
  isRecord(value) &&
  typeof value.id === 'string' &&
  (value.outcome === 'quarantined' || value.outcome === 'duplicate');
