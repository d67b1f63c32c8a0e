import { parseArgs } from 'node:util';
import type { TokenReply } from '../contract/auth.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import { pathTo, ROUTES } from '../contract/routes.js';
import { ApiClient } from './api-client.js';
import { loadDay } from './model-day/load.js';
import { Random } from './random.js';
import { agreement } from './simulator/agreement.js';
import { play } from './simulator/play.js';

const USAGE =
  'npm run simulate -- --url http://127.0.0.1:3000 ' +
  '[--sites 239] [--participants 3600] [--minutes 5] [--seed 1]\n' +
  'Sets up a conference of its own and plays its day. ' +
  "The organizer's sign-in: --login and --password, or ORGANIZER_LOGIN and ORGANIZER_PASSWORD.";

/**
 * Plays a day against a running service over its public interfaces, and prints what it
 * saw. Exit code 1: they disagree.
 */
async function simulate(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  const anyone = new ApiClient(options.url);
  const { token } = await anyone.post<TokenReply>(pathTo(ROUTES.tokens), {
    login: options.login,
    password: options.password,
    name: 'npm run simulate',
  });
  const organizer = anyone.as(token);
  const random = new Random(options.seed);
  tell(
    `seed ${options.seed}: ${options.sites} sites, at least ${options.participants} participants, ` +
      `${options.minutes} minutes`,
  );
  const day = await loadDay(
    organizer,
    {
      sites: options.sites,
      participants: options.participants,
      slug: `mo-phong-${options.seed}-${Date.now().toString(36)}`,
      startsAt: Date.now(),
      random,
    },
    (step) => tell(`set up: ${step}`),
  );
  const checkpoint = currentCheckpoint(day.checkpoints, new Date().toISOString())!;
  const readyWithin = Math.min(20_000, options.minutes * 6_000);
  const length = options.minutes * 60_000 - readyWithin;
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const account = await play({
    organizer,
    conference: day.conference,
    checkpoint,
    people: day.people,
    sites: day.sites,
    pace: {
      readyWithin,
      round: length,
      comesWithin: Math.min(45_000, length * 0.25),
      rollWithin: Math.min(40_000, length * 0.25),
      until: length,
    },
    random,
    tell,
    signal: stop.signal,
  });
  const { agrees, lines } = await agreement(organizer, day.conference, checkpoint, account);
  for (const line of lines) tell(line);
  for (const [fault, count] of account.faults) tell(`fault     ${fault} × ${count}`);
  for (const receipt of account.refused.slice(0, 10))
    tell(`refused   ${receipt.code}: ${receipt.message ?? ''}`);
  tell(agrees ? 'what was sent and what came back agree' : 'what was sent and what came back DISAGREE');
  process.exitCode = agrees ? 0 : 1;
}

function optionsOf(args: string[]): {
  url: string;
  sites: number;
  participants: number;
  minutes: number;
  seed: number;
  login: string;
  password: string;
} {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      sites: { type: 'string' },
      participants: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      login: { type: 'string' },
      password: { type: 'string' },
    },
  });
  const login = values.login ?? process.env.ORGANIZER_LOGIN;
  const password = values.password ?? process.env.ORGANIZER_PASSWORD;
  if (!values.url || !login || !password) throw new Error(USAGE);
  return {
    url: values.url.replace(/\/+$/, ''),
    sites: positive(values.sites, 239, '--sites'),
    participants: positive(values.participants, 3600, '--participants'),
    minutes: positive(values.minutes, 5, '--minutes'),
    seed: positive(values.seed, 1, '--seed'),
    login,
    password,
  };
}

function positive(text: string | undefined, fallback: number, option: string): number {
  const value = text === undefined ? fallback : Number(text);
  if (!(value > 0) || (option !== '--minutes' && !Number.isInteger(value)))
    throw new Error(`${option} must be a number above 0, not "${text}"\n${USAGE}`);
  return value;
}

simulate().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = 2;
});
