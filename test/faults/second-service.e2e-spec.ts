import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../support/client.js';
import { ChildService } from '../support/child-service.js';

const MINUTES = 60_000;
let dataDir: string;
const running: ChildService[] = [];
const begin = (): ChildService => {
  const service = new ChildService({ DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  running.push(service);
  return service;
};
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-second-'));
});
afterEach(async () => {
  for (const service of running.splice(0)) {
    service.signal('SIGKILL');
    await service.exit;
  }
  await rm(dataDir, { recursive: true, force: true });
});

it(
  'a second service on the same DATA_DIR ends with one line, and the first goes on',
  async () => {
    const first = begin();
    const url = await first.url();
    const second = begin();
    expect(await second.exit).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(
        String.raw`^diemcau cannot start: another service runs on the data in \S+ ` +
          String.raw`\(process \d+ on \S+, since \S+\); ` +
          String.raw`stop it first, or give this one a DATA_DIR of its own\n$`,
      ),
    );
    expect(second.messages()).toEqual([second.stderr.trimEnd()]);
    expect((await new Client(url).get('/health/ready')).status).toBe(200);
  },
  MINUTES,
);

it(
  'one of many services started at once runs',
  async () => {
    const all = Array.from({ length: 4 }, begin);
    const urls = await Promise.all(all.map((service) => service.url().catch(() => null)));
    expect(urls.filter((url) => url !== null)).toHaveLength(1);
  },
  MINUTES,
);

it(
  'a start right after a kill takes the data at once, again and again',
  async () => {
    for (let round = 0; round < 5; round += 1) {
      const service = begin();
      await service.url();
      service.signal('SIGKILL');
      // As a supervisor does it, who waits for nothing.
    }
    const last = begin();
    expect((await new Client(await last.url()).get('/health/ready')).status).toBe(200);
  },
  2 * MINUTES,
);

it(
  'a start waits for a service that is ending',
  async () => {
    const first = begin();
    await first.url();
    first.signal('SIGTERM');
    const second = begin();
    expect((await new Client(await second.url()).get('/health/ready')).status).toBe(200);
    expect(await first.exit).toBe(0);
  },
  MINUTES,
);
