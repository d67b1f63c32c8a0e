import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { ImportColumn, ImportRow, ImportWarning } from '../../contract/import.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../clock/clock.js';
import { Reader } from '../database/reader.js';
import type { Transaction } from '../database/unit-of-work.js';
import { Problem } from '../http/problem.js';
import type { ColumnMapping, ColumnSpec } from './columns.rules.js';
import { ImportMappingRow } from './import-mapping.entity.js';
import { oldLetters } from './old-letters.rules.js';
import { firstRows, type Understood } from './report.js';
import type { Sheet } from './sheet.js';
import { Sheets } from './sheets.js';
import { type Table, tableOf } from './table.rules.js';
import type { UploadedTable } from './uploaded-file.js';

/** A kind of imported file, with its columns. */
export interface ImportKind<Name extends string> {
  kind: string;
  specs: readonly ColumnSpec<Name>[];
  /** Fields of words in which letters of old fonts are looked for. */
  words: readonly Name[];
}
/** A file that was read, and what is to be remembered of it once it has been imported. */
export interface ReadFile<Name extends string> {
  table: Table<Name>;
  warnings: ImportWarning[];
  understood<T>(rows: readonly T[], shownAs: (row: T) => ImportRow): Understood;
  remember(tx: Transaction): Promise<void>;
}

const LOOKED_AT = 5_000;

/**
 * The one way from an uploaded file to a table: reads it, finds its columns, uses and
 * remembers what a person said of them.
 */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly sheets: Sheets,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request.invalid for a mapping to no field, and what `Sheets.read` and `tableOf` throw */
  async read<Name extends string>(
    conferenceId: Id,
    { kind, specs, words }: ImportKind<Name>,
    { bytes, mapping }: UploadedTable,
  ): Promise<ReadFile<Name>> {
    const byHand = mapping && checked(mapping, specs);
    const sheets = await this.sheets.read(bytes);
    const first = attempt(() => tableOf(sheets, specs, byHand ?? {}));
    const headings = headingsKey('table' in first ? first.table.read.columns : columnsIn(first.problem));
    const remembered = byHand === null ? await this.remembered<Name>(conferenceId, kind, headings) : null;
    const found = remembered === null ? first : attempt(() => tableOf(sheets, specs, remembered));
    if ('problem' in found) throw withOldLetters(found.problem, sheets);
    const { table } = found;
    const texts = table.rows.slice(0, LOOKED_AT).flatMap(({ cells }) => words.map((name) => cells[name]));
    return {
      table,
      warnings: [...oldLetters(texts), ...table.warnings],
      understood: (rows, shownAs) => ({
        ...table.read,
        rows: firstRows(rows, shownAs),
        isRemembered: remembered !== null,
      }),
      remember: async (tx) => {
        if (byHand !== null)
          await this.remember(tx, { conferenceId, kind, headings, mapping: JSON.stringify(byHand) });
      },
    };
  }

  private async remembered<Name extends string>(
    conferenceId: Id,
    kind: string,
    headings: string,
  ): Promise<ColumnMapping<Name> | null> {
    const row = await this.reader.repo(ImportMappingRow).findOneBy({ conferenceId, kind, headings });
    return row && (JSON.parse(row.mapping) as ColumnMapping<Name>);
  }

  private async remember(tx: Transaction, row: Omit<ImportMappingRow, 'updatedAt'>): Promise<void> {
    await tx
      .repo(ImportMappingRow)
      .upsert({ ...row, updatedAt: this.clock.instant() }, ['conferenceId', 'kind', 'headings']);
  }
}

function attempt<T>(read: () => T): { table: T } | { problem: Problem } {
  try {
    return { table: read() };
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'import.columns-missing') return { problem: fault };
    throw fault;
  }
}

/** Headings in letters of an old font name no column: who reads that columns are missing must be told why. */
function withOldLetters(problem: Problem, sheets: readonly Sheet[]): Problem {
  const texts = sheets
    .filter(({ isHidden }) => !isHidden)
    .flatMap(({ rows }) => rows.slice(0, LOOKED_AT).flatMap(({ cells }) => cells));
  const warnings = oldLetters(texts);
  if (warnings.length === 0) return problem;
  const { code, message, errors, extra } = problem;
  const detail = `${message}. ${warnings.map((warning) => warning.message).join('. ')}`;
  return new Problem(code, detail, { errors, extra: { ...extra, warnings } });
}

const columnsIn = ({ extra }: Problem): ImportColumn[] =>
  (extra as { columns?: ImportColumn[] }).columns ?? [];

function headingsKey(columns: readonly ImportColumn[]): string {
  const keys = [...new Set(columns.map(({ key }) => key))].sort();
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex');
}

/** @throws Problem request.invalid */
function checked<Name extends string>(
  mapping: ColumnMapping,
  specs: readonly ColumnSpec<Name>[],
): ColumnMapping<Name> {
  const names = new Set<string>(specs.map(({ name }) => name));
  const unknown = Object.values(mapping).find((field) => field !== null && !names.has(field));
  if (unknown === undefined) return mapping as ColumnMapping<Name>;
  const message =
    `mapping names a field that there is not: ${JSON.stringify(unknown)}; ` +
    `there are ${[...names].join(', ')}`;
  throw new Problem('request.invalid', message, { errors: [{ path: 'mapping', code: 'isIn', message }] });
}
