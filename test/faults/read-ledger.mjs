// Prints what the database file named by the first argument holds: `{ ids, integrity }`. A process of
// its own, because a connection may keep the file open until its statements are collected, and a disk
// that is in use cannot be unmounted.
import { sqliteDriver } from '../../dist/server/platform/database/sqlite.js';

const db = new (sqliteDriver())(process.argv[2], { readonly: true });
const [integrity] = db.prepare('PRAGMA integrity_check').pluck().all();
const ids = db.prepare('SELECT id FROM attendance_entry').pluck().all();
process.stdout.write(JSON.stringify({ ids, integrity }));
