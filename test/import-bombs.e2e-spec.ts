import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ORGANIZER } from './support/app.js';
import { BOMBS, ODD } from './support/bombs.js';
import { ChildService } from './support/child-service.js';
import { Client, organizerToken } from './support/client.js';
import { makeHall } from './support/hall.js';

const MIB = 1024 * 1024;
const TAKEN_AT_MOST = 200 * MIB;
/** Generous: the promise is 5 s, and other tests share the machine. `bench` says how long it takes. */
const ANSWERED_WITHIN = 30_000;
/**
 * A busy machine makes everybody wait. A wait for nearly the whole import shows that the import blocks
 * others, and so does a wait of `neverMs`.
 */
const OTHERS_WAIT = { alwaysMs: 5_000, shareOfImport: 0.8, neverMs: 15_000 };
const longestAllowedWait = (importMs: number): number =>
  Math.min(OTHERS_WAIT.neverMs, Math.max(OTHERS_WAIT.alwaysMs, importMs * OTHERS_WAIT.shareOfImport));

/** The built service, since its workers' memory is seen from outside alone. */
let service: ChildService;
let dataDir: string;
let organizer: Client;
let path: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-bombs-'));
  service = new ChildService({
    ORGANIZER_LOGIN: ORGANIZER.login,
    ORGANIZER_PASSWORD: ORGANIZER.password,
    DATA_DIR: dataDir,
  });
  const url = await service.url();
  organizer = new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password));
  path = pathTo(ROUTES.participantImport, (await makeHall(organizer, { sites: 1, people: 0 })).conference.id);
  // What the first import alone needs: the reader's code.
  await organizer.upload(path, { name: 'a.csv', content: 'code,fullName,siteCode\n1,Đỗ Ân,S000\n' });
});
afterAll(async () => {
  await service.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const statusOf = (field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))![1]) *
  1_024;
/** Bytes that the process took more than before, at the worst moment. 0 where no /proc says it. */
async function memoryOf(work: () => Promise<void>): Promise<number> {
  if (!existsSync('/proc/self/clear_refs')) return work().then(() => 0);
  writeFileSync(`/proc/${service.pid}/clear_refs`, '5');
  const before = statusOf('VmRSS');
  await work();
  return statusOf('VmHWM') - before;
}

/** Others go on asking until the work ends; the longest that one of them waited, in ms. */
async function longestWait(work: () => Promise<void>): Promise<number> {
  let [isOver, longest] = [false, 0];
  const working = work().finally(() => (isOver = true));
  while (!isOver) {
    const start = performance.now();
    expect((await organizer.get(pathTo(ROUTES.me))).status).toBe(200);
    longest = Math.max(longest, performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await working;
  return longest;
}

async function send(
  content: Buffer,
): Promise<{ code: string; status: number; milliseconds: number; bytes: number; waited: number }> {
  const seen = { code: '', status: 0, milliseconds: 0, bytes: 0, waited: 0 };
  seen.bytes = await memoryOf(async () => {
    seen.waited = await longestWait(async () => {
      const start = performance.now();
      const { status, body } = await organizer.upload<ProblemBody>(path, { name: 'a', content });
      Object.assign(seen, { status, code: body.code ?? 'done', milliseconds: performance.now() - start });
    });
  });
  if (process.env.TEST_FIGURES)
    process.stderr.write(
      `${JSON.stringify({
        ...seen,
        kB: Math.round(content.length / 1_024),
        MB: Math.round(seen.bytes / MIB),
      })}\n`,
    );
  return seen;
}

describe('an import cannot bomb (R25)', () => {
  const asPromised = { isQuick: true, isSmall: true, othersGoOn: true };
  const judged = ({ milliseconds, bytes, waited }: Awaited<ReturnType<typeof send>>) => ({
    isQuick: milliseconds < ANSWERED_WITHIN,
    isSmall: bytes < TAKEN_AT_MOST,
    othersGoOn: waited < longestAllowedWait(milliseconds),
  });

  test.each(Object.keys(BOMBS))(
    '%s is refused in time and in little memory, and others go on',
    async (name) => {
      const seen = await send(BOMBS[name]!());
      expect({ ...seen, ...judged(seen) }).toMatchObject({ status: expect.any(Number), ...asPromised });
      expect([
        `413 import.file-too-large`,
        `422 import.file-unreadable`,
        '422 import.empty',
        '422 import.columns-missing',
      ]).toContain(`${seen.status} ${seen.code}`);
    },
  );

  test.each(Object.keys(ODD))('%s is read or refused in time and in little memory', async (name) => {
    const seen = await send(ODD[name]!());
    expect({ ...seen, ...judged(seen) }).toMatchObject(asPromised);
    expect([413, 422]).toContain(seen.status);
  });

  test('an honest file is imported after all of them', async () => {
    const rows = Array.from({ length: 3_600 }, (_, at) => `HV${at},Nguyễn Thị Phương ${at},S000\n`);
    const { body } = await organizer.upload<{ created: number }>(path, {
      name: 'a.csv',
      content: `code,fullName,siteCode\n${rows.join('')}`,
    });
    expect(body.created).toBe(3_600);
  });

  test('canary: without the limits the cell of 90 MB takes more than is promised', () => {
    const file = join(dataDir, 'bomb.xlsx');
    writeFileSync(file, BOMBS['a workbook with one cell of 90 MB']!());
    const bytes = Number(
      execFileSync(process.execPath, [join(import.meta.dirname, 'support/unlimited-sheets.mjs'), file], {
        encoding: 'utf8',
      }),
    );
    expect(bytes).toBeGreaterThan(TAKEN_AT_MOST);
  });
});
