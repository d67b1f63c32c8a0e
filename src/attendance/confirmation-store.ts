import { Injectable } from '@nestjs/common';
import type { Id } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { type Dialect, elements, recordset } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import type { AttendanceConfirmationRow } from './attendance.entity.js';
import { kept, keptOf } from './attendance-store.js';
import type { Kept } from './attendance.rules.js';
import type { Places, Roll } from './confirmation.rules.js';

const COLUMNS = {
  siteId: 'text',
  checkpointId: 'text',
  seq: 'bigint',
  entrySeq: 'bigint',
  said: 'text',
} as const satisfies Record<keyof AttendanceConfirmationRow, string>;
const confirmations = new BulkInsert<AttendanceConfirmationRow>(
  'attendance_confirmation',
  COLUMNS,
  'ON CONFLICT ("siteId", "checkpointId") DO UPDATE SET "seq" = excluded."seq", "entrySeq" = excluded."entrySeq", "said" = excluded."said"',
);

const statementsFor = (dialect: Dialect) => {
  const places = `${recordset(dialect, 1, { siteId: 'text', checkpointId: 'text' })} CROSS JOIN "attendance_confirmation" k`;
  const here = 'k."siteId" = r."siteId" AND k."checkpointId" = r."checkpointId"';
  const said = `${places} CROSS JOIN ${elements(dialect, 'k."said"')} CROSS JOIN "attendance_entry" e`;
  const delivered = 'CROSS JOIN "attendance_delivery" d';
  return {
    deciding: `SELECT ${kept('e')} FROM ${places} CROSS JOIN "attendance_entry" e ${delivered} WHERE ${here} AND e."seq" = k."entrySeq" AND d."seq" = e."deliverySeq"`,
    words: `SELECT ${kept('e')} FROM ${said} ${delivered} WHERE ${here} AND e."seq" = CAST(n.value AS bigint) AND d."seq" = e."deliverySeq"
      UNION ALL SELECT ${kept('u')} FROM ${said} CROSS JOIN "attendance_entry" u ${delivered} WHERE ${here} AND e."seq" = CAST(n.value AS bigint) AND u."undoes" = e."id" AND d."seq" = u."deliverySeq"`,
  };
};
const STATEMENTS = { sqlite: statementsFor('sqlite'), postgres: statementsFor('postgres') };

/** Places that are kept in memory at the most: a whole country at one checkpoint. */
const REMEMBERED_PLACES = 50_000;

/** What sites have said of their checkpoints as a whole. */
@Injectable()
export class ConfirmationStore {
  /** By checkpoint and site, the deciding entry; null: there is none. What a transaction may change is forgotten in it, so that this holds whether it commits or not. */
  private readonly remembered = new Map<Id, Map<Id, Kept | null>>();
  private size = 0;
  /** Transactions that have written here: what they read may never come to be. */
  private readonly writing = new WeakSet<Transaction>();

  /** The deciding entry of each of these places that has one: a statement on PostgreSQL, which several services may share; on SQLite mostly none. */
  async deciding(tx: Transaction, places: Places): Promise<Kept[]> {
    if (tx.dialect === 'postgres') return this.read(tx, 'deciding', places);
    const unknown: Places = new Map();
    const found: Kept[] = [];
    for (const [checkpointId, sites] of places) {
      const known = this.remembered.get(checkpointId);
      for (const siteId of sites) {
        const entry = known?.get(siteId);
        if (entry === undefined)
          unknown.set(checkpointId, (unknown.get(checkpointId) ?? new Set()).add(siteId));
        else if (entry !== null) found.push(entry);
      }
    }
    if (unknown.size === 0) return found;
    const read = await this.read(tx, 'deciding', unknown);
    if (!this.writing.has(tx)) this.remember(unknown, read);
    return [...found, ...read];
  }

  /** All confirms and reopens of these places, and the undos that name one of them. */
  words(tx: Transaction, places: Places): Promise<Kept[]> {
    return this.read(tx, 'words', places);
  }

  async place(tx: Transaction, rolls: Iterable<Roll>, seq: number): Promise<void> {
    const rows: AttendanceConfirmationRow[] = [];
    this.writing.add(tx);
    for (const { siteId, checkpointId, words, decidedBy } of rolls) {
      this.forget(checkpointId, siteId);
      rows.push({
        siteId,
        checkpointId,
        seq,
        entrySeq: decidedBy?.seq ?? null,
        said: `[${words.map((word) => word.seq).join()}]`,
      });
    }
    await confirmations.run(tx, rows);
  }

  private async read(tx: Transaction, statement: 'deciding' | 'words', places: Places): Promise<Kept[]> {
    const pairs = [...places].flatMap(([checkpointId, sites]) =>
      [...sites].map((siteId) => ({ siteId, checkpointId })),
    );
    return keptOf(await tx.query(STATEMENTS[tx.dialect][statement], [JSON.stringify(pairs)]));
  }

  private remember(places: Places, entries: readonly Kept[]): void {
    if (this.size >= REMEMBERED_PLACES) {
      this.remembered.clear();
      this.size = 0;
    }
    for (const [checkpointId, sites] of places) {
      let known = this.remembered.get(checkpointId);
      if (!known) this.remembered.set(checkpointId, (known = new Map()));
      for (const siteId of sites) known.set(siteId, null);
      this.size += sites.size;
    }
    for (const entry of entries) this.remembered.get(entry.checkpointId)!.set(entry.siteId, entry);
  }

  private forget(checkpointId: Id, siteId: Id): void {
    if (this.remembered.get(checkpointId)?.delete(siteId)) this.size -= 1;
  }
}
