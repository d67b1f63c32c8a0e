// The least that a durable check-in can cost: node:http, better-sqlite3, WAL, FULL, one commit for all
// who wait. No sign-in, no rules, no state; the same entry content and the same receipts as the
// service. `bench/check-ins.mjs` runs it.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const file = join(process.env.DATA_DIR, 'bare.sqlite');
// The drivers of the service: see src/platform/database/sqlite.ts.
const open = () => new (require('better-sqlite3-napi'))(file);
const openOnNode20 = () => new (require('@photostructure/sqlite').DatabaseSync)(file);
const db = Number(process.versions.napi) >= 10 ? open() : openOnNode20();
db.prepare('PRAGMA journal_mode = WAL').get();
db.exec('PRAGMA synchronous = FULL');
db.exec(
  `CREATE TABLE entry (
    id TEXT PRIMARY KEY, siteId TEXT, checkpointId TEXT, kind TEXT, participantId TEXT, method TEXT,
    recordedAt TEXT, deviceSeq INTEGER, receivedAt TEXT)`,
);
const insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
const begin = db.prepare('BEGIN');
const commit = db.prepare('COMMIT');

let seq = 0;
let waiting = [];

function drain() {
  const group = waiting;
  waiting = [];
  const receivedAt = new Date().toISOString();
  begin.run();
  for (const one of group)
    one.receipts = one.entries.map((entry) => receiptOf(entry, one.siteId, receivedAt));
  commit.run();
  for (const { receipts, response } of group) {
    const body = JSON.stringify({ receipts, seq });
    response
      .writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      })
      .end(body);
  }
}

function receiptOf(entry, siteId, receivedAt) {
  const { changes } = insert.run(
    entry.id,
    siteId,
    entry.checkpointId,
    entry.kind,
    entry.participantId,
    entry.method,
    entry.recordedAt,
    entry.deviceSeq,
    receivedAt,
  );
  seq += changes;
  return {
    id: entry.id,
    outcome: changes === 1 ? 'accepted' : 'duplicate',
    participantId: entry.participantId,
    state: 'in_person',
  };
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (
      waiting.push({
        siteId: request.url.split('/')[4],
        entries: JSON.parse(Buffer.concat(chunks)).entries,
        response,
      }) === 1
    )
      setImmediate(drain);
  });
});
// Kept in reach: Node 20's driver frees a connection that only its statements still name.
globalThis.bareDatabase = db;
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
