import { createHmac, type Hmac } from 'node:crypto';

/** What the audit trail says of a stretch of the ledger: how many entries, and their keyed hash. */
export interface Seal {
  /** `seq` of the change counter, both included. */
  from: number;
  to: number;
  count: number;
  hash: string;
}
/** An entry with its delivery, each column by its name. */
export type SealedRow = { seq: number | string } & Record<string, unknown>;

/** Entries of one seal: where something is wrong is known to within so many. */
export const SEAL_ENTRIES = 500;

/** Sums up entries in order of `seq`. */
export class SealSum {
  private readonly hmac: Hmac;
  private counted = 0;
  private last = 0;

  constructor(key: Buffer) {
    this.hmac = createHmac('sha256', key).update('ledger\0');
  }

  get count(): number {
    return this.counted;
  }
  /** `seq` of the last entry. */
  get lastSeq(): number {
    return this.last;
  }

  /** Numbers count as text: PostgreSQL gives the large ones so. */
  add(row: SealedRow): void {
    const values = Object.values(row).map((value) => (value === null ? null : String(value)));
    this.hmac.update(JSON.stringify(values)).update('\n');
    this.counted += 1;
    this.last = Number(row.seq);
  }

  /** @param to up to where there is no further entry */
  seal(from: number, to: number): Seal {
    return { from, to, count: this.counted, hash: this.hmac.digest('hex') };
  }
}

/** Acts of the trail: a stretch of the ledger, and one that was rewritten rightfully. */
export const SEALED = 'ledger.sealed';
export const RESEALED = 'ledger.resealed';

/** Reads the detail of a line of the trail; `null` if it is none of a seal. */
export function sealIn(detail: string | null): Seal | null {
  const { from, to, count, hash } = JSON.parse(detail ?? '{}') as Partial<Seal>;
  return typeof from === 'number' && typeof to === 'number' && typeof count === 'number' && hash
    ? { from, to, count, hash }
    : null;
}

/** Each stretch by its newest seal: one whose entries were rewritten rightfully was sealed again. */
export class SealBook {
  private readonly byFrom = new Map<number, Seal>();

  /** Takes a line of the trail; those of other acts say nothing here. */
  add({ act, detail }: { act: string; detail: string | null }): void {
    const seal = act === SEALED || act === RESEALED ? sealIn(detail) : null;
    if (seal !== null) this.byFrom.set(seal.from, seal);
  }
  get all(): Seal[] {
    return [...this.byFrom.values()].sort((a, b) => a.from - b.from);
  }
}
