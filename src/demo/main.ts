import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Pairing, TokenReply } from '../contract/auth.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import type { Page } from '../contract/wire.js';
import { pathTo, ROUTES } from '../contract/routes.js';
import type { Site } from '../contract/site.js';
import { ApiClient } from './api-client.js';
import { loadDay, type LoadedDay, type ModelUnits } from './model-day/load.js';
import { Random } from './random.js';
import { play } from './simulator/play.js';

const USAGE = 'npm run demo [-- --units 2021 | 2025]';
/** The day of the year whose administrative units it takes: Bắc Giang in 2021, Bắc Ninh since 1 July 2025. */
const DAYS: Record<ModelUnits, { units: ModelUnits; sites: number; participants: number; slug: string }> = {
  '2021': { units: '2021', sites: 239, participants: 3600, slug: 'bac-giang' },
  '2025': { units: '2025', sites: 114, participants: 1700, slug: 'bac-ninh' },
};
const LOGIN = 'ban-to-chuc';
/** The faults of the day are played again and again, so that something is on whenever one looks. */
const PACE = {
  readyWithin: 20_000,
  comesWithin: 40_000,
  rollWithin: 40_000,
  round: 480_000,
  until: 3_600_000,
};
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm run demo`: the real service with the model day, and simulated consoles and trainees that
 * use its public interfaces alone.
 */
async function demo(): Promise<void> {
  const size = dayOf(process.argv.slice(2));
  const password = randomBytes(9).toString('base64url');
  const dataDir = join(resolve(process.env.DATA_DIR ?? './data'), 'demo');
  rmSync(dataDir, { recursive: true, force: true });
  const service = await startService(dataDir, password, await freePort(Number(process.env.PORT ?? 3000)));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  service.child.once('exit', (code) => {
    if (stop.signal.aborted) tell(`The demo has ended. Its day is in ${dataDir} until the next one.`);
    process.exit(stop.signal.aborted ? (code ?? 0) : 1);
  });
  stop.signal.addEventListener('abort', () => {
    tell('Ending …');
    service.child.kill('SIGTERM');
  });

  const organizer = await signedIn(service.url, password);
  const random = new Random(20_211_122);
  // The opening began a few minutes ago, so that something is on whenever the demo is started.
  const startsAt = Math.floor(Date.now() / 300_000) * 300_000 - 300_000;
  tell('Loading the model day …');
  const day = await loadDay(organizer, { ...size, startsAt, random }, (step) => tell(`  ${step}`));
  await organizer.post(pathTo(ROUTES.sessionStart, day.sessions[0]!.id));
  const handsOff = await printSignIns(service.url, organizer, day, password);
  const checkpoint = currentCheckpoint(day.checkpoints, new Date().toISOString())!;
  await play({
    organizer,
    conference: day.conference,
    checkpoint,
    people: day.people,
    sites: day.sites,
    handsOff,
    pace: PACE,
    random,
    tell,
    signal: stop.signal,
  });
}

function dayOf(args: string[]): (typeof DAYS)[ModelUnits] {
  const { values } = parseArgs({ args, options: { units: { type: 'string' } } });
  const { units = '2021' } = values;
  if (units !== '2021' && units !== '2025')
    throw new Error(`--units must be 2021 or 2025, not "${units}"\n${USAGE}`);
  return DAYS[units];
}

/** Answers the code of the site whose roll is left to the reader. */
async function printSignIns(
  url: string,
  organizer: ApiClient,
  day: LoadedDay,
  password: string,
): Promise<string> {
  const sites = await organizer.get<Page<Site>>(
    `${pathTo(ROUTES.sites, day.conference.id)}?limit=1&kind=point`,
  );
  const site = sites.items[0]!;
  const { url: pairing } = await organizer.post<Pairing>(pathTo(ROUTES.pairings, site.id));
  const person =
    day.people.find(({ siteCode, mode }) => siteCode === site.code && mode === 'in_person') ?? day.people[0]!;
  const lines = [
    '',
    `Organizer    ${url}/organizer/c/${day.conference.slug}/board`,
    `             login ${LOGIN}, password ${password}`,
    `Coordinator  ${pairing}`,
    `             (${site.name}; the link works once, and the roll is yours to take)`,
    `Trainee      ${url}/c/${day.conference.slug}`,
    `             personal code ${person.code}`,
    '',
    'Simulated sites are testing now and come online soon. Ctrl+C ends the demo.',
    '',
  ];
  tell(lines.join('\n'));
  return site.code;
}

async function signedIn(url: string, password: string): Promise<ApiClient> {
  const anyone = new ApiClient(url);
  const { token } = await anyone.post<TokenReply>(pathTo(ROUTES.tokens), {
    login: LOGIN,
    password,
    name: 'npm run demo',
  });
  return anyone.as(token);
}

/** The service as `npm start` runs it, in a process of its own. */
function startService(
  dataDir: string,
  password: string,
  port: number,
): Promise<{ child: ChildProcess; url: string }> {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    ORGANIZER_LOGIN: LOGIN,
    ORGANIZER_PASSWORD: password,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  delete env.DATABASE_URL;
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((ready, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with code ${code} before it listened`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const listening = /listening on (http\S+)/.exec(line);
      if (listening) ready({ child, url: listening[1]! });
      else tell(line);
    });
  });
}

/** The wanted port, or any free one when somebody else has it. */
function freePort(port: number): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.once('error', () => found(0));
    probe.listen(port, process.env.HOST ?? '127.0.0.1', () => probe.close(() => found(port)));
  });
}

demo().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(1);
});
