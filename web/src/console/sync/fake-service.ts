import type { Entry, Receipt } from '#contract/attendance.js';
import type { Roster } from '#contract/roster.js';
import { type RawAnswer, readPullAnswer, readSendAnswer, type SendAnswer } from './answer.rules.js';
import type { SyncStore, SyncWire } from './sync.js';

/**
 * Everything that may come back when a batch is sent (promise R7). For `lost` and `cut` the service stores
 * the batch first, for `partly` half of it.
 */
export const FATES = [
  'good',
  'lost',
  'cut',
  'partly',
  'silence',
  '400',
  '401-portal',
  '403',
  '404',
  '409',
  '413',
  '422',
  '429',
  '500',
  '502',
  '503',
  'portal',
  'portal-json',
] as const;
export type Fate = (typeof FATES)[number];

const json = (status: number, body: unknown, retryAfter: string | null = null): RawAnswer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
  retryAfter,
});
const html = (status: number): RawAnswer => ({
  status,
  contentType: 'text/html',
  text: '<html>Đăng nhập mạng</html>',
  retryAfter: null,
});
const problem = (status: number, code: string, retryAfter: string | null = null): RawAnswer =>
  json(
    status,
    { type: `urn:diemcau:problem:${code}`, title: code, status, code, detail: code, requestId: 'r' },
    retryAfter,
  );
const PLAIN: Partial<Record<Fate, RawAnswer>> = {
  '400': problem(400, 'request.invalid'),
  '401-portal': html(401),
  '403': problem(403, 'auth.forbidden'),
  '404': problem(404, 'site.not-found'),
  '409': problem(409, 'checkpoint.not-open'),
  '413': problem(413, 'request.too-large'),
  '422': problem(422, 'entry.invalid'),
  '429': problem(429, 'rate.limited', '3'),
  '500': problem(500, 'server.failed'),
  '502': html(502),
  '503': problem(503, 'server.busy', '1'),
  portal: html(200),
  'portal-json': json(200, { ok: true }),
};

/** A service that stores entries as ours does, and then answers as it is told. */
export class FakeService implements SyncWire {
  readonly stored = new Map<string, Entry>();
  readonly batches: string[][] = [];
  seq = 0;
  constructor(
    private readonly fate: (nth: number) => Fate,
    /** Entries that a receipt refuses; a batch with one of `poison` is answered 400 as a whole. */
    private readonly refused: ReadonlySet<string> = new Set(),
    private readonly poison: ReadonlySet<string> = new Set(),
  ) {}

  async send(entries: Entry[]): Promise<SendAnswer> {
    const fate = this.fate(this.batches.push(entries.map((entry) => entry.id)) - 1);
    if (fate === 'silence') return { kind: 'none' };
    const plain = entries.some((entry) => this.poison.has(entry.id)) ? PLAIN['400'] : PLAIN[fate];
    if (plain) return readSendAnswer(plain);
    const taken = fate === 'partly' ? entries.slice(0, Math.ceil(entries.length / 2)) : entries;
    const whole = json(200, { receipts: taken.map((entry) => this.storeEntry(entry)), seq: ++this.seq });
    if (fate === 'lost') return { kind: 'none' };
    return readSendAnswer(fate === 'cut' ? { ...whole, text: whole.text.slice(0, -5) } : whole);
  }
  async pull(): Promise<ReturnType<typeof readPullAnswer>> {
    const roster = {
      seq: this.seq,
      full: true,
      serverTime: '2026-11-22T01:00:00.000Z',
      conference: {},
      site: {},
      checkpoints: [],
      members: [],
      states: [],
    };
    return readPullAnswer(
      json(200, roster),
      Date.parse('2026-11-22T00:59:59.900Z'),
      Date.parse('2026-11-22T01:00:00.100Z'),
    );
  }
  private storeEntry(entry: Entry): Receipt {
    if (this.refused.has(entry.id))
      return { id: entry.id, outcome: 'refused', code: 'participant.not-found' };
    if (this.stored.has(entry.id)) return { id: entry.id, outcome: 'duplicate' };
    this.stored.set(entry.id, entry);
    return { id: entry.id, outcome: 'accepted' };
  }
}

/** The rules of the store without a browser. */
export class MemoryStore implements SyncStore {
  readonly outbox = new Map<string, { id: string; entry: Entry }>();
  readonly tally = { made: 0, received: 0, duplicate: 0, refused: 0 };
  seq: number | null = null;
  ended: string | null = null;
  make(id: string): void {
    this.outbox.set(id, {
      id,
      entry: {
        id,
        checkpointId: 'c',
        kind: 'present',
        participantId: 'p',
        method: 'roll_call',
        recordedAt: '2026-11-22T01:00:00.000Z',
      },
    });
    this.tally.made += 1;
  }
  /** Answers made − received − duplicate − refused − waiting: always 0. */
  unaccounted(): number {
    const { made, received, duplicate, refused } = this.tally;
    return made - received - duplicate - refused - this.outbox.size;
  }
  async waiting(): Promise<{ id: string; entry: Entry }[]> {
    return [...this.outbox.values()];
  }
  async removeAcknowledged(receipts: Receipt[]): Promise<void> {
    for (const receipt of receipts) {
      if (!this.outbox.delete(receipt.id)) continue;
      this.tally[receipt.outcome === 'accepted' ? 'received' : receipt.outcome] += 1;
    }
  }
  async rosterSeq(): Promise<number | null> {
    return this.seq;
  }
  async apply(roster: Roster): Promise<void> {
    this.seq = roster.seq;
  }
  async wipe(why: string): Promise<void> {
    this.ended = why;
    this.seq = null;
  }
}
