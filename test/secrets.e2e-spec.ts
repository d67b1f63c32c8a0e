import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenReply, TraineeReply } from '../src/contract/auth.js';
import type { Conference } from '../src/contract/conference.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { newDatabase } from './support/app.js';
import { ChildService } from './support/child-service.js';
import { Client } from './support/client.js';

const LOGIN = 'truong-ban';
const PASSWORD = 'ba con trâu trắng';
let dataDir: string;
let databaseUrl: string | undefined;
let running: ChildService | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-secrets-'));
  databaseUrl = process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined;
});
afterEach(async () => {
  running?.signal('SIGKILL');
  await running?.exit;
  await rm(dataDir, { recursive: true, force: true });
});

function begin(env: Record<string, string> = {}, main?: string): ChildService {
  return (running = new ChildService({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ...env }, { main }));
}
const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);
const setUpLinks = (service: ChildService): string[] =>
  service.messages().flatMap((line) => /^set-up: (\S+)/.exec(line)?.[1] ?? []);

const TALKATIVE = { LOG_LEVEL: 'debug', METRICS_TOKEN: 'a-scraper-of-the-province' };
/** Sets the service up, signs everybody in and ends it. `told`: the secrets and personal data it printed. */
async function setUpAndUsed(service: ChildService): Promise<{ said: string; told: string[] }> {
  const url = await service.url();
  const anonymous = new Client(url);
  const link = setUpLinks(service)[0]!.split('set-up=')[1]!;
  const made = await anonymous.post(pathTo(ROUTES.setUp), {
    token: link,
    login: LOGIN,
    password: PASSWORD,
    name: 'Nguyễn Thị Trưởng',
  });
  expect(made.status).toBe(201);
  const { token } = (
    await anonymous.post<TokenReply>(pathTo(ROUTES.tokens), { login: LOGIN, password: PASSWORD, name: 'x' })
  ).body;
  await anonymous.post(pathTo(ROUTES.tokens), { login: LOGIN, password: 'sai-mat-khau-roi', name: 'x' });
  const organizer = anonymous.as(token);
  const conference = (
    await organizer.post<Conference>(pathTo(ROUTES.conferences), {
      slug: 'a-b',
      title: 'A',
      startsOn: '2026-11-22',
      endsOn: '2026-11-22',
      status: 'open',
    })
  ).body;
  const site = (
    await organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
      code: 'A',
      name: 'A',
      contactPhone: '0912345678',
    })
  ).body;
  const person = (
    await organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
      siteId: site.id,
      fullName: 'Đặng Thị Hường',
    })
  ).body;
  const pairing = (await organizer.post<{ code: string }>(pathTo(ROUTES.pairings, site.id))).body;
  const paired = await anonymous.post<{ token: string }>(pathTo(ROUTES.pair), {
    code: pairing.code,
    deviceName: 'Máy của Hường',
  });
  const trainee = await anonymous.post<TraineeReply>(pathTo(ROUTES.trainee), { code: person.code });
  await organizer.get(`${pathTo(ROUTES.participants, conference.id)}?search=huong-bi-mat`);
  await organizer.get(pathTo(ROUTES.participantData, person.id));
  const erased = await organizer.post(pathTo(ROUTES.participantErase, person.id), {
    reason: 'Hường xin xoá',
  });
  expect(erased.status).toBe(200);
  await anonymous.as(TALKATIVE.METRICS_TOKEN).get('/metrics');
  expect([paired.status, trainee.status, await service.stop()]).toEqual([201, 201, 0]);
  const cookie = made.headers.get('set-cookie')!.slice(4, 47);
  const key = (await readFile(join(dataDir, 'secret.key'), 'utf8')).trim();
  const said = (service.stdout + service.stderr).replace(`${url}/organizer#set-up=${link}`, '');
  const secrets = [
    key,
    link,
    token,
    cookie,
    PASSWORD,
    'sai-mat-khau-roi',
    paired.body.token,
    trainee.body.token,
    pairing.code,
    person.code!,
    TALKATIVE.METRICS_TOKEN,
  ];
  const personal = ['Hường', 'Trưởng', '0912345678', 'huong-bi-mat'];
  return { said, told: [...secrets, ...personal].filter((one) => one.length < 4 || said.includes(one)) };
}

describe('the first start', () => {
  test('prints the one-time link and its address; only the owner may read its files', async () => {
    const service = begin();
    const url = await service.url();
    expect(service.messages().slice(-2)).toEqual([
      expect.stringMatching(new RegExp(`^set-up: ${url}/organizer#set-up=[\\w-]{43} `)),
      expect.stringMatching(`^listening on ${url} `),
    ]);
    expect(service.stderr).toBe('');
    const files = await readdir(dataDir, { recursive: true });
    expect(files).toContain('secret.key');
    for (const file of files)
      expect([file, (await stat(join(dataDir, file))).mode & 0o077]).toEqual([file, 0]);
    expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(await service.stop()).toBe(0);
  });

  test('creates its own secret in every installation, and keeps it', async () => {
    const key = (folder: string): Promise<string> => readFile(join(folder, 'secret.key'), 'utf8');
    await begin().url();
    const first = await key(dataDir);
    await running!.stop();
    await begin().url();
    expect(await key(dataDir)).toBe(first);
    await running!.stop();
    await rm(join(dataDir, 'secret.key'));
    await begin().url();
    expect(await key(dataDir)).not.toBe(first);
  });

  test('prints no secret while it is set up and used, not even at LOG_LEVEL=debug', async () => {
    const { said, told } = await setUpAndUsed(begin(TALKATIVE));
    expect(told).toEqual([]);
    // It did write what it was asked to.
    expect(said).toContain('"route":"/api/v1/auth/trainee"');
  });

  test('would print tokens if it printed headers of requests: the canary', async () => {
    const { told } = await setUpAndUsed(begin(TALKATIVE, 'test/support/print-headers.mjs'));
    expect(told.length).toBeGreaterThan(1);
  });

  test('has no default account: nobody signs in before the set-up', async () => {
    const url = await begin().url();
    for (const login of ['admin', 'organizer', 'root', 'diemcau']) {
      const answer = await new Client(url).post(pathTo(ROUTES.signIn), { login, password: login });
      expect(answer.status).toBe(401);
    }
  });
});

