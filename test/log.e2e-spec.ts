import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDatabase, ORGANIZER } from './support/app.js';
import { ChildService } from './support/child-service.js';
import { Client, organizerToken } from './support/client.js';
import { LiveClient } from './support/live.js';

interface Line {
  level: number;
  time: string;
  context: string;
  msg?: string;
  err?: { stack: string };
}
const env: Record<string, string | undefined> = {
  ORGANIZER_LOGIN: ORGANIZER.login,
  ORGANIZER_PASSWORD: ORGANIZER.password,
  LOG_LEVEL: 'debug',
};
let running: ChildService;
beforeEach(async () => {
  env.DATA_DIR = await mkdtemp(join(tmpdir(), 'diemcau-log-'));
  env.DATABASE_URL = process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined;
});
afterEach(async () => {
  running.signal('SIGKILL');
  await running.exit;
  await rm(env.DATA_DIR!, { recursive: true, force: true });
});

/** Every line that the service wrote. @throws if one is not a JSON object of the log's form */
function lines(service: ChildService): Line[] {
  const all = service.stdout.split('\n').filter(Boolean);
  return all.map((line) => {
    const parsed = JSON.parse(line) as Line;
    expect([line, typeof parsed.level, typeof parsed.context]).toEqual([line, 'number', 'string']);
    expect(new Date(parsed.time).toISOString()).toBe(parsed.time);
    return parsed;
  });
}
const says = (service: ChildService, text: RegExp): Line | undefined =>
  lines(service).find(({ msg = '' }) => text.test(msg));

test('every line is JSON: of the start, its steps, requests, sockets and the end', async () => {
  running = new ChildService(env);
  const url = await running.url();
  const token = await organizerToken(url, ORGANIZER.login, ORGANIZER.password);
  await new Client(url).as(token).get('/no-such-page');
  (await LiveClient.connect(url, { token })).close();
  expect(await running.stop()).toBe(0);
  expect(running.stderr).toBe('');
  expect(says(running, /^the tables have the form of this version: \d+ steps taken$/)).toBeDefined();
  expect(says(running, /^listening on http:\/\/127\.0\.0\.1:\d+ \(version \S+\)$/)).toMatchObject({
    level: 30,
    url,
  });
  expect(lines(running).filter(({ context }) => context === 'Request').length).toBeGreaterThan(1);
});

test('a start that fails says so in JSON as well, above every LOG_LEVEL', async () => {
  running = new ChildService({ ...env, LOG_LEVEL: 'silent', PORT: 'x', PUBLIC_URL: 'x' });
  expect(await running.exit).toBe(1);
  expect(lines(running).map(({ level, msg }) => [level, msg])).toEqual(
    running.stderr
      .trimEnd()
      .split('\n')
      .map((line) => [60, line]),
  );
  expect(lines(running)).toHaveLength(2);
});

test('a crash leaves its trace in JSON', async () => {
  const crash = 'process.on("SIGUSR2", () => { throw new Error("nobody caught\\nthis"); })';
  running = new ChildService({
    ...env,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}`,
  });
  await running.url();
  process.kill(running.pid, 'SIGUSR2');
  expect(await running.exit).toBe(1);
  const last = says(running, /^diemcau crashed: nobody caught\nthis$/);
  expect(last).toMatchObject({ level: 60, err: { stack: expect.stringContaining('    at ') } });
});
