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
  createdAt: 'text',
  updatedAt: 'text',
} as const satisfies Record<keyof SiteRow, 'text' | 'integer'>;
const NAMES = Object.keys(COLUMNS);
const LIST = NAMES.map((name) => `"${name}"`).join(', ');
const CHANGES = NAMES.slice(2)
  .map((name) => `"${name}" = r."${name}"`)
  .join(', ');

/** Writes new sites in one statement, parents before children. */
export async function insertSites(tx: Transaction, sites: readonly SiteRow[]): Promise<void> {
  const rows = `SELECT ${LIST} FROM ${recordset(tx.dialect, 1, COLUMNS)}`;
  await tx.query(`INSERT INTO "site" (${LIST}) ${rows}`, [JSON.stringify(sites)]);
}

/** Writes all fields of sites that exist, in one statement. */
export async function updateSites(tx: Transaction, sites: readonly SiteRow[]): Promise<void> {
  const rows = recordset(tx.dialect, 1, COLUMNS);
  await tx.query(`UPDATE "site" SET ${CHANGES} FROM ${rows} WHERE "site"."id" = r."id"`, [
    JSON.stringify(sites),
  ]);
}