describe('the set-up link', () => {
  test('is not printed once an organizer exists, from the link or the environment', async () => {
    const url = await begin({ ORGANIZER_LOGIN: LOGIN, ORGANIZER_PASSWORD: PASSWORD }).url();
    expect(setUpLinks(running!)).toEqual([]);
    expect(running!.messages().at(-1)).toMatch(`listening on ${url} `);
    await running!.stop();
    await begin().url();
    expect(setUpLinks(running!)).toEqual([]);
  });

  test('is new at each start until somebody uses it, and has the public address', async () => {
    await begin({ PUBLIC_URL: 'https://cau.example' }).url();
    const [first] = setUpLinks(running!);
    expect(first).toMatch(/^https:\/\/cau\.example\/organizer#set-up=/);
    await running!.stop();
    await begin({ PUBLIC_URL: 'https://cau.example' }).url();
    expect(setUpLinks(running!)).toHaveLength(1);
    expect(setUpLinks(running!)).not.toEqual([first]);
  });
});

describe('weak or wrong settings refuse to start, one clear line each, without repeating a secret', () => {
  test.each([
    [
      'a password alone',
      { ORGANIZER_PASSWORD: 'chi-co-mat-khau-thoi' },
      [/ORGANIZER_LOGIN and ORGANIZER_PASSWORD belong together/],
    ],
    [
      'a short password',
      { ORGANIZER_LOGIN: LOGIN, ORGANIZER_PASSWORD: 'ngan-qua' },
      [/ORGANIZER_PASSWORD must have at least 12 characters/],
    ],
    [
      'a common password',
      { ORGANIZER_LOGIN: LOGIN, ORGANIZER_PASSWORD: 'matkhau123456' },
      [/ORGANIZER_PASSWORD is too common/],
    ],
    [
      'the login as password',
      { ORGANIZER_LOGIN: 'truongbantochuc', ORGANIZER_PASSWORD: 'truongbantochuc' },
      [/ORGANIZER_PASSWORD is too common/],
    ],
    [
      'a short token for metrics',
      { METRICS_TOKEN: 'ngan-qua' },
      [/METRICS_TOKEN must have at least 16 characters/],
    ],
    [
      'another database',
      { DATABASE_URL: 'mysql://nguoi:ngan-qua@host/x' },
      [/DATABASE_URL must be a postgres:\/\/ address/],
    ],
    [
      'two faults',
      { PORT: '99999', PUBLIC_URL: 'cau.example' },
      [/PORT must be a whole number/, /PUBLIC_URL must be an http/],
    ],
  ])('%s', async (_, env, lines) => {
    const service = begin(env);
    expect(await service.exit).toBe(1);
    const said = linesOf(service.stderr);
    expect(service.messages().slice(-said.length)).toEqual(said);
    expect(said).toEqual(lines.map((line) => expect.stringMatching(line)));
    for (const line of said) expect(line).toMatch(/^diemcau cannot start: /);
    for (const secret of ['chi-co-mat-khau-thoi', 'ngan-qua', 'matkhau123456', 'truongbantochuc'])
      expect(service.stderr).not.toContain(secret);
  });

  test.each([
    ['an empty key', ''],
    ['half a key', 'ab'.repeat(16)],
    ['something else', 'x'.repeat(64)],
  ])('%s', async (_, text) => {
    await writeFile(join(dataDir, 'secret.key'), text);
    const service = begin();
    expect(await service.exit).toBe(1);
    expect(linesOf(service.stderr)).toEqual([
      expect.stringMatching(/^diemcau cannot start: .*secret\.key is damaged/),
    ]);
  });

  test.each([
    ['secret.key', 'invitations, pairing codes and webhooks need new links, codes and secrets'],
    ['audit.key', 'all lines of the audit trail so far count as altered'],
  ])('a damaged %s: what is lost without it is told', async (name, lost) => {
    await writeFile(join(dataDir, name), 'ab');
    const service = begin();
    expect(await service.exit).toBe(1);
    expect(service.stderr).toBe(
      `diemcau cannot start: ${join(dataDir, name)} is damaged: put it back from a backup. ` +
        `Where it is missing, the start makes a new one, and ${lost}\n`,
    );
  });

  test('a key that others may read loses that permission', async () => {
    await begin().url();
    await running!.stop();
    await chmod(join(dataDir, 'secret.key'), 0o644);
    await begin().url();
    expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600);
  });
});
