import { Injectable } from '@nestjs/common';
import type { ReadinessResult } from '../contract/readiness.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import { ReadinessResultRow, SiteReadinessRow } from './readiness.entity.js';
import { resultOf } from './readiness.presenter.js';
import type { Decision } from './readiness.rules.js';

/** A test holds for the console that made it: not once that is out, or another one was paired since. */
export const IS_OTHER_DEVICE = `(r."deviceId" IS NOT NULL AND EXISTS (SELECT 1 FROM "device" d
  WHERE d."siteId" = r."siteId" AND ((d."id" = r."deviceId" AND d."revokedAt" IS NOT NULL)
  OR (d."id" <> r."deviceId" AND d."revokedAt" IS NULL AND d."pairedAt" > r."at"))))`;

const DECISIONS = `SELECT r."siteId", r."conferenceId", r."kind", r."outcome", r."at",
  CASE WHEN ${IS_OTHER_DEVICE} THEN 1 ELSE 0 END AS "isOtherDevice" FROM "site_readiness" r`;

/** What decides of one site. */
export interface SiteDecision extends Decision {
  siteId: Id;
  conferenceId: Id;
}
type DecisionRow = Omit<SiteDecision, 'isOtherDevice'> & { isOtherDevice: number };
const decisionOf = (row: DecisionRow): SiteDecision => ({ ...row, isOtherDevice: row.isOtherDevice === 1 });

/** Where results lie, and beside them the one that decides of each site. */
@Injectable()
export class ReadinessRepository {
  constructor(private readonly reader: Reader) {}

  find(tx: Transaction, id: Id): Promise<ReadinessResultRow | null> {
    return tx.repo(ReadinessResultRow).findOneBy({ id });
  }
  decisionRow(tx: Transaction, siteId: Id): Promise<SiteReadinessRow | null> {
    return tx.repo(SiteReadinessRow).findOneBy({ siteId });
  }
  async insert(tx: Transaction, row: ReadinessResultRow): Promise<void> {
    await tx.repo(ReadinessResultRow).insert(row);
  }
  async decide(tx: Transaction, row: SiteReadinessRow): Promise<void> {
    await tx.repo(SiteReadinessRow).upsert(row, ['siteId']);
  }

  async decision(siteId: Id, source: Queryable = this.reader): Promise<SiteDecision | null> {
    const [row] = await source.query<DecisionRow>(`${DECISIONS} WHERE r."siteId" = $1`, [siteId]);
    return row ? decisionOf(row) : null;
  }

  /** Of every site that has one. */
  async decisions(): Promise<SiteDecision[]> {
    return (await this.reader.query<DecisionRow>(DECISIONS)).map(decisionOf);
  }

  /** The results that decide, and those that came last, of one site. */
  async shown(siteId: Id): Promise<{ deciding: ReadinessResult; newest: ReadinessResult } | null> {
    const row = await this.reader.repo(SiteReadinessRow).findOneBy({ siteId });
    if (!row) return null;
    const results = this.reader.repo(ReadinessResultRow);
    const deciding = await results.findOneBy({ id: row.resultId });
    const newest = row.newestId === row.resultId ? deciding : await results.findOneBy({ id: row.newestId });
    return { deciding: resultOf(deciding!), newest: resultOf(newest!) };
  }

  /** Newest first, in the order of arrival. */
  async history(
    siteId: Id,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<ReadinessResult>> {
    const before = seqOf(after) ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.reader.query<Omit<ReadinessResultRow, 'items'> & { items: string }>(
      `SELECT r.* FROM "readiness_result" r WHERE r."siteId" = $1 AND r."seq" < $2
        ORDER BY r."seq" DESC LIMIT $3`,
      [siteId, before, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ seq }) => [String(seq)],
      (row) => resultOf({ ...row, items: JSON.parse(row.items) as ReadinessResultRow['items'] }),
    );
  }
}
