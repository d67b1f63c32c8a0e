import { createHmac } from 'node:crypto';
import { type AuditAnchor, type AuditLine, LINE_COLUMNS } from './audit-note.js';

/** The HMAC of a line: of all its columns and of the hash before it. Hex. */
export function lineHash(key: Buffer, previous: string, line: AuditLine): string {
  return keyed(key, 'line', [previous, ...LINE_COLUMNS.map((column) => line[column])]);
}

/**
 * The keyed hash of a row. The same row has the same hash, and nobody without the key can guess a name, a
 * phone number or a code from it.
 */
export const rowHash = (key: Buffer, row: object): string => keyed(key, 'row', canonical(row));

/** A keyed hash of any JSON value. @param purpose keeps hashes of different things apart */
export const keyed = (key: Buffer, purpose: string, value: unknown): string =>
  createHmac('sha256', key).update(purpose).update('\0').update(JSON.stringify(value)).digest('hex');

/** JSON with keys in order and numbers as text: a bigint reads alike from both databases. */
function canonical(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object') return value ?? null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, canonical(one)]);
}

/**
 * What is wrong with the trail, and where, by `seq`. `missing`: these lines are gone. `altered`: these lines
 * were changed, inserted or moved. `cut`: the end is missing. `replaced`: the line is not the anchored one,
 * as when an older copy of the database was put in.
 */
export interface ChainBreak {
  what: 'missing' | 'altered' | 'cut' | 'replaced';
  from: number;
  to: number;
}

/** Follows a chain from its first line on, and compares each line with the stored one before it. */
export class ChainCheck {
  private last: AuditAnchor = { seq: 0, hash: '' };
  private readonly found: ChainBreak[] = [];

  constructor(
    private readonly key: Buffer,
    /** Ends that are known from elsewhere: the lines at these numbers must have these hashes. */
    private readonly anchors: readonly AuditAnchor[],
  ) {}

  get head(): AuditAnchor {
    return this.last;
  }

  /** The next line in order of `seq`. */
  add(line: AuditLine, hash: string): void {
    const { seq } = line;
    if (seq > this.last.seq + 1) this.report('missing', this.last.seq + 1, seq - 1);
    else if (seq <= this.last.seq) this.report('altered', seq, seq);
    if (lineHash(this.key, this.last.hash, line) !== hash) {
      // The one after a gap was hashed with a line that is not there any more.
      const isAfterGap = seq > this.last.seq + 1;
      if (!isAfterGap) this.report('altered', seq, seq);
    }
    for (const anchor of this.anchors)
      if (anchor.seq === seq && anchor.hash !== hash) this.report('replaced', seq, seq);
    this.last = { seq, hash };
  }

  /** @param end where the chain ends, as kept beside it */
  finish(end: AuditAnchor): ChainBreak[] {
    const furthest = Math.max(end.seq, ...this.anchors.map(({ seq }) => seq));
    if (furthest > this.last.seq) this.report('cut', this.last.seq + 1, furthest);
    else if (end.seq < this.last.seq || end.hash !== this.last.hash)
      this.report('altered', this.last.seq, this.last.seq);
    return this.found;
  }

  /** Neighbours are one break. */
  private report(what: ChainBreak['what'], from: number, to: number): void {
    const last = this.found.at(-1);
    if (last?.what === what && from <= last.to + 1) last.to = Math.max(last.to, to);
    else this.found.push({ what, from, to });
  }
}
