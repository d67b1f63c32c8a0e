import { Injectable } from '@nestjs/common';
import type { RetentionRun } from '../../contract/personal-data.js';
import type { Id } from '../../contract/wire.js';
import type { AuditNote } from '../../platform/audit/audit-note.js';
import { Reader } from '../../platform/database/reader.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ids } from '../../platform/ids/ids.js';
import { ReportSignatureRow, RetentionRunRow } from './retention.entity.js';

/** The signature is no part of the conference's row, so the trail does not see it change by itself. */
const aboutTheReportOf = (conferenceId: Id): AuditNote => ({
  object: { kind: 'conference', id: conferenceId },
  conferenceId,
});

/** Stores who said that a report is signed, and what was deleted since. */
@Injectable()
export class RetentionRepository {
  constructor(
    private readonly reader: Reader,
    private readonly ids: Ids,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  signature(conferenceId: Id): Promise<ReportSignatureRow | null> {
    return this.reader.repo(ReportSignatureRow).findOneBy({ conferenceId });
  }

  signed(): Promise<ReportSignatureRow[]> {
    return this.reader.repo(ReportSignatureRow).find();
  }

  /** Stores that the report is signed; the first time counts. */
  sign(row: ReportSignatureRow): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await tx.nextSeq();
      const { conferenceId } = row;
      if (await tx.repo(ReportSignatureRow).existsBy({ conferenceId })) return;
      await tx.repo(ReportSignatureRow).insert(row);
      tx.note(aboutTheReportOf(conferenceId));
    });
  }

  unsign(conferenceId: Id): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const signatures = tx.repo(ReportSignatureRow);
      if (!(await signatures.existsBy({ conferenceId }))) return;
      await signatures.delete({ conferenceId });
      tx.note(aboutTheReportOf(conferenceId));
    });
  }

  async runs(conferenceId: Id): Promise<RetentionRun[]> {
    const rows = await this.reader
      .repo(RetentionRunRow)
      .find({ where: { conferenceId }, order: { id: 'DESC' } });
    return rows.map(({ kind, at, rows: counts }) => ({
      kind,
      at,
      rows: JSON.parse(counts) as Record<string, number>,
    }));
  }

  async note(tx: Transaction, run: Omit<RetentionRunRow, 'id' | 'filesAt'>): Promise<void> {
    await tx.repo(RetentionRunRow).insert({ ...run, id: this.ids.next(), filesAt: null });
  }
}
