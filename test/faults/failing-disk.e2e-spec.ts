import { afterEach, describe, expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AttendanceReply } from '../../src/contract/attendance.js';
import type { BoardSnapshot } from '../../src/contract/board.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { ORGANIZER } from '../support/app.js';
import { ChildService } from '../support/child-service.js';
import { Client, organizerToken } from '../support/client.js';
import { SmallDisk } from '../support/disks.js';
import { until } from '../support/full-database.js';
import { type Hall, makeHall, present } from '../support/hall.js';
import { storyWhere } from '../support/story-where.js';
import { missing, stored } from './victim.js';

const WRITERS = 4;
const AFTERWARDS = 100;
const MINUTE = 60_000;
/**
 * Megabytes. SQLite's log takes 16 of them before it begins anew: a smaller disk is filled by the writers
 * themselves once it is free, if the machine lets them run for some seconds.
 */
const ROOMY = 48;
const [RED_MS, GREEN_MS] = [5_000, 10_000];

/** A service whose data lies on a disk that fails, and four writers who go on whatever they are answered. */
class Scene {
  readonly acknowledged = new Set<string>();
  readonly answers: number[] = [];
  private hall!: Hall;
  private client!: Client;
  private isWriting = true;
  private writers: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly service: ChildService,
    readonly dataDir: string,
  ) {}

  static async set(dataDir: string, more: Record<string, string> = {}, main?: string): Promise<Scene> {
    const env = {
      DATA_DIR: dataDir,
      ORGANIZER_LOGIN: ORGANIZER.login,
      ORGANIZER_PASSWORD: ORGANIZER.password,
      ...more,
    };
    const scene = new Scene(new ChildService(env, { main }), dataDir);
    const url = await scene.service.url();
    scene.client = new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password));
    scene.hall = await makeHall(scene.client, { sites: 1, people: 20 });
    return scene;
  }

  async record(nth: number): Promise<number> {
    const id = randomUUID();
    const person = this.hall.people[0]![nth % 20]!;
    const answer = await this.client.post<AttendanceReply>(
      pathTo(ROUTES.attendance, this.hall.sites[0]!.id),
      { entries: [present(this.hall.checkpoint.id, person.id, { id })] },
    );
    if (answer.status === 200 && answer.body.receipts[0]!.outcome === 'accepted') this.acknowledged.add(id);
    this.answers.push(answer.status);
    return answer.status;
  }

  write(): void {
    const writer = async (first: number): Promise<void> => {
      for (let nth = first; this.isWriting; nth += WRITERS)
        if ((await this.record(nth)) !== 200) await pause(20);
    };
    this.writers = Promise.all(Array.from({ length: WRITERS }, (_, at) => writer(at)));
  }
  async stopWriting(): Promise<void> {
    this.isWriting = false;
    await this.writers;
  }
  refusals(): number {
    return this.answers.filter((status) => status === 507).length;
  }

  async ready(): Promise<number> {
    return (await this.client.get('/health/ready')).status;
  }
  /** Statuses of what people read: the board for the first time, the roster, the list. */
  async read(): Promise<number[]> {
    const board = await this.client.get<BoardSnapshot>(pathTo(ROUTES.board, this.hall.conference.id));
    const paths = [
      pathTo(ROUTES.roster, this.hall.sites[0]!.id),
      pathTo(ROUTES.participants, this.hall.conference.id),
      '/metrics',
    ];
    return [
      board.status,
      ...(await Promise.all(paths.map(async (path) => (await this.client.get(path)).status))),
    ];
  }
  /** Lines of the log that say that something is wrong. */
  complaints(): string[] {
    return this.service.stdout.split('\n').filter((line) => /"level":[456]0/.test(line));
  }
}

let disk: SmallDisk | null = null;
let scene: Scene | null = null;
afterEach(async () => {
  scene?.service.signal('SIGKILL');
  await scene?.service.exit;
  disk?.remove();
  [scene, disk] = [null, null];
});

/** Ids that were acknowledged and are not stored. */
const lost = (one: Scene): string[] => missing(one.acknowledged, stored(one).ids);

/** Breaks the storage under four writers, heals it, records a hundred more, and ends the service. */
async function brokenAndHealed(one: Scene, breaks: () => void, heals: () => void): Promise<void> {
  one.write();
  await until(() => one.acknowledged.size > 50, MINUTE, 'fifty entries');
  breaks();
  await until(() => one.refusals() > WRITERS, MINUTE, 'refusals');
  await until(async () => (await one.ready()) === 503, RED_MS, 'red');
  expect(await one.read()).toEqual([200, 200, 200, 200]);
  await pause(1_000);
  expect(await one.ready()).toBe(503);
  heals();
  await until(async () => (await one.ready()) === 200, GREEN_MS, 'green again');
  await one.stopWriting();
  for (let nth = 0; nth < AFTERWARDS; nth += 1) expect(await one.record(nth)).toBe(200);
  expect(new Set(one.answers)).toEqual(new Set([200, 507]));
  // One line about the refusing and one about the healing, not one for each of the refused.
  expect(one.complaints().length).toBeLessThanOrEqual(2);
  expect(await one.service.stop()).toBe(0);
  expect(one.service.stderr).toBe('');
}

