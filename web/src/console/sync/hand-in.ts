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

/** What a revoked pairing has not sent. Every writing method is one transaction. */
export interface HandInStore {
  /** Oldest first. */
  waiting(): Promise<{ id: Id; entry: Entry }[]>;
  /** Takes what the receipts name out of the outbox; nothing else may. */
  removeAcknowledged(receipts: Pick<QuarantineReceipt, 'id'>[]): Promise<void>;
}
export interface HandInDeps {
  send(entries: Entry[]): Promise<SendAnswer>;
  now(): number;
  random(): number;
}
/** `closed`: the service no longer knows the token, and a person has to carry the entries over. */
export type HandInState = 'under-way' | 'lost' | 'closed' | 'done';

/** No roster is fetched any more. */
const NEVER = Infinity;

/**
 * Hands what a revoked console had not sent over to the organizers: its old token is good for that alone. In
 * the same batches, with the same patience and by the same receipts as the sync.
 */
export class HandIn {
  state: HandInState = 'under-way';
  private sync: SyncState = { ...START, pullAt: NEVER };
  private lastReading = -Infinity;
  constructor(
    private readonly store: HandInStore,
    private readonly deps: HandInDeps,
  ) {}

  /** Does what is due. Answers the milliseconds until the next step; null when there is none. */
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

  /** The line may be back. */
  wake(): void {
    this.sync = { ...askSoon(this.sync, this.deps.now(), this.deps.random()), pullAt: NEVER };
  }

  /** The time in ms. A clock that was set back since it was last read does not put off what is due. */
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

/** The batch goes out with the token of the pairing that was revoked. */
export async function sendToQuarantine(token: string, entries: Entry[]): Promise<SendAnswer> {
  const raw = await ask(token, pathTo(ROUTES.quarantine), { entries } satisfies QuarantineBody);
  return raw ? readQuarantineAnswer(raw) : { kind: 'none' };
}

/** Receipts that are not whole, or are of no such kind, are left out: what they name stays where it is. */
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
