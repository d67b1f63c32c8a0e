// Prints how many rows each of the named tables has in the database file named by the first argument. A
// process of its own, for the same reason as read-ledger.mjs.
import { sqliteDriver } from '../../dist/server/platform/database/sqlite.js';

const [file, ...tables] = process.argv.slice(2);
const db = new (sqliteDriver())(file, { readonly: true });
const count = (table) => db.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get();
process.stdout.write(JSON.stringify(Object.fromEntries(tables.map((table) => [table, count(table)]))));
