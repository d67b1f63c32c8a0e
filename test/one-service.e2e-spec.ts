import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { readConfig } from '../src/platform/config/config.js';
import { InstanceLock, LOCK_PACE } from '../src/platform/database/instance-lock.js';
import { type LockHolder, ownHolder } from '../src/platform/database/lock-holder.js';
import { start } from '../src/start.js';
import { startTestApp, type TestApp } from './support/app.js';

Object.assign(LOCK_PACE, { leaveMs: 200, beatMs: 50, silenceMs: 600, retakeMs: 20 });
const onPostgres = process.env.TEST_DATABASE === 'postgres';
const within = <T>(promise: Promise<T>): Promise<T | 'nothing'> =>
  Promise.race([promise, pause(10_000, 'nothing' as const, { ref: false })]);

describe('a second service', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());
  const second = (dataDir: string, databaseUrl = app.databaseUrl) =>
    start(readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' }));

  it('is refused on the same DATA_DIR, with one line that names the first', async () => {
    const line = `another service runs on the data in ${app.dataDir} (process ${process.pid} on `;
    await expect(second(app.dataDir)).rejects.toThrow(line);
    expect((await app.anonymous.get('/health/ready')).status).toBe(200);
  });

  it('starts once the first has ended and its note is gone', async () => {
    app = await app.restart();
    expect((await app.anonymous.get('/health/ready')).status).toBe(200);
    expect(JSON.parse(await readFile(join(app.dataDir, 'service.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
  });

  if (onPostgres) {
    it('is refused on the same database with its own DATA_DIR, and unlocks that', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'diemcau-second-'));
      await expect(second(folder)).rejects.toThrow(
        /^another service runs on this PostgreSQL database \(diemcau-lock /,
      );
      expect(await readdir(folder)).not.toContain('service.json');
      await rm(folder, { recursive: true });
    });
  }
});

describe('the lock on a folder', () => {
  let folder: string;
  const note = (): string => join(folder, 'service.json');
  const signed = (holder: Partial<LockHolder>): Promise<void> =>
    writeFile(note(), JSON.stringify({ ...ownHolder(), ...holder }));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'diemcau-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is taken at once from a dead process, even if its pid is in use again', async () => {
    await signed({ pid: process.pid, started: '1' });
    const before = LOCK_PACE.silenceMs;
    LOCK_PACE.silenceMs = 600_000;
    const lock = await within(InstanceLock.acquire(folder)).finally(() => (LOCK_PACE.silenceMs = before));
    await (lock as InstanceLock).release();
  });

  it('is refused during heartbeats of another machine, whatever its clock says', async () => {
    await signed({ host: 'may-khac', boot: 'khac', pid: 1 });
    const beats = setInterval(() => void utimes(note(), new Date(), new Date(Date.now() - 86_400_000)), 50);
    await expect(InstanceLock.acquire(folder)).rejects.toThrow(/process 1 on may-khac/);
    clearInterval(beats);
  });

  it('is taken from another machine’s service after its heartbeats end', async () => {
    await signed({ host: 'may-khac', boot: 'khac', pid: 1 });
    const lock = await InstanceLock.acquire(folder);
    expect(JSON.parse(await readFile(note(), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
    expect(await readdir(folder)).not.toContain('service.json');
  });

  it('is taken when a full disk has truncated the note', async () => {
    await writeFile(note(), '{"pid":');
    await (await InstanceLock.acquire(folder)).release();
  });

  it('tells its holder when another machine takes it, and keeps the other’s note', async () => {
    const lost = new Promise<string>((resolve) => void InstanceLock.acquire(folder, resolve));
    while (!(await readdir(folder)).includes('service.json')) await pause(10);
    await signed({ host: 'may-khac', boot: 'khac', pid: 1 });
    expect(await within(lost)).toBe(
      `another service (process 1 on may-khac) has taken the data in ${folder}`,
    );
    expect(JSON.parse(await readFile(note(), 'utf8'))).toMatchObject({ host: 'may-khac' });
  });

  it('writes its note again when somebody removes it', async () => {
    const lock = await InstanceLock.acquire(folder);
    await rm(note());
    while (!(await readdir(folder)).includes('service.json')) await pause(10);
    await lock.release();
  });
});

if (onPostgres) {
  describe('the lock on a PostgreSQL database', () => {
    let app: TestApp;
    let other: pg.Client;
    beforeAll(async () => {
      app = await startTestApp();
      other = new pg.Client(app.databaseUrl);
      other.on('error', () => undefined); // A query that fails by it says so.
      await other.connect();
    });
    afterAll(async () => {
      await other.end();
      await app.stop();
    });
    const holders = async (): Promise<number[]> =>
      (
        await other.query<{ pid: number }>(
          `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = ${0x6469656d}`,
        )
      ).rows.map(({ pid }) => pid);
    const cut = async (): Promise<number> => {
      const [pid] = await holders();
      await other.query('SELECT pg_terminate_backend($1)', [pid]);
      return pid!;
    };

    it('is taken again after a cut of its connection', async () => {
      const cutPid = await cut();
      let [now] = await holders();
      for (
        const end = Date.now() + 10_000;
        Date.now() < end && (now === undefined || now === cutPid);
        [now] = await holders()
      )
        await pause(20);
      expect(now).toEqual(expect.any(Number));
      expect(now).not.toBe(cutPid);
    });

    it('is lost, with one line, to a service that took it during the cut', async () => {
      const lost = within(app.lost);
      const waiting = other.query('SELECT pg_advisory_lock($1, $2)', [0x6469656d, 0x00636175]);
      await cutFor(other, app.databaseUrl!);
      await waiting;
      expect(await lost).toMatchObject({
        message: expect.stringMatching(/^another service runs on this PostgreSQL database/) as string,
      });
    });
  });
}

/**
 * Cuts the connection of whoever has the lock, seen from a third connection, until the one that waits for it
 * has it.
 */
async function cutFor(waiting: pg.Client, url: string): Promise<void> {
  const { processID: ours } = waiting as unknown as { processID: number };
  const client = new pg.Client(url);
  await client.connect();
  const locks = async (): Promise<{ pid: number; granted: boolean }[]> =>
    (
      await client.query<{ pid: number; granted: boolean }>(
        `SELECT pid, granted FROM pg_locks WHERE locktype = 'advisory' AND classid = ${0x6469656d}`,
      )
    ).rows;
  for (
    let all = await locks();
    !all.some(({ pid, granted }) => pid === ours && granted);
    all = await locks()
  ) {
    const holder = all.find(({ granted }) => granted);
    if (holder && all.some(({ pid }) => pid === ours))
      await client.query('SELECT pg_terminate_backend($1)', [holder.pid]);
    await pause(20);
  }
  await client.end();
}
