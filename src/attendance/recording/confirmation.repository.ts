import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { BulkInsert } from '../../platform/database/bulk-insert.js';
import { type Dialect, elements, recordset } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { AttendanceConfirmationRow } from '../ledger/attendance.entity.js';
import { entryColumns, storedEntries } from '../ledger/attendance.repository.js';
import type { StoredEntry } from './attendance.rules.js';
import type { CheckpointSites, Roll } from './confirmation.rules.js';

const COLUMNS = {
  siteId: 'text',
  checkpointId: 'text',
  seq: 'bigint',
  entrySeq: 'bigint',
  entrySeqs: 'text',
} as const satisfies Record<keyof AttendanceConfirmationRow, string>;
const confirmations = new BulkInsert<AttendanceConfirmationRow>(
  'attendance_confirmation',
  COLUMNS,
  `ON CONFLICT ("siteId", "checkpointId") DO UPDATE
    SET "seq" = excluded."seq", "entrySeq" = excluded."entrySeq", "entrySeqs" = excluded."entrySeqs"`,
);

const statementsFor = (dialect: Dialect) => {
  const places = `${recordset(dialect, 1, { siteId: 'text', checkpointId: 'text' })}
    CROSS JOIN "attendance_confirmation" k`;
  const here = 'k."siteId" = r."siteId" AND k."checkpointId" = r."checkpointId"';
  const confirmsAndReopens = `${places} CROSS JOIN ${elements(dialect, 'k."entrySeqs"')}
    CROSS JOIN "attendance_entry" e`;
  const delivered = 'CROSS JOIN "attendance_delivery" d';
  return {
    deciding: `SELECT ${entryColumns('e')} FROM ${places} CROSS JOIN "attendance_entry" e ${delivered}
      WHERE ${here} AND e."seq" = k."entrySeq" AND d."seq" = e."deliverySeq"`,
    all: `SELECT ${entryColumns('e')} FROM ${confirmsAndReopens} ${delivered} WHERE ${here}
      AND e."seq" = CAST(n.value AS bigint) AND d."seq" = e."deliverySeq"
      UNION ALL SELECT ${entryColumns('u')} FROM ${confirmsAndReopens}
      CROSS JOIN "attendance_entry" u ${delivered}
      WHERE ${here} AND e."seq" = CAST(n.value AS bigint) AND u."undoes" = e."id"
      AND d."seq" = u."deliverySeq"`,
  };
};
const STATEMENTS = { sqlite: statementsFor('sqlite'), postgres: statementsFor('postgres') };

/** Confirmations that are cached at the most: a whole country at one checkpoint. */
const CACHED_SITES = 50_000;

/** Reads and writes the confirmations of sites. */
@Injectable()
export class ConfirmationRepository {
  /**
   * By checkpoint and site, the deciding entry; `null` if there is none. What a transaction may change is
   * forgotten in it, so that this holds whether it commits or not.
   */
  private readonly cached = new Map<Id, Map<Id, StoredEntry | null>>();
  private size = 0;
  /** Transactions that have written here: what they read may never come to be. */
  private readonly writing = new WeakSet<Transaction>();

  /**
   * The deciding entry of each site and checkpoint that has one: a statement on PostgreSQL, which several
   * services may share; on SQLite mostly none.
   */
  async findDeciding(tx: Transaction, checkpointSites: CheckpointSites): Promise<StoredEntry[]> {
    if (tx.dialect === 'postgres') return this.read(tx, 'deciding', checkpointSites);
    const unknown: CheckpointSites = new Map();
    const found: StoredEntry[] = [];
    for (const [checkpointId, sites] of checkpointSites) {
      const known = this.cached.get(checkpointId);
      for (const siteId of sites) {
        const entry = known?.get(siteId);
        if (entry === undefined)
          unknown.set(checkpointId, (unknown.get(checkpointId) ?? new Set()).add(siteId));
        else if (entry !== null) found.push(entry);
      }
    }
    if (unknown.size === 0) return found;
    const read = await this.read(tx, 'deciding', unknown);
    if (!this.writing.has(tx)) this.cache(unknown, read);
    return [...found, ...read];
  }

  /** All confirms and reopens at these sites and checkpoints, and the undos that name one of them. */
  findAll(tx: Transaction, checkpointSites: CheckpointSites): Promise<StoredEntry[]> {
    return this.read(tx, 'all', checkpointSites);
  }

  async upsert(tx: Transaction, rolls: Iterable<Roll>, seq: number): Promise<void> {
    const rows: AttendanceConfirmationRow[] = [];
    this.writing.add(tx);
    for (const { siteId, checkpointId, entries, decidedBy } of rolls) {
      this.forget(checkpointId, siteId);
      rows.push({
        siteId,
        checkpointId,
        seq,
        entrySeq: decidedBy?.seq ?? null,
        entrySeqs: `[${entries.map((entry) => entry.seq).join()}]`,
      });
    }
    await confirmations.run(tx, rows);
  }

  private async read(
    tx: Transaction,
    statement: 'deciding' | 'all',
    checkpointSites: CheckpointSites,
  ): Promise<StoredEntry[]> {
    const pairs = [...checkpointSites].flatMap(([checkpointId, sites]) =>
      [...sites].map((siteId) => ({ siteId, checkpointId })),
    );
    return storedEntries(await tx.query(STATEMENTS[tx.dialect][statement], [JSON.stringify(pairs)]));
  }

  private cache(checkpointSites: CheckpointSites, entries: readonly StoredEntry[]): void {
    if (this.size >= CACHED_SITES) {
      this.cached.clear();
      this.size = 0;
    }
    for (const [checkpointId, sites] of checkpointSites) {
      let known = this.cached.get(checkpointId);
      if (!known) this.cached.set(checkpointId, (known = new Map()));
      for (const siteId of sites) known.set(siteId, null);
      this.size += sites.size;
    }
    for (const entry of entries) this.cached.get(entry.checkpointId)!.set(entry.siteId, entry);
  }

  private forget(checkpointId: Id, siteId: Id): void {
    if (this.cached.get(checkpointId)?.delete(siteId)) this.size -= 1;
  }
}
