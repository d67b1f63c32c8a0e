/**
 * R13: 1,500 consoles and boards are connected; the service is killed and started again on the same port. How
 * long until they are back?
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { newConference, signIn } from './client.mjs';
import { organizerToken, startService } from './service.mjs';

const SITES = 60;
/** A sign-in may hold 20 sockets: each site has two devices with 12 pages each, each organizer 20 boards. */
const DEVICES = 2;
const PAGES = 12;
const ORGANIZERS = 3;
const BOARDS = 20;
/** As the pages come back: `web/src/shared/reconnection.ts`. */
const RECONNECTION = { reconnectionDelay: 2_000, reconnectionDelayMax: 30_000, randomizationFactor: 1 };
const LIMIT_MS = { most: 30_000, all: 60_000 };

/**
 * @param {(row: { name: string, value: number, unit: string, limit: string, ok: boolean, note?: string }) =>
 * void} report
 */
export async function run(report) {
  const port = await fixedPort();
  let service = await startService({ port });
  const { url } = service;
  const everyone = spawn(process.execPath, [fileURLToPath(new URL('returners.mjs', import.meta.url))], {
    env: {
      ...process.env,
      SERVICE: url,
      SOCKETS: JSON.stringify(await prepare(url)),
      CLIENT: JSON.stringify(RECONNECTION),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let text = '';
    await new Promise((resolve, reject) => {
      everyone.stdout.on('data', (chunk) => (text += chunk).includes('listening') && resolve());
      everyone.once('exit', (code) => reject(new Error(`the sockets ended with ${code}`)));
    });
    const closed = once(everyone, 'close');
    service = await service.restart('SIGKILL');
    const timer = setTimeout(() => everyone.kill('SIGTERM'), 2 * LIMIT_MS.all);
    await closed;
    clearTimeout(timer);
    const { sockets, back } = JSON.parse(text.trim().split('\n').at(-1));
    const at = (share) => back[Math.ceil(sockets * share) - 1] ?? Infinity;
    const [half, start] = [at(0.5), service.readyMs].map((ms) => (ms / 1000).toFixed(1));
    const note = `half after ${half} s; the service needed ${start} s to start`;
    report({
      name: `${sockets} sockets after a kill: 99 % back`,
      value: at(0.99) / 1000,
      unit: 's',
      limit: '< 30 s',
      ok: at(0.99) < LIMIT_MS.most,
      note,
    });
    report({ name: 'all back', value: at(1) / 1000, unit: 's', limit: '< 60 s', ok: at(1) < LIMIT_MS.all });
  } finally {
    if (everyone.exitCode === null) everyone.kill('SIGKILL');
    await service.stop();
  }
}

/** Below those that the system gives to outgoing connections. */
async function fixedPort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise((resolve) =>
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
    );
    await new Promise((done) => server.close(done));
    if (isFree) return port;
  }
}

async function prepare(url) {
  const organizer = await signIn(url);
  const { id: conferenceId, path } = await newConference(organizer);
  for (let nth = 0; nth < SITES; nth += 1)
    await organizer.post(`${path}/sites`, { code: `S${nth}`, name: `Xã ${nth}` });
  const sockets = [];
  for (let nth = 0; nth < DEVICES; nth += 1) {
    const { items } = await organizer.post(`${path}/pairings`);
    for (const { code, siteId } of items) {
      const { token } = await organizer.post('/api/v1/auth/pair', { code, deviceName: 'Bench' });
      sockets.push({ token, event: 'site.join', body: { siteId }, count: PAGES });
    }
  }
  for (let nth = 0; nth < ORGANIZERS; nth += 1)
    sockets.push({
      token: await organizerToken(url),
      event: 'board.watch',
      body: { conferenceId },
      count: BOARDS,
    });
  return sockets;
}
