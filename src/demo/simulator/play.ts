import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../../contract/attendance.js';
import type { SitePairing, SitePairings } from '../../contract/auth.js';
import type { Checkpoint, Conference } from '../../contract/conference.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { ApiClient } from '../api-client.js';
import type { ModelPerson } from '../model-day/model-people.js';
import type { Random } from '../random.js';
import { Account } from './account.js';
import { ConsoleClient } from './console-client.js';
import { type Pace, planSite, type SitePlan } from './site-plan.js';
import { SiteRoll } from './site-roll.js';
import { TraineeClient } from './trainee-client.js';

export interface Play {
  organizer: ApiClient;
  conference: Conference;
  checkpoint: Checkpoint;
  people: readonly ModelPerson[];
  pace: Pace;
  random: Random;
  tell: (line: string) => void;
  /** Code of a site that only connects: a person is to take its roll. */
  handsOff?: string;
  /** Ends the play early. */
  signal?: AbortSignal;
}

/**
 * Plays a conference day: pairs a console for every site, lets each keep its
 * plan, and accounts for every entry.
 */
export async function play(day: Play): Promise<Account> {
  const account = new Account();
  if (day.signal) setMaxListeners(0, day.signal);
  const { items } = await day.organizer.post<SitePairings>(
    pathTo(ROUTES.conferencePairings, day.conference.id),
  );
  const visitors = visitorsBySite(day, items);
  const startedAt = Date.now();
  const consoles = items.map((item) =>
    playSite(day, item, visitors.get(item.siteCode) ?? [], account, startedAt),
  );
  const trainees = day.people
    .filter((person) => person.mode === 'online')
    .slice(0, 60)
    .map((person) => playTrainee(day, person, account, startedAt));
  const reporting = report(day, account, startedAt);
  await Promise.all([...consoles, ...trainees]);
  await reporting;
  return account;
}

/** A dozen people turn up at another site than their own: they must count once. */
function visitorsBySite(day: Play, items: SitePairing[]): Map<string, string[]> {
  const visitors = new Map<string, string[]>();
  for (let count = Math.min(12, Math.floor(items.length / 4)); count > 0; count -= 1) {
    const person = day.random.pick(day.people);
    const at = day.random.pick(items);
    if (at.siteCode !== person.siteCode)
      visitors.set(at.siteCode, [...(visitors.get(at.siteCode) ?? []), person.code]);
  }
  return visitors;
}

async function playSite(
  day: Play,
  item: SitePairing,
  visitors: string[],
  account: Account,
  startedAt: number,
): Promise<void> {
  const { random, pace } = day;
  const size = day.people.filter((person) => person.siteCode === item.siteCode).length;
  const plan = planSite(size, visitors, pace, random);
  const until: Until = (at) =>
    sleep(Math.max(0, startedAt + at - Date.now()), undefined, { signal: day.signal }).catch(() => undefined);
  await until(plan.comesAt);
  if (day.signal?.aborted) return;
  const client = await ConsoleClient.pair(
    day.organizer.as(''),
    item.code,
    `Mô phỏng · ${item.siteName}`.slice(0, 80),
    account,
  );
  client.connect();
  if (item.siteCode !== day.handsOff) await keepPlan(day, plan, client, until);
  await until(pace.until);
  await client.flush();
  client.close();
}

type Until = (at: number) => Promise<void>;

async function keepPlan(day: Play, plan: SitePlan, client: ConsoleClient, until: Until): Promise<void> {
  const cuts = Promise.all(
    plan.cuts.map(async ({ from, to }) => {
      await until(from);
      client.cut();
      await until(to);
      await client.restore();
    }),
  );
  await takeRoll(day, plan, client, until);
  await cuts;
}

async function takeRoll(day: Play, plan: SitePlan, client: ConsoleClient, until: Until): Promise<void> {
  const roll = new SiteRoll(client, day.checkpoint.id);
  const sent: Entry[] = [];
  const { confirms } = plan;
  const steps: { at: number; entry: () => Entry | null }[] = plan.acts.map((act) => ({
    at: act.at,
    entry: () => roll.entryOf(act),
  }));
  if (confirms) steps.push({ at: confirms.at, entry: () => roll.confirm(confirms.miscount, confirms.note) });
  for (const step of steps.sort((a, b) => a.at - b.at)) {
    await until(step.at);
    if (day.signal?.aborted) return;
    const entry = step.entry();
    if (!entry) continue;
    sent.push(entry);
    void client.record(entry);
  }
  if (plan.repeats) await client.repeat(sent.slice(0, 10));
}

async function playTrainee(
  day: Play,
  person: ModelPerson,
  account: Account,
  startedAt: number,
): Promise<void> {
  const at = day.random.between(0, Math.floor(day.pace.until * 0.4));
  await sleep(Math.max(0, startedAt + at - Date.now()), undefined, { signal: day.signal }).catch(
    () => undefined,
  );
  if (day.signal?.aborted) return;
  const trainee = new TraineeClient(day.organizer.as(''), day.conference.id, person.code, account);
  await trainee.follow().catch((fault: unknown) => account.fault(String(fault)));
  await sleep(Math.max(0, startedAt + day.pace.until - Date.now()), undefined, { signal: day.signal }).catch(
    () => undefined,
  );
  trainee.close();
}

async function report(day: Play, account: Account, startedAt: number): Promise<void> {
  const step = Math.max(5_000, Math.min(30_000, day.pace.until / 10));
  for (let at = step; at <= day.pace.until && !day.signal?.aborted; at += step) {
    await sleep(Math.max(0, startedAt + at - Date.now()), undefined, { signal: day.signal }).catch(
      () => undefined,
    );
    day.tell(
      `${String(Math.round(at / 1000)).padStart(4)} s  ${account.seen.sites} sites came, ` +
        `${account.made.size} entries made, ${account.stored.length} received, ` +
        `${account.waiting} waiting, ${account.refused.length} refused, ${account.seen.downloads} downloads`,
    );
  }
}
