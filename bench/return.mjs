/**
 * R8: 239 consoles come back within one second, each with 100 entries made without a line, while 500 boards
 * watch: how long until each has its receipts and the board is right, and what others feel of it.
 */
import { stringify } from 'csv-stringify/sync';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { startChild } from './child.mjs';
import { importRows, newConference, signIn } from './client.mjs';
import { organizerToken, startService } from './service.mjs';

const CONSOLES = Number(process.env.CONSOLES ?? 239);
const ENTRIES = 100;
const BOARDS = Number(process.env.BOARDS ?? 500);
const BOARDS_PER_SIGN_IN = 20;
/** Somebody reads something else so often. */
const READ_EVERY_MS = 20;
/** What a console sends at once when it has this much waiting; `web/src/console/sync` takes up to 200. */
const BATCH = 100;
const WITHIN_MS = 1_000;

/**
 * @param {(row: { name: string, value: number, unit: string, limit: string, ok: boolean,
 * note?: string }) => void} report
 */
export async function run(report) {
  const service = await startService();
  const agent = new Agent({ keepAlive: true });
  const board = { seen: new Map(), rightAt: 0 };
  let socket;
  let watchers;
  try {
    const day = await prepare(service.url, agent);
    socket = await watch(service.url, day, board);
    const tokens = [];
    for (let at = 0; at < BOARDS / BOARDS_PER_SIGN_IN; at += 1)
      tokens.push(await organizerToken(service.url));
    watchers = await startChild(fileURLToPath(new URL('watchers.mjs', import.meta.url)), {
      SERVICE: service.url,
      TOKENS: tokens.join(' '),
      CONFERENCE: day.conferenceId,
      BOARDS,
    });
    const reading = readMeanwhile(service.url, day);
    const begun = performance.now();
    const replies = await Promise.all(
      day.consoles.map((console) => comeBack(service.url, agent, day.checkpointId, console)),
    );
    const lastReceipt = performance.now();
    const delays = replies.flat().sort((a, b) => a.ms - b.ms);
    const received = delays.reduce((sum, { accepted }) => sum + accepted, 0);
    const total = CONSOLES * ENTRIES;
    report({
      name: `${CONSOLES} consoles back within 1 s: entries received of ${total}`,
      value: received,
      unit: '',
      limit: `${total}`,
      ok: received === total,
    });
    report({
      name: 'until the last receipt',
      value: (lastReceipt - begun) / 1000,
      unit: 's',
      limit: '< 60 s',
      ok: lastReceipt - begun < 60_000,
    });
    const p99 = delays[Math.floor(delays.length * 0.99)].ms;
    report({
      name: 'receipts, p99',
      value: p99,
      unit: 'ms',
      limit: '< 1000 ms',
      ok: p99 < 1_000,
      note: `median ${Math.round(delays[Math.floor(delays.length / 2)].ms)} ms`,
    });
    const end = performance.now() + 10_000;
    while (board.rightAt === 0 && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const late = board.rightAt === 0 ? Infinity : Math.max(0, board.rightAt - lastReceipt);
    report({
      name: 'board right after the last receipt',
      value: late / 1000,
      unit: 's',
      limit: '< 5 s',
      ok: late < 5_000,
      note: `${BOARDS} boards watch`,
    });
    const reads = await reading.stop();
    const slow = reads[Math.floor(reads.length * 0.99)];
    report({
      name: 'answers to other reads meanwhile, p99',
      value: slow,
      unit: 'ms',
      limit: '< 500 ms',
      ok: slow < 500,
      note: `${reads.length} reads, median ${Math.round(reads[Math.floor(reads.length / 2)])} ms`,
    });
    const mib = service.rssMiB();
    report({ name: 'resident memory then', value: mib, unit: 'MiB', limit: '< 700 MiB', ok: mib < 700 });
    if (!watchers.isRunning()) throw new Error('a board was dropped, or had a gap');
  } finally {
    socket?.disconnect();
    await watchers?.stop();
    agent.destroy();
    await service.stop();
  }
}

/** One console: its batches in turn, as soon as its line is back. */
async function comeBack(url, agent, checkpointId, { siteId, token, people }) {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * WITHIN_MS));
  const answers = [];
  for (let at = 0; at < people.length; at += BATCH) {
    const entries = people.slice(at, at + BATCH).map((participantId, n) => ({
      id: randomUUID(),
      checkpointId,
      kind: 'present',
      mode: 'in_person',
      participantId,
      method: 'roll_call',
      recordedAt: new Date(Date.now() - 600_000 + (at + n) * 1_000).toISOString(),
      deviceSeq: at + n + 1,
      offline: true,
    }));
    const sentAt = performance.now();
    const { receipts } = await call(url, agent, token, 'POST', `/sites/${siteId}/attendance`, { entries });
    answers.push({
      ms: performance.now() - sentAt,
      accepted: receipts.filter(({ outcome }) => outcome === 'accepted').length,
    });
  }
  return answers;
}

