import { createHmac, type Hmac } from 'node:crypto';

/** A seal: how many entries a stretch of the ledger holds, and their keyed hash. */
export interface Seal {
  /** `seq` of the change counter, both included. */
  from: number;
  to: number;
  count: number;
  hash: string;
}
/** An entry with its delivery, each column by its name. */
export type SealedRow = { seq: number | string } & Record<string, unknown>;

/** At most so many entries in one seal: a change is located to within that many. */
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

  /** Numbers as text, as PostgreSQL answers large ones. */
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

/** Acts of the trail: a stretch was sealed, or sealed again after a rightful rewrite. */
export const SEALED = 'ledger.sealed';
export const RESEALED = 'ledger.resealed';

/** Reads the detail of a line of the trail; `null` if it is no seal. */
export function sealIn(detail: string | null): Seal | null {
  const { from, to, count, hash } = JSON.parse(detail ?? '{}') as Partial<Seal>;
  return typeof from === 'number' && typeof to === 'number' && typeof count === 'number' && hash
    ? { from, to, count, hash }
    : null;
}

/** The newest seal of each stretch; a rightful rewrite has sealed it again. */
export class SealBook {
  private readonly byFrom = new Map<number, Seal>();
  /** `seq` of the last line that was read into it from the trail; 0 before the first. */
  lastLine = 0;

  /** Takes a line of the trail; lines of other acts are ignored. */
  add({ act, detail }: { act: string; detail: string | null }): void {
    const seal = act === SEALED || act === RESEALED ? sealIn(detail) : null;
    if (seal !== null) this.byFrom.set(seal.from, seal);
  }
  get all(): Seal[] {
    return [...this.byFrom.values()].sort((a, b) => a.from - b.from);
  }
}
