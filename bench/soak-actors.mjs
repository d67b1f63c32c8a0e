// Those who use the service during a soak: each acts, waits, acts again, until the soak is over.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { io } from 'socket.io-client';
import { importRows, newConference, signIn } from './client.mjs';
import { LOGIN, PASSWORD } from './service.mjs';

export const SIZE = { sites: 60, people: 20, boards: 10, checkpoints: 6, materialMiB: 1 };
/** Consoles that are connected at a time; the others have gone home for a while. */
const CONNECTED = 30;

/** A conference with consoles, a schedule and a material, made by the public interface. */
export async function prepare(url) {
  const organizer = await signIn(url);
  const conference = await newConference(organizer);
  const codes = Array.from({ length: SIZE.sites }, (_, at) => `S${at}`);
  const siteRows = stringify([
    ['code', 'name', 'level'],
    ...codes.map((code) => [code, `Xã ${code}`, 'commune']),
  ]);
  await importRows(organizer, conference, 'sites', siteRows);
  const people = codes.flatMap((code) =>
    Array.from({ length: SIZE.people }, (_, nth) => [`Đại biểu ${code} ${nth}`, code]),
  );
  await importRows(organizer, conference, 'participants', stringify([['fullName', 'siteCode'], ...people]));
  const checkpoints = [];
  for (let at = 0; at < SIZE.checkpoints; at += 1)
    checkpoints.push((await organizer.post(`${conference.path}/checkpoints`, { name: `Mốc ${at}` })).id);
  const consoles = [];
  for (const { id: siteId } of await organizer.all(`${conference.path}/sites`)) {
    const { code } = await organizer.post(`/api/v1/sites/${siteId}/pairings`, {});
    const { token } = await organizer.post('/api/v1/auth/pair', { code, deviceName: 'Soak' });
    const api = organizer.as(token);
    const { members } = await api.get(`/api/v1/sites/${siteId}/roster`);
    consoles.push({ siteId, api, people: members.map(({ participantId }) => participantId) });
  }
  const bytes = Buffer.concat([
    Buffer.from('Tài liệu\n'),
    Buffer.from(randomBytes(SIZE.materialMiB << 19).toString('hex')),
  ]);
  const material = await organizer.upload(`${conference.path}/materials`, 'tai-lieu.txt', bytes, {
    title: 'Tài liệu',
    audience: 'public',
  });
  await organizer.post(`${conference.path}/sessions`, {
    title: 'Khai mạc',
    startsAt: '2026-11-22T01:00:00.000Z',
    endsAt: '2026-11-22T02:00:00.000Z',
  });
  return { url, organizer, conference, checkpoints, consoles, material, siteRows };
}

/**
 * Sets everybody to work. `stop` resolves when all have left; `counts` says how often each
 * kind acted, `faults` what failed.
 */
export function setToWork(day, rate) {
  const over = new AbortController();
  const counts = {};
  const faults = new Map();
  const sockets = new Set();
  const acting = [];
  const repeat = (name, everyMs, act) => {
    counts[name] = 0;
    acting.push(
      (async () => {
        while (!over.signal.aborted) {
          await pause(everyMs * (0.5 + Math.random()), undefined, { signal: over.signal }).catch(
            () => undefined,
          );
          if (over.signal.aborted) return;
          counts[name] += 1;
          await act(counts[name]).catch((fault) => {
            const what = `${name}: ${fault.message}`;
            faults.set(what, (faults.get(what) ?? 0) + 1);
          });
        }
      })(),
    );
  };
  const connect = async (token) => {
    const socket = io(`${day.url}/live`, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    sockets.add(socket);
    socket.on('disconnect', () => sockets.delete(socket));
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  };
  const any = (list) => list[Math.floor(Math.random() * list.length)];
  work(day, rate, { repeat, connect, any });
  const stop = async () => {
    over.abort();
    await Promise.all(acting);
    for (const socket of sockets) socket.disconnect();
  };
  return { counts, faults, stop };
}

function work(day, rate, { repeat, connect, any }) {
  const { organizer, conference, consoles, checkpoints } = day;
  let turn = 0;
  repeat('writes of two entries', 1000 / rate, async () => {
    // Site after site, the whole roll in pairs, one checkpoint after another, and again: what the data alone
    // makes grow is there after the first time.
    const pairs = SIZE.people / 2;
    const nth = turn++;
    const at = consoles[Math.floor(nth / pairs) % SIZE.sites];
    const checkpointId = checkpoints[Math.floor(nth / pairs / SIZE.sites) % SIZE.checkpoints];
    const entries = [0, 1].map((more) => ({
      id: randomUUID(),
      checkpointId,
      kind: 'present',
      participantId: at.people[(nth % pairs) * 2 + more],
      method: 'roll_call',
      recordedAt: new Date().toISOString(),
    }));
    const { receipts } = await at.api.post(`/api/v1/sites/${at.siteId}/attendance`, { entries });
    for (const { outcome, code } of receipts)
      if (outcome !== 'accepted') throw new Error(`${outcome} ${code ?? ''}`);
  });
  const boards = [];
  repeat('boards opened', 6_000, async () => {
    if (boards.length >= SIZE.boards) boards.shift().disconnect();
    const socket = await connect(organizer.token);
    await socket.emitWithAck('board.watch', { conferenceId: conference.id });
    boards.push(socket);
  });
  const inRoom = [];
  repeat('consoles come and go', 1_500, async () => {
    if (inRoom.length >= CONNECTED) inRoom.shift().disconnect();
    const at = any(consoles);
    const socket = await connect(at.api.token);
    await socket.emitWithAck('site.join', { siteId: at.siteId });
    await socket.emitWithAck('site.signal', { picture: any(['ok', 'bad']), sound: 'ok' });
    await at.api.get(`/api/v1/sites/${at.siteId}/roster`);
    inRoom.push(socket);
  });
  repeat('downloads', 3_000, () => organizer.download(`/api/v1/materials/${day.material.id}/content`));
  repeat('schedules read', 500, () => organizer.get(`${conference.path}/schedule`));
  repeat('reports', 20_000, (nth) => {
    const format = ['csv', 'xlsx', 'pdf'][nth % 3];
    return organizer.download(
      `${conference.path}/reports/attendance.${format}?checkpointId=${checkpoints[0]}`,
    );
  });
  repeat('imports tried', 60_000, () =>
    organizer.upload(`${conference.path}/sites/import?dryRun=true`, 'sites.csv', day.siteRows),
  );
  repeat('sign-ins and sign-outs', 15_000, async () => {
    const { token } = await organizer.post('/api/v1/auth/tokens', {
      login: LOGIN,
      password: PASSWORD,
      name: 'soak',
    });
    await organizer.as(token).post('/api/v1/auth/sign-out');
  });
  repeat('calls for help', 10_000, async () => {
    const at = any(consoles);
    const { id } = await at.api.post(`/api/v1/sites/${at.siteId}/help`, {
      id: randomUUID(),
      message: 'Mất tiếng',
    });
    await organizer.post(`/api/v1/help/${id}/answer`, { message: 'Đã rõ' });
  });
  repeat('questions about what is not there', 2_000, async () => {
    const status = await organizer.get(`/api/v1/sites/${randomUUID()}`).then(
      () => 200,
      (fault) => fault.status,
    );
    if (status !== 404) throw new Error(`answered ${status}`);
  });
}
