import { Injectable } from '@nestjs/common';
import { BulkInsert } from '../../platform/database/bulk-insert.js';
import { Ids } from '../../platform/ids/ids.js';
import { recordset } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { LedgerSealsService } from '../sealing/ledger-seals.service.js';
import type { SealBook } from '../sealing/seal.rules.js';

/** Columns of an entry that people write by hand. */
export const LEDGER_TEXTS = ['reason', 'note', 'amendment'] as const;
const openings = new BulkInsert<{ id: string }>('ledger_opening', { id: 'text' });
type LedgerText = (typeof LEDGER_TEXTS)[number];

export interface TextChange {
  /** Of the entry. */
  seq: number;
  column: string;
  before: string;
  after: string;
}

/**
 * The one way in which the ledger changes. A text that names an erased person is replaced, and all texts are
 * emptied when their time is over. An entry still says who was where, when, and who recorded that. Triggers
 * forbid every other change.
 */
@Injectable()
export class LedgerTextsService {
  constructor(
    private readonly ids: Ids,
    private readonly seals: LedgerSealsService,
  ) {}

  /** Replaces texts; consoles that hold them fetch them anew by `changeSeq`. @returns how many changed */
  async rewrite(tx: Transaction, changes: readonly TextChange[], changeSeq: number): Promise<number> {
    if (changes.length === 0) return 0;
    const changed: number[] = [];
    const seqs = changes.map(({ seq }) => seq);
    await this.opened(tx, seqs, async () => {
      for (const { seq, column, before, after } of changes) {
        const rows = await tx.query(
          `UPDATE "attendance_entry" SET "${textOf(column)}" = $1
            WHERE "seq" = $2 AND "${textOf(column)}" = $3 RETURNING "seq"`,
          [after, seq, before],
        );
        if (rows.length > 0) changed.push(seq);
      }
    });
    await this.renumber(tx, changed, changeSeq);
    return changed.length;
  }

  /** For whoever empties or removes entries slice by slice. */
  newBook(): SealBook {
    return this.seals.newBook();
  }

  /** Empties every text of these entries. @returns how many entries had one */
  async empty(tx: Transaction, seqs: readonly number[], changeSeq: number, book: SealBook): Promise<number> {
    if (seqs.length === 0) return 0;
    const listed = `SELECT r."seq" FROM ${recordset(tx.dialect, 1, { seq: 'bigint' })}`;
    const work = (): Promise<unknown> =>
      tx.query(
        `UPDATE "attendance_entry" SET ${LEDGER_TEXTS.map((name) => `"${name}" = NULL`).join(', ')}
          WHERE "seq" IN (${listed})`,
        [JSON.stringify(seqs.map((seq) => ({ seq })))],
      );
    await this.opened(tx, seqs, work, book);
    await this.renumber(tx, seqs, changeSeq);
    return seqs.length;
  }

  /** Entries of a conference that is being deleted. */
  async remove(tx: Transaction, seqs: readonly number[], book: SealBook): Promise<number> {
    if (seqs.length === 0) return 0;
    const sql = `SELECT r."seq" FROM ${recordset(tx.dialect, 1, { seq: 'bigint' })}`;
    const values = [JSON.stringify(seqs.map((seq) => ({ seq })))];
    const work = (): Promise<unknown> =>
      tx.query(`DELETE FROM "attendance_entry" WHERE "seq" IN (${sql})`, values);
    await this.seals.rewrite(tx, { sql, values }, work, book);
    return seqs.length;
  }

  private async opened(
    tx: Transaction,
    seqs: readonly number[],
    work: () => Promise<unknown>,
    book?: SealBook,
  ): Promise<void> {
    const id = this.ids.next();
    await openings.run(tx, [{ id }]);
    const sql = `SELECT r."seq" FROM ${recordset(tx.dialect, 1, { seq: 'bigint' })}`;
    await this.seals.rewrite(tx, { sql, values: [JSON.stringify(seqs.map((seq) => ({ seq })))] }, work, book);
    await tx.query('DELETE FROM "ledger_opening" WHERE "id" = $1', [id]);
  }

  /** What consoles are told of: the states of people, and the confirmations of sites. */
  private async renumber(tx: Transaction, seqs: readonly number[], changeSeq: number): Promise<void> {
    const entries = JSON.stringify(seqs.map((seq) => ({ seq })));
    const changed = recordset(tx.dialect, 2, { seq: 'bigint' });
    await tx.query(
      `UPDATE "attendance_state" SET "seq" = $1 WHERE "entrySeq" IN (SELECT r."seq" FROM ${changed})`,
      [changeSeq, entries],
    );
    await tx.query(
      `UPDATE "attendance_confirmation" SET "seq" = $1 WHERE "entrySeq" IN (SELECT r."seq" FROM ${changed})`,
      [changeSeq, entries],
    );
  }
}

function textOf(column: string): LedgerText {
  const text = LEDGER_TEXTS.find((name) => name === column);
  if (text === undefined) throw new Error(`${column} is no text of the ledger`);
  return text;
}
