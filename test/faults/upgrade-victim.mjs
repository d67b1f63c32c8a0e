// Opens the installation of DATA_DIR with the built service's own code, and is killed after statement number
// KILL_AFTER of the upgrade. Prints how many statements there were when it is not. TRANSACTIONS=none is the
// defect that the test must notice. COPY_TO copies the folder after each statement instead: the bytes that a
// kill in that moment would leave.
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readConfig } from '../../dist/server/platform/config/config.js';
import { Databases } from '../../dist/server/platform/database/databases.js';
import { schema } from '../../dist/server/schema.js';

const require = createRequire(import.meta.url);
const { DataSource } = require('typeorm');
const { BetterSqlite3QueryRunner } = require('typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js');

const killAfter = Number(process.env.KILL_AFTER);
const copyTo = process.env.COPY_TO;
let statements = 0;
let isCounting = false;
const { query } = BetterSqlite3QueryRunner.prototype;
BetterSqlite3QueryRunner.prototype.query = async function counted(...args) {
  const result = await query.apply(this, args);
  if (isCounting && ++statements === killAfter) process.kill(process.pid, 'SIGKILL');
  if (isCounting && copyTo)
    cpSync(process.env.DATA_DIR, join(copyTo, String(statements)), { recursive: true });
  return result;
};
const { runMigrations } = DataSource.prototype;
DataSource.prototype.runMigrations = async function counting(options) {
  isCounting = true;
  return runMigrations
    .call(this, process.env.TRANSACTIONS === 'none' ? { transaction: 'none' } : options)
    .finally(() => (isCounting = false));
};
const databases = await new Databases(readConfig(process.env), { ...schema, entities: [] }).open();
await databases.onApplicationShutdown();
process.stdout.write(`${statements}\n`);