/**
 * Reads the list of sites over and over on a line of its own, as an organizer's page does. `stop`
 * answers how long each took, in order.
 */
function readMeanwhile(url, { token, conferenceId }) {
  const line = new Agent({ keepAlive: true });
  const taken = [];
  let isOver = false;
  const done = (async () => {
    while (!isOver) {
      const sentAt = performance.now();
      await call(url, line, token, 'GET', `/conferences/${conferenceId}/sites?limit=50`);
      taken.push(performance.now() - sentAt);
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
    line.destroy();
  })();
  return {
    stop: async () => {
      isOver = true;
      await done;
      return taken.sort((a, b) => a - b);
    },
  };
}

async function watch(url, { token, conferenceId }, board) {
  const socket = io(`${url}/live`, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  socket.on('board.changed', ({ sites }) => {
    for (const { siteId, counts } of sites) board.seen.set(siteId, counts.inPerson);
    if ([...board.seen.values()].reduce((sum, count) => sum + count, 0) === CONSOLES * ENTRIES)
      board.rightAt ||= performance.now();
  });
  await socket.emitWithAck('board.watch', { conferenceId });
  return socket;
}

/** Sites with 100 people each and a paired console each, by the public interface. */
async function prepare(url, agent) {
  const organizer = await signIn(url);
  const conference = await newConference(organizer);
  const { id: checkpointId } = await organizer.post(`${conference.path}/checkpoints`, { name: 'Khai mạc' });
  const codes = Array.from({ length: CONSOLES }, (_, at) => `S${String(at).padStart(3, '0')}`);
  await importRows(
    organizer,
    conference,
    'sites',
    stringify([['code', 'name', 'level'], ...codes.map((code) => [code, `Xã ${code}`, 'commune'])]),
  );
  await importRows(
    organizer,
    conference,
    'participants',
    stringify([
      ['fullName', 'siteCode'],
      ...codes.flatMap((code) => Array.from({ length: ENTRIES }, (_, n) => [`Đại biểu ${code} ${n}`, code])),
    ]),
  );
  const consoles = [];
  for (const { id: siteId } of await organizer.all(`${conference.path}/sites`)) {
    const { code } = await organizer.post(`/api/v1/sites/${siteId}/pairings`, {});
    const { token } = await organizer.post('/api/v1/auth/pair', { code, deviceName: 'Bench' });
    // By the consoles' own agent: one of its connections is open already when they come back.
    const { members } = await call(url, agent, token, 'GET', `/sites/${siteId}/roster`);
    consoles.push({ siteId, token, people: members.map(({ participantId }) => participantId) });
  }
  return { token: organizer.token, conferenceId: conference.id, checkpointId, consoles };
}

/** What is measured goes by node:http over kept connections, as consoles have them. */
function call(url, agent, token, method, path, body) {
  const { hostname, port } = new URL(url);
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        agent,
        method,
        path: `/api/v1${path}`,
        headers: {
          authorization: `Bearer ${token}`,
          ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          if (response.statusCode >= 300)
            return reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`));
          resolve(JSON.parse(answer));
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
