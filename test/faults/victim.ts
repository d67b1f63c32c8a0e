import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AttendanceReply, Entry } from '../../src/contract/attendance.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { Client, organizerToken } from '../support/client.js';
import { type Hall, makeHall, present } from '../support/hall.js';

export const LOGIN = 'ban-to-chuc';
export const PASSWORD = 'diem-cau-239-sites';
const WRITERS = 8;

/** The built service in a process of its own, on a data folder that outlives it. */
export interface Victim {
  url: string;
  child: ChildProcess;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
}
/** A data folder with a conference in it, and what the writers know of it. */
export interface Scene {
  dataDir: string;
  hall: Hall;
  token: string;
  sent: Set<string>;
  /** Ids whose receipt arrived. */
  acknowledged: Set<string>;
  /**
   * When each receipt arrived, in ms of `performance.now()`, and the `seq` of its
   * reply: the same for all of one commit.
   */
  receipts: Map<string, { at: number; seq: number }>;
  clear(): Promise<void>;
}

/** How a victim is started, where it is not as usual. */
interface Start {
  port?: number;
  nodeArgs?: string[];
  env?: Record<string, string>;
}

export async function startVictim(
  dataDir: string,
  main = 'dist/server/main.js',
  { port = 0, nodeArgs = [], env: more = {} }: Start = {},
): Promise<Victim> {
  if (!existsSync('dist/server/main.js'))
    throw new Error('dist/server is missing: run `npm run build:server` first');
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
    ORGANIZER_LOGIN: LOGIN,
    ORGANIZER_PASSWORD: PASSWORD,
    ...more,
  };
  const child = spawn(process.execPath, [...nodeArgs, resolve(main)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (code as number | null) ?? (signal as string));
  const url = await new Promise<string>((found, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const line = /listening on (\S+)/.exec(text);
      if (line) found(line[1]!);
    });
    void ended.then((code) => reject(new Error(`the service ended with ${code} before it listened`)));
  });
  return { url, child, ended };
}

/** @param dataDir where the data lies; unset: a new folder, which `clear` removes */
export async function setScene(dataDir?: string): Promise<Scene> {
  dataDir ??= await mkdtemp(join(tmpdir(), 'diemcau-fault-'));
  const { url, child, ended } = await startVictim(dataDir);
  const token = await organizerToken(url, LOGIN, PASSWORD);
  const hall = await makeHall(new Client(url, token), { sites: 1, people: 20 });
  child.kill('SIGTERM');
  await ended;
  return {
    dataDir,
    hall,
    token,
    sent: new Set(),
    acknowledged: new Set(),
    receipts: new Map(),
    clear: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/**
 * Writers that send one to three entries at a time and note each id after its 2xx, until the service is gone.
 */
export function write({ url, ended }: Victim, scene: Scene): Promise<unknown> {
  let isGone = false;
  void ended.then(() => (isGone = true));
  const client = new Client(url, scene.token);
  const [site] = scene.hall.sites;
  const people = scene.hall.people[0]!;
  const writer = async (nth: number): Promise<void> => {
    for (let at = nth; !isGone; at += 1) {
      const entries: Entry[] = Array.from({ length: 1 + (at % 3) }, (_, more) =>
        present(scene.hall.checkpoint.id, people[(at + more) % people.length]!.id, { id: randomUUID() }),
      );
      entries.forEach(({ id }) => scene.sent.add(id));
      const answer = await client
        .post<AttendanceReply>(pathTo(ROUTES.attendance, site!.id), { entries })
        .catch(() => null);
      if (answer === null) return;
      if (answer.status !== 200) await pause(5);
      if (answer.status === 200) note(scene, answer.body);
    }
  };
  return Promise.all(Array.from({ length: WRITERS }, (_, nth) => writer(nth)));
}

function note(scene: Scene, { receipts, seq }: AttendanceReply): void {
  for (const { id, outcome } of receipts) {
    if (outcome !== 'accepted') continue;
    scene.acknowledged.add(id);
    scene.receipts.set(id, { at: performance.now(), seq });
  }
}

/** Reads the file beside the running service. */
export function stored({ dataDir }: Pick<Scene, 'dataDir'>): { ids: Set<string>; integrity: unknown } {
  const printed = execFileSync(
    process.execPath,
    ['test/faults/read-ledger.mjs', join(dataDir, 'diemcau.sqlite')],
    {
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const { ids, integrity } = JSON.parse(printed) as { ids: string[]; integrity: unknown };
  return { ids: new Set(ids), integrity };
}

export const missing = (wanted: Set<string>, from: Set<string>): string[] =>
  [...wanted].filter((id) => !from.has(id));
