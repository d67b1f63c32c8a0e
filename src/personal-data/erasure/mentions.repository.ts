import { Injectable } from '@nestjs/common';
import type { Mention } from '../../contract/personal-data.js';
import type { Id } from '../../contract/wire.js';
import { LedgerTextsService } from '../../attendance/ledger/ledger-texts.service.js';
import { Reader } from '../../platform/database/reader.js';
import type { SqlValue } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { yieldToEventLoop } from '../../platform/pace/pace.js';
import { type DeclaredColumn, type DeclaredTable, PersonalTables } from '../personal-tables.js';
import { spansIn, type Traits, withoutMentions } from './mentions.rules.js';
import { shortened } from '../../contract/shortened.js';

/** Rows that one statement reads or writes. */
const PAGE = 500;
const LEDGER = 'attendance_entry';
type Row = Record<string, string | number | null>;

/** A text that names the person, and where it lies. */
export interface Found extends Mention {
  keys: (string | number)[];
}

/** Finds and rewrites texts that name somebody, in the tables of all features. */
@Injectable()
export class MentionsRepository {
  constructor(
    private readonly tables: PersonalTables,
    private readonly reader: Reader,
    private readonly ledger: LedgerTextsService,
  ) {}

  /** Reads every text of the conference, slice by slice, so that the event loop stays free. */
  async find(conferenceId: Id, traits: Traits): Promise<Found[]> {
    const found: Found[] = [];
    for (const table of this.tables.all()) {
      const texts = searched(table);
      if (texts.length === 0) continue;
      for (let after: (string | number)[] = []; ;) {
        const rows = await this.page(table, texts, conferenceId, after);
        for (const row of rows) found.push(...mentionsIn(table, texts, row, traits));
        if (rows.length < PAGE) break;
        after = table.keys.map((key) => rows.at(-1)![key]!);
        await yieldToEventLoop();
      }
    }
    return found;
  }

  /**
   * Replaces the person by the label. A text that has changed since it was found is left to the next search.
   * @param seq of the change, for the consoles that hold the text
   * @returns how many texts were rewritten
   */
  async rewrite(
    tx: Transaction,
    found: readonly Found[],
    { traits, label, seq }: { traits: Traits; label: string; seq: number },
  ): Promise<number> {
    const ofLedger = found.filter(({ table }) => table === LEDGER);
    const rewritten = ({ text }: Found): string => withoutMentions(text, traits, label);
    let count = await this.ledger.rewrite(
      tx,
      ofLedger.map((one) => ({
        seq: Number(one.keys[0]),
        column: one.column,
        before: one.text,
        after: rewritten(one),
      })),
      seq,
    );
    for (const one of found) {
      if (one.table === LEDGER) continue;
      const table = this.tables.named(one.table);
      const { length } = table.columns.find(({ name }) => name === one.column)!;
      const text = length === null ? rewritten(one) : shortened(rewritten(one), length);
      const keys = table.keys.map((key, at) => `"${key}" = $${at + 3}`).join(' AND ');
      const rows = await tx.query(
        `UPDATE "${table.name}" SET "${one.column}" = $1 WHERE "${one.column}" = $2 AND ${keys}
          RETURNING "${table.keys[0]}"`,
        [text, one.text, ...one.keys],
      );
      count += rows.length;
    }
    return count;
  }

  private page(
    table: DeclaredTable,
    texts: readonly DeclaredColumn[],
    conferenceId: Id,
    after: readonly SqlValue[],
  ): Promise<Row[]> {
    const keys = table.keys.map((key) => `"${key}"`).join(', ');
    const isAfter = `(${keys}) > (${table.keys.map((_, at) => `$${at + 2}`).join(', ')})`;
    const some = texts.map(({ name }) => `"${name}" IS NOT NULL`).join(' OR ');
    return this.reader.query<Row>(
      `SELECT ${keys}, ${texts.map(({ name }) => `"${name}"`).join(', ')} FROM "${table.name}"
        WHERE ${this.tables.ofConference(table)} AND (${some})${after.length > 0 ? ` AND ${isAfter}` : ''}
        ORDER BY ${keys} LIMIT ${PAGE}`,
      [conferenceId, ...after],
    );
  }
}

/** Columns that may name anybody. The name in a participant's own row is no mention. */
const searched = ({ conference, person, keys, columns }: DeclaredTable): DeclaredColumn[] =>
  conference === null || (person !== null && keys.includes(person))
    ? []
    : columns.filter(({ holding }) => holding !== 'none');

function mentionsIn(
  table: DeclaredTable,
  texts: readonly DeclaredColumn[],
  row: Row,
  traits: Traits,
): Found[] {
  const keys = table.keys.map((key) => row[key]!);
  return texts.flatMap(({ name: column }) => {
    const text = row[column];
    if (typeof text !== 'string' || !names(text, traits)) return [];
    return [{ id: `${table.name}.${column}.${keys.join('~')}`, table: table.name, column, keys, text }];
  });
}

/** JSON is searched value by value: an escaped line break is no letter of a name. */
const names = (text: string, traits: Traits): boolean =>
  spansIn(text, traits).length > 0 || withoutMentions(text, traits, '') !== text;
