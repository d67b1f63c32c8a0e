/**
 * Backups and their restores while eight write as fast as they are answered (R10): how many writes a second
 * went on meanwhile, and whether a restore holds every entry that was acknowledged before its backup began.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { importRows, newConference, signIn } from './client.mjs';
import { median, organizerToken, startService } from './service.mjs';

const BACKUPS = 5;
const WRITERS = 8;
/** What lies in the ledger before the first backup, so that there is something to copy. */
const LEDGER = 5_000;
const PEOPLE = 1_000;
const WRITES_A_SECOND = 200;

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'diemcau-backups-'));
  const service = await startService();
  const writing = await write(service.url);
  try {
    await writing.reached(LEDGER);
    const rates = [];
    let missing = 0;
    for (let nth = 0; nth < BACKUPS; nth += 1) {
      const [copy, restored] = [join(folder, `backup-${nth}`), join(folder, `restored-${nth}`)];
      const before = [...writing.acknowledged];
      const { answered } = writing;
      const startedAt = performance.now();
      await program('backup', copy, service.dataDir);
      rates.push((writing.answered - answered) / ((performance.now() - startedAt) / 1000));
      await program('restore', copy, restored);
      const stored = entriesIn(restored);
      missing += before.filter((id) => !stored.has(id)).length;
    }
    const slowest = Math.min(...rates);
    report({
      name: `writes a second while a backup is made, least of ${BACKUPS}`,
      value: slowest,
      limit: `≥ ${WRITES_A_SECOND}`,
      ok: slowest >= WRITES_A_SECOND,
      note: `median ${Math.round(median(rates))}`,
    });
    report({
      name: 'acknowledged before a backup, and not in its restore',
      value: missing,
      limit: '0',
      ok: missing === 0,
      note: `of ${writing.acknowledged.size} entries`,
    });
  } finally {
    await writing.stop();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Eight writers, one entry a write, the next as soon as the last is answered. */
async function write(url) {
  const organizer = await signIn(url);
  const conference = await newConference(organizer);
  const { path } = conference;
  const site = await organizer.post(`${path}/sites`, { code: 'A', name: 'Xã Một' });
  const rows = Array.from({ length: PEOPLE }, (_, nth) => `Đại biểu ${nth},A\n`).join('');
  await importRows(organizer, conference, 'participants', `fullName,siteCode\n${rows}`);
  const people = await organizer.all(`${path}/participants`);
  const checkpoint = await organizer.post(`${path}/checkpoints`, { name: 'Khai mạc' });
  const headers = {
    authorization: `Bearer ${await organizerToken(url)}`,
    'content-type': 'application/json',
  };
  const acknowledged = new Set();
  const state = { isOver: false, asked: 0, answered: 0 };
  const writer = async () => {
    while (!state.isOver) {
      const id = randomUUID();
      const entry = {
        id,
        checkpointId: checkpoint.id,
        kind: 'present',
        participantId: people[(state.asked += 1) % people.length].id,
        method: 'roll_call',
        recordedAt: new Date().toISOString(),
      };
      const body = JSON.stringify({ entries: [entry] });
      const answer = await fetch(`${url}/api/v1/sites/${site.id}/attendance`, {
        method: 'POST',
        headers,
        body,
      });
      const { receipts } = await answer.json();
      if (receipts?.[0]?.outcome !== 'accepted') throw new Error(`not accepted: ${answer.status}`);
      acknowledged.add(id);
      state.answered += 1;
    }
  };
  const ended = Promise.all(Array.from({ length: WRITERS }, writer));
  return {
    acknowledged,
    get answered() {
      return state.answered;
    },
    reached: async (count) => {
      while (acknowledged.size < count)
        await Promise.race([ended, new Promise((later) => setTimeout(later, 20))]);
    },
    stop: () => {
      state.isOver = true;
      return ended;
    },
  };
}

const program = (name, folder, dataDir) =>
  runChild(`dist/server/${name}.js`, { DATA_DIR: dataDir, DATABASE_URL: '' }, [folder]);

function entriesIn(dataDir) {
  const printed = execFileSync(
    process.execPath,
    ['test/faults/read-ledger.mjs', join(dataDir, 'diemcau.sqlite')],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return new Set(JSON.parse(printed).ids);
}
