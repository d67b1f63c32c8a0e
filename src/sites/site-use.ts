import type { Id } from '../contract/wire.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { listed } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';

/**
 * Finds which of these sites have people, devices, attendance or calls for help. What uses a site lies in
 * features to the right, so their foreign keys answer: the sites are deleted inside a savepoint that is
 * always taken back. Sites below do not count as use.
 */
export async function usedAmong(tx: Transaction, siteIds: readonly Id[]): Promise<Id[]> {
  if (siteIds.length === 0 || !(await isUsed(tx, siteIds))) return [];
  const used: Id[] = [];
  for (const id of siteIds) if (await isUsed(tx, [id])) used.push(id);
  return used;
}

/** A group has no console: codes that nobody has used pair nothing any more, and links open none. */
export async function dropPairings(tx: Transaction, siteIds: readonly Id[]): Promise<void> {
  const those = `SELECT l.value FROM ${listed(tx.dialect, 1)}`;
  for (const table of ['pairing', 'invitation'])
    await tx.query(`DELETE FROM "${table}" WHERE "siteId" IN (${those})`, [JSON.stringify(siteIds)]);
}

async function isUsed(tx: Transaction, siteIds: readonly Id[]): Promise<boolean> {
  const those = `SELECT l.value FROM ${listed(tx.dialect, 1)}`;
  const values = [JSON.stringify(siteIds)];
  let isRefused = false;
  await tx.query('SAVEPOINT "site_use"');
  try {
    await tx.query(`UPDATE "site" SET "parentId" = NULL WHERE "parentId" IN (${those})`, values);
    await tx.query(`DELETE FROM "site" WHERE "id" IN (${those})`, values);
  } catch (fault) {
    if (brokenConstraint(fault) !== 'foreign-key') throw fault;
    isRefused = true;
  }
  await tx.query('ROLLBACK TO SAVEPOINT "site_use"');
  await tx.query('RELEASE SAVEPOINT "site_use"');
  return isRefused;
}
