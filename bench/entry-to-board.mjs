/**
 * From sending an entry to the news of it on each of 20 boards, at 500 entries a second, with
 * the model day's sites and people.
 */
import { stringify } from 'csv-stringify/sync';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { io } from 'socket.io-client';
import { importRows, modelDay, newConference, signIn } from './client.mjs';
import { startService } from './service.mjs';

const BOARDS = 20;
const PER_SECOND = Number(process.env.PER_SECOND ?? 500);
const SECONDS = 6;
/** The first second warms the code up. */
const WARM_UP = 1;
const TICK_MS = 10;

/**
 * @param {(row: { name: string, value: number, unit: string, limit: string, ok: boolean,
 * note?: string }) => void} report
 */
export async function run(report) {
  const service = await startService();
  const boards = [];
  try {
    const day = await prepare(service.url);
    const sent = new Map(day.sites.map((id) => [id, []]));
    const delays = [];
    const told = { news: 0 };
    const warm = performance.now() + WARM_UP * 1000;
    for (let at = 0; at < BOARDS; at += 1)
      boards.push(
        await openBoard(service.url, day, sent, (sentAt, delay) => sentAt > warm && delays.push(delay), told),
      );
    const accepted = await send(service.url, day, sent);
    const total = accepted * BOARDS;
    await until(
      () => boards.every((board) => board.seen() === accepted),
      () => `${boards.map((board) => board.seen())} of ${accepted} on the boards`,
    );
    delays.sort((a, b) => a - b);
    const p95 = delays[Math.floor(delays.length * 0.95)];
    const median = Math.round(delays[Math.floor(delays.length / 2)]);
    const note = `median ${median} ms, ${told.news} messages for ${total} changes`;
    report({
      name: `entry to board, p95, ${PER_SECOND} entries/s, ${BOARDS} boards`,
      value: p95,
      unit: 'ms',
      limit: '< 300 ms',
      ok: p95 < 300,
      note,
    });
    const broken = boards.reduce((sum, board) => sum + board.broken(), 0);
    report({
      name: 'entry to board: gaps in the boards’ chains',
      value: broken,
      unit: '',
      limit: '0',
      ok: broken === 0,
    });
  } finally {
    boards.forEach((board) => board.close());
    agent.destroy();
    await service.stop();
  }
}

/** A reader of the board. The n-th person counted at a site is taken for the n-th entry sent there. */
async function openBoard(url, { token, conferenceId }, sent, note, told) {
  const socket = io(`${url}/live`, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  let { seq } = await socket.emitWithAck('board.watch', { conferenceId });
  let broken = 0;
  const counted = new Map();
  socket.on('board.changed', (changes) => {
    const now = performance.now();
    told.news += 1;
    if (changes.from !== seq) broken += 1;
    seq = changes.seq;
    for (const { siteId, counts } of changes.sites) {
      for (let at = counted.get(siteId) ?? 0; at < counts.inPerson; at += 1)
        note(sent.get(siteId)[at], now - sent.get(siteId)[at]);
      counted.set(siteId, counts.inPerson);
    }
  });
  return {
    seen: () => [...counted.values()].reduce((sum, count) => sum + count, 0),
    broken: () => broken,
    close: () => socket.disconnect(),
  };
}

/** One entry a request, evenly, whether or not the answers come: an open loop hides no waiting. */
async function send(url, { token, checkpointId, people }, sent) {
  const waiting = [];
  const start = performance.now();
  for (let next = 0; next < PER_SECOND * SECONDS;) {
    const due = Math.min(PER_SECOND * SECONDS, Math.floor(((performance.now() - start) * PER_SECOND) / 1000));
    for (; next < due; next += 1) {
      const { id: participantId, siteId } = people[next];
      sent.get(siteId).push(performance.now());
      waiting.push(
        post(url, token, siteId, {
          id: randomUUID(),
          checkpointId,
          kind: 'present',
          mode: 'in_person',
          participantId,
          method: 'roll_call',
          recordedAt: new Date().toISOString(),
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  const receipts = await Promise.all(waiting);
  const refused = receipts.find(({ outcome }) => outcome !== 'accepted');
  if (refused) throw new Error(`not every entry was accepted: ${JSON.stringify(refused)}`);
  return receipts.length;
}

/** Kept connections, as consoles have them. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(url, token, siteId, entry) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ entries: [entry] });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sending = request(
      `${url}/api/v1/sites/${siteId}/attendance`,
      { method: 'POST', agent, headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        answer.on('end', () => resolve(JSON.parse(text).receipts?.[0] ?? { outcome: text }));
      },
    );
    sending.on('error', reject).end(body);
  });
}

/**
 * The model day's sites and people, by the public interface; people in mixed order, as
 * sites take the roll side by side.
 */
async function prepare(url) {
  const { sites, people: rows } = await modelDay();
  const organizer = await signIn(url);
  const conference = await newConference(organizer, { slug: 'entry-to-board' });
  await importRows(organizer, conference, 'sites', stringify(sites, { header: true }));
  await importRows(organizer, conference, 'participants', stringify(rows, { header: true }));
  const checkpoint = await organizer.post(`${conference.path}/checkpoints`, { name: 'Khai mạc' });
  const people = await organizer.all(`${conference.path}/participants`);
  const made = await organizer.all(`${conference.path}/sites`);
  people.sort((a, b) => (a.id.slice(-6) < b.id.slice(-6) ? -1 : 1));
  return {
    token: organizer.token,
    conferenceId: conference.id,
    checkpointId: checkpoint.id,
    people,
    sites: made.map((site) => site.id),
  };
}

async function until(isSo, what) {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 200) throw new Error(`never: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

if (import.meta.url === `file://${process.argv[1]}`)
  await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
