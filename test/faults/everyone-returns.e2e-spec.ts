import { afterEach, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SitePairings } from '../../src/contract/auth.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { sqliteDriver } from '../../src/platform/database/sqlite.js';
import { RECONNECTION } from '../../web/src/shared/reconnection.js';
import { Client, organizerToken } from '../support/client.js';
import { made, makeHall } from '../support/hall.js';
import { LOGIN, PASSWORD, startVictim, type Victim } from './victim.js';

const SITES = 60;
/**
 * 60 sites with 24 open consoles each are 1,440; 60 boards besides. A sign-in may hold
 * 20 sockets, so each site has two.
 */
const SOCKETS = { consolesPerDevice: 12, devicesPerSite: 2, boardsPerOrganizer: 20, organizers: 3 };
const ALL =
  SITES * SOCKETS.consolesPerDevice * SOCKETS.devicesPerSite +
  SOCKETS.boardsPerOrganizer * SOCKETS.organizers;
/** They return long before; how soon is measured by `npm run bench -- restart`. */
const PATIENCE_MS = 240_000;

interface SocketPlan {
  token: string;
  event: string;
  body: object;
  count: number;
}
interface Returned {
  sockets: number;
  back: number[];
}
interface Stage {
  dataDir: string;
  port: number;
  victim: Victim;
  sockets: SocketPlan[];
  hashings(): number;
}

const folders: string[] = [];
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0))
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/**
 * A free port below those that the system gives to outgoing connections: nobody
 * takes it while the service is away.
 */
async function fixedPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) =>
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
    );
    await new Promise((done) => server.close(done));
    if (isFree) return port;
  }
}

const counting = (hashings: string) => ({
  nodeArgs: ['--import', pathToFileURL('test/faults/count-hashing.mjs').href],
  env: { HASHINGS: hashings },
});

async function start(dataDir: string, port: number): Promise<Victim> {
  const victim = await startVictim(dataDir, undefined, { port, ...counting(join(dataDir, 'hashings')) });
  running.push(victim.child);
  return victim;
}

/** A service with consoles and organizers signed in; `share` of the sockets that the promise names. */
async function setStage(share: number): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'diemcau-return-'));
  folders.push(dataDir);
  const port = await fixedPort();
  const victim = await start(dataDir, port);
  const organizer = new Client(victim.url, await organizerToken(victim.url, LOGIN, PASSWORD));
  const { conference } = await makeHall(organizer, { sites: Math.ceil(SITES * share), people: 1 });
  const sockets: SocketPlan[] = [];
  for (let nth = 0; nth < SOCKETS.devicesPerSite; nth += 1) {
    const { items } = made(
      await organizer.post<SitePairings>(pathTo(ROUTES.conferencePairings, conference.id)),
    );
    for (const { code } of items) {
      const { token, site } = made(
        await organizer.post<{ token: string; site: { id: string } }>(pathTo(ROUTES.pair), {
          code,
          deviceName: 'Máy',
        }),
      );
      sockets.push({
        token,
        event: 'site.join',
        body: { siteId: site.id },
        count: SOCKETS.consolesPerDevice,
      });
    }
  }
  for (let nth = 0; nth < Math.ceil(SOCKETS.organizers * share); nth += 1)
    sockets.push({
      token: await organizerToken(victim.url, LOGIN, PASSWORD),
      event: 'board.watch',
      body: { conferenceId: conference.id },
      count: SOCKETS.boardsPerOrganizer,
    });
  const hashings = (): number => readFileSync(join(dataDir, 'hashings'), 'utf8').split('\n').length - 1;
  return { dataDir, port, victim, sockets, hashings };
}

/**
 * Connects everybody, kills the service, starts it again on the same port. `waitMs`: how
 * long they may take to come back.
 */
async function outage(
  stage: Stage,
  waitMs: number,
  { env = {}, between = (): void => undefined } = {},
): Promise<Returned & { hashed: number }> {
  const settings = {
    SERVICE: `http://127.0.0.1:${stage.port}`,
    SOCKETS: JSON.stringify(stage.sockets),
    CLIENT: JSON.stringify(RECONNECTION),
    ...env,
  };
  const everyone = spawn(process.execPath, ['bench/returners.mjs'], {
    env: { ...process.env, NODE_OPTIONS: '', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(everyone, 'close');
  running.push(everyone);
  let text = '';
  const listening = new Promise<void>((resolve, reject) => {
    everyone.stdout.on(
      'data',
      (chunk: Buffer) => (text += chunk.toString()).includes('listening') && resolve(),
    );
    everyone.once('exit', (code) => reject(new Error(`the sockets ended with ${code}: ${text}`)));
  });
  await listening;
  stage.victim.child.kill('SIGKILL');
  await stage.victim.ended;
  between();
  stage.victim = await start(stage.dataDir, stage.port);
  const afterStart = stage.hashings();
  const timer = setTimeout(() => everyone.kill('SIGTERM'), waitMs);
  await closed;
  clearTimeout(timer);
  return {
    ...(JSON.parse(text.trim().split('\n').at(-1)!) as Returned),
    hashed: stage.hashings() - afterStart,
  };
}

it(`has ${ALL} sockets back after it was killed, and no password is hashed for it (R13)`, async () => {
  const stage = await setStage(1);
  expect(ALL).toBe(1_500);
  // It counts: one at the start, one for the organizer of the environment, one for each sign-in by password.
  expect(stage.hashings()).toBeGreaterThanOrEqual(2 + SOCKETS.organizers);
  const { sockets, back, hashed } = await outage(stage, PATIENCE_MS);
  expect({ sockets, back: back.length, hashed }).toEqual({ sockets: ALL, back: ALL, hashed: 0 });
}, 600_000);

const FEW = 0.05;
/** Long enough for those who come back at all. */
const AWHILE_MS = 8_000;
it('would have nobody back if sign-ins died with the process: the canary', async () => {
  const stage = await setStage(FEW);
  const Database = sqliteDriver() as new (file: string) => { exec(sql: string): void; close(): void };
  const forget = (): void => {
    const db = new Database(join(stage.dataDir, 'diemcau.sqlite'));
    db.exec('DELETE FROM "sign_in"');
    db.close();
  };
  expect((await outage(stage, AWHILE_MS, { between: forget })).back).toEqual([]);
}, 120_000);

it('would hash passwords if clients signed in anew: the canary', async () => {
  const stage = await setStage(FEW);
  stage.sockets = stage.sockets.filter(({ event }) => event === 'board.watch');
  const { back, hashed } = await outage(stage, AWHILE_MS, { env: { LOGIN, PASSWORD } });
  expect({ isBack: back.length > 0, isHashed: hashed > 0 }).toEqual({ isBack: true, isHashed: true });
}, 120_000);
