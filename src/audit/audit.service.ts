import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { AuditLine, AuditQuery } from '../contract/audit.js';
import { type Page, PAGE_LIMIT } from '../contract/wire.js';
import { FailedSignInsService } from '../identity/attempts/failed-sign-ins.service.js';
import { LINE_COLUMNS } from '../platform/audit/audit-note.js';
import type { AuditLineRow } from '../platform/audit/audit-line.entity.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import { yieldToEventLoop } from '../platform/pace/pace.js';
import { CSV_FORM } from '../platform/sheets/csv-form.js';
import { auditLineOf, LOGIN } from './audit.presenter.js';
import { AuditRepository } from './audit.repository.js';

const SLICE = 1000;
const COLUMNS = [...LINE_COLUMNS, 'hash'] as const;

/** The audit trail as its readers get it. */
@Injectable()
export class AuditService {
  constructor(
    private readonly failed: FailedSignInsService,
    private readonly lines: AuditRepository,
  ) {}

  /** Newest first. */
  async list({ limit = PAGE_LIMIT.default, after, ...query }: AuditQuery): Promise<Page<AuditLine>> {
    const rows = await this.lines.page(query, seqOf(after), limit + 1);
    const logins = rows.flatMap(({ objectKind, objectId }) => (objectKind === LOGIN ? (objectId ?? []) : []));
    const accounts = await this.failed.accountsOf(new Set(logins));
    return pageOf(
      rows,
      limit,
      ({ seq }) => [String(seq)],
      (row) => auditLineOf(row, accounts),
    );
  }

  /** All lines, newest first, slice by slice, as CSV that Vietnamese Excel opens. */
  async *csv({ limit: _limit, after: _after, ...query }: AuditQuery): AsyncGenerator<string> {
    yield stringify([COLUMNS], CSV_FORM);
    for (let before: number | null = null; ; await yieldToEventLoop()) {
      const rows: AuditLineRow[] = await this.lines.page(query, before, SLICE);
      yield stringify(
        rows.map((row) => COLUMNS.map((name) => row[name])),
        { ...CSV_FORM, bom: false },
      );
      if (rows.length < SLICE) return;
      before = Number(rows.at(-1)!.seq);
    }
  }
}