const onTmpfs = storyWhere('a full disk', SmallDisk.missing('tmpfs'));
const onExt4 = storyWhere('a disk that fails', SmallDisk.missing('ext4'));

describe('a disk that is full (R4)', () => {
  for (const [kind, story, megabytes] of [
    ['tmpfs', onTmpfs, ROOMY],
    ['ext4', onExt4, ROOMY],
  ] as const)
    story(
      `${kind}: nothing acknowledged is lost, reads go on, and it heals without a restart`,
      async () => {
        disk = SmallDisk.create(kind, megabytes);
        scene = await Scene.set(disk.path);
        await brokenAndHealed(
          scene,
          () => disk!.fill(),
          () => disk!.free(),
        );
        expect(lost(scene)).toEqual([]);
      },
      3 * MINUTE,
    );

  onTmpfs(
    'loses them by the transactions of TypeORM: the canary',
    async () => {
      disk = SmallDisk.create('tmpfs', 16);
      scene = await Scene.set(disk.path, {}, resolve('test/faults/transactions-of-typeorm.mjs'));
      scene.write();
      await until(() => scene!.acknowledged.size > 50, MINUTE, 'fifty entries');
      disk.fill();
      // No more than the first: what follows is acknowledged inside a transaction that nobody ends.
      await until(() => scene!.answers.some((status) => status >= 500), MINUTE, 'a refusal');
      await pause(1_000);
      disk.free();
      await scene.stopWriting();
      for (let nth = 0; nth < AFTERWARDS; nth += 1) await scene.record(nth);
      await scene.service.stop();
      expect(lost(scene).length).toBeGreaterThan(0);
    },
    3 * MINUTE,
  );

  onTmpfs(
    'ends by SIGTERM with code 0 while it is full, and keeps what it acknowledged',
    async () => {
      disk = SmallDisk.create('tmpfs', 16);
      scene = await Scene.set(disk.path);
      scene.write();
      await until(() => scene!.acknowledged.size > 50, MINUTE, 'fifty entries');
      disk.fill();
      await until(() => scene!.refusals() > WRITERS, MINUTE, 'refusals');
      await scene.stopWriting();
      expect([await scene.service.stop(), scene.service.stderr]).toEqual([0, '']);
      expect(lost(scene)).toEqual([]);
    },
    3 * MINUTE,
  );
});

const shim = compiledShim();
storyWhere('a failed fsync', shim.missing)(
  'a failed fsync is never acknowledged, and the next good one is (R4)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'diemcau-fsync-'));
    const sign = join(folder, 'fails');
    try {
      scene = await Scene.set(join(folder, 'data'), { LD_PRELOAD: shim.file, FSYNC_FAILS: sign });
      await brokenAndHealed(
        scene,
        () => writeFileSync(sign, ''),
        () => rmSync(sign),
      );
      expect(lost(scene)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(shim.folder, { recursive: true, force: true });
    }
  },
  3 * MINUTE,
);

onExt4(
  'a disk that turns read-only acknowledges nothing, is still read, and keeps all data (R4)',
  async () => {
    disk = SmallDisk.create('ext4', ROOMY);
    scene = await Scene.set(disk.path);
    scene.write();
    await until(() => scene!.acknowledged.size > 50, MINUTE, 'fifty entries');
    disk.breakDown();
    await until(() => scene!.refusals() > WRITERS, MINUTE, 'refusals');
    await until(async () => (await scene!.ready()) === 503, RED_MS, 'red');
    expect(await scene.read()).toEqual([200, 200, 200, 200]);
    await scene.stopWriting();
    expect(await scene.service.stop()).toBe(0);
    disk.remount();
    expect(lost(scene)).toEqual([]);
  },
  3 * MINUTE,
);

/** The shim as a library; built here, for it has to fit the machine's C library. */
function compiledShim(): { file: string; folder: string; missing: string | null } {
  const folder = mkdtempSync(join(tmpdir(), 'diemcau-shim-'));
  const file = join(folder, 'fsync-fails.so');
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-o', file, resolve('test/faults/fsync-fails.c'), '-ldl'], {
      stdio: 'pipe',
    });
    return { file, folder, missing: null };
  } catch (fault) {
    return { file, folder, missing: `needs a C compiler: ${(fault as Error).message.split('\n')[0]}` };
  }
}
