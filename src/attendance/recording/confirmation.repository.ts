import { Injectable } from '@nestjs/common';
import { type Cache, Caches } from '../../platform/cache/cache.js';
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

/** A whole country at one checkpoint. */
const CACHED_SITES = 50_000;
type SiteAtCheckpoint = Pick<AttendanceConfirmationRow, 'siteId' | 'checkpointId'>;

/** Reads and writes the confirmations of sites. */
@Injectable()
export class ConfirmationRepository {
  /** By site and checkpoint, the deciding entry; `null` if there is none. */
  private readonly deciding: Cache<StoredEntry | null>;

  constructor(caches: Caches) {
    this.deciding = caches.create('confirmations', [], { limit: CACHED_SITES });
  }

  /**
   * Finds the deciding entry of each site and checkpoint that has one: by a statement on PostgreSQL, mostly
   * without one on SQLite.
   */
  async findDeciding(tx: Transaction, checkpointSites: CheckpointSites): Promise<StoredEntry[]> {
    const pairs = new Map(pairsOf(checkpointSites).map((pair) => [keyOf(pair), pair]));
    const found = await this.deciding.getMany(tx, pairs.keys(), async (missing) => {
      const entries = await this.read(
        tx,
        'deciding',
        missing.map((key) => pairs.get(key)!),
      );
      const byKey = new Map<string, StoredEntry | null>(missing.map((key) => [key, null]));
      for (const entry of entries) byKey.set(keyOf(entry), entry);
      return byKey;
    });
    return [...found.values()].filter((entry) => entry !== null);
  }

  /** All confirms and reopens at these sites and checkpoints, and the undos that name one of them. */
  findAll(tx: Transaction, checkpointSites: CheckpointSites): Promise<StoredEntry[]> {
    return this.read(tx, 'all', pairsOf(checkpointSites));
  }

  async upsert(tx: Transaction, rolls: Iterable<Roll>, seq: number): Promise<void> {
    const rows: AttendanceConfirmationRow[] = [];
    for (const { siteId, checkpointId, entries, decidedBy } of rolls)
      rows.push({
        siteId,
        checkpointId,
        seq,
        entrySeq: decidedBy?.seq ?? null,
        entrySeqs: `[${entries.map((entry) => entry.seq).join()}]`,
      });
    await confirmations.run(tx, rows);
    // Before the commit, so that no batch is judged by the old entry, whether the transaction commits or not.
    this.deciding.invalidate(rows.map(keyOf));
  }

  private async read(
    tx: Transaction,
    statement: 'deciding' | 'all',
    pairs: readonly SiteAtCheckpoint[],
  ): Promise<StoredEntry[]> {
    return storedEntries(await tx.query(STATEMENTS[tx.dialect][statement], [JSON.stringify(pairs)]));
  }
}

const keyOf = ({ siteId, checkpointId }: SiteAtCheckpoint): string => `${siteId} ${checkpointId}`;

const pairsOf = (checkpointSites: CheckpointSites): SiteAtCheckpoint[] =>
  [...checkpointSites].flatMap(([checkpointId, sites]) =>
    [...sites].map((siteId) => ({ siteId, checkpointId })),
  );
