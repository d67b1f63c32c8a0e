import { BulkInsert } from '../platform/database/bulk-insert.js';
import { recordset } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import type { SiteRow } from './site.entity.js';

const COLUMNS = {
  id: 'text',
  conferenceId: 'text',
  code: 'text',
  codeKey: 'text',
  name: 'text',
  kind: 'text',
  level: 'text',
  parentId: 'text',
  expected: 'integer',
  address: 'text',
  contactName: 'text',
  contactPhone: 'text',
  line: 'text',
  createdAt: 'text',
  updatedAt: 'text',
} as const satisfies Record<keyof SiteRow, 'text' | 'integer'>;
const rows = new BulkInsert<SiteRow>('site', COLUMNS);
const CHANGES = Object.keys(COLUMNS)
  .slice(2)
  .map((name) => `"${name}" = r."${name}"`)
  .join(', ');

/** Writes new sites, parents before children. */
export const insertSites = (tx: Transaction, sites: readonly SiteRow[]): Promise<void> => rows.run(tx, sites);

/** Writes all fields of sites that exist, in one statement. */
export async function updateSites(tx: Transaction, sites: readonly SiteRow[]): Promise<void> {
  const changed = recordset(tx.dialect, 1, COLUMNS);
  await tx.query(`UPDATE "site" SET ${CHANGES} FROM ${changed} WHERE "site"."id" = r."id"`, [
    JSON.stringify(sites),
  ]);
}
