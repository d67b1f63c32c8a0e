import { setMaxListeners } from 'node:events';
import type { Entry } from '../../contract/attendance.js';
import type { SitePairing, SitePairings } from '../../contract/auth.js';
import type { Checkpoint, Conference } from '../../contract/conference.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { ApiClient } from '../api-client.js';
import type { ModelPerson } from '../model-day/model-people.js';
import type { ModelSite } from '../model-day/model-sites.js';
import { Random } from '../random.js';
import { Account } from './account.js';
import { ConsoleClient, type ConsoleListener } from './console-client.js';
import { apart, type Cut, type DayPlan, planDay, type SiteScript } from './day-plan.js';
import { HallDesk } from './hall-desk.js';
import { SiteDesk } from './site-desk.js';
import { type Pace, planSite, type SitePlan } from './site-plan.js';
import { SiteRoll } from './site-roll.js';
import { Timetable } from './timetable.js';
import { TraineeClient } from './trainee-client.js';
import { shortened } from '../../contract/shortened.js';

export interface Play {
  organizer: ApiClient;
  conference: Conference;
  checkpoint: Checkpoint;
  people: readonly ModelPerson[];
  sites: readonly ModelSite[];
  pace: Pace;
  random: Random;
  tell: (line: string) => void;
  /** Code of a site that only connects: a person is to take its roll. */
  handsOff?: string;
  /** Ends the play early. */
  signal?: AbortSignal;
}

interface Playing extends Play {
  account: Account;
  plan: DayPlan;
  times: Timetable;
  hall: HallDesk;
}

/**
 * Plays a conference day: pairs a console for every site, lets each test, keep its plan and answer the hall,
 * and accounts for every entry.
 */
export async function play(day: Play): Promise<Account> {
  const account = new Account();
  const { pace, organizer, conference } = day;
  if (day.signal) setMaxListeners(0, day.signal);
  const plan = planDay(day.sites, pace, new Random(day.random.between(1, 1_000_000)));
  const { items } = await organizer.post<SitePairings>(pathTo(ROUTES.conferencePairings, conference.id));
  const visitors = visitorsBySite(day, items);
  const times = new Timetable(Date.now() + pace.readyWithin, day.signal);
  const hall = new HallDesk(organizer, conference.id, plan, account, times);
  const playing: Playing = { ...day, account, plan, times, hall };
  const consoles = items.map((item) => playSite(playing, item, visitors.get(item.siteCode) ?? []));
  const trainees = day.people
    .filter((person) => person.mode === 'online')
    .slice(0, 60)
    .map((person) => playTrainee(playing, person));
  await Promise.all([...consoles, ...trainees, hall.work(pace.until), report(playing)]);
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

async function playSite(day: Playing, item: SitePairing, visitors: string[]): Promise<void> {
  const { random, pace, times, account } = day;
  const size = day.people.filter((person) => person.siteCode === item.siteCode).length;
  const roll = planSite(size, visitors, pace, random);
  const script = day.plan.bySite.get(item.siteCode);
  const isPlayed = item.siteCode !== day.handsOff && script !== undefined;
  const testsAt = isPlayed && script.test ? script.test.at - pace.readyWithin : roll.comesAt;
  await times.until(Math.min(testsAt, roll.comesAt));
  if (times.isOver) return;
  const client = await ConsoleClient.pair(
    day.organizer.as(''),
    item.code,
    shortened(`Mô phỏng · ${item.siteName}`, 80),
    account,
  );
  if (isPlayed) await playDesk(day, roll, script, client);
  else {
    await times.until(roll.comesAt);
    client.connect(NOBODY);
    await times.until(pace.until);
  }
  client.close();
}
/** At the site of the reader the simulated console only connects. */
const NOBODY: ConsoleListener = { announced: () => undefined, speakChanged: () => undefined };

async function playDesk(
  day: Playing,
  roll: SitePlan,
  script: SiteScript,
  client: ConsoleClient,
): Promise<void> {
  const { times, pace, hall, account } = day;
  const desk = new SiteDesk(client, script, hall, account, times);
  await desk.test();
  await times.until(roll.comesAt);
  if (times.isOver) return;
  client.connect(desk);
  await Promise.all([
    keepCuts(client, apart([...roll.cuts, ...script.cuts], pace.until * 0.97), times),
    takeRoll(day, roll, client),
    desk.keepScript(),
  ]);
  await times.until(pace.until);
  await client.flush();
  await desk.finish();
}

async function keepCuts(client: ConsoleClient, cuts: readonly Cut[], times: Timetable): Promise<void> {
  for (const { from, to } of cuts) {
    await times.until(from);
    client.cut();
    await times.until(to);
    await client.restore();
  }
}

async function takeRoll(day: Playing, plan: SitePlan, client: ConsoleClient): Promise<void> {
  const roll = new SiteRoll(client, day.checkpoint.id);
  const sent: Entry[] = [];
  const { confirms } = plan;
  const steps: { at: number; entry: () => Entry | null }[] = plan.acts.map((act) => ({
    at: act.at,
    entry: () => roll.entryOf(act),
  }));
  if (confirms) steps.push({ at: confirms.at, entry: () => roll.confirm(confirms.miscount, confirms.note) });
  for (const step of steps.sort((a, b) => a.at - b.at)) {
    await day.times.until(step.at);
    if (day.times.isOver) return;
    const entry = step.entry();
    if (!entry) continue;
    sent.push(entry);
    void client.record(entry);
  }
  if (plan.repeats) await client.repeat(sent.slice(0, 10));
}

async function playTrainee(day: Playing, person: ModelPerson): Promise<void> {
  const { times, pace, account } = day;
  await times.until(day.random.between(0, Math.floor(pace.until * 0.4)));
  if (times.isOver) return;
  const trainee = new TraineeClient(day.organizer.as(''), day.conference.id, person.code, account);
  await trainee.follow().catch((fault: unknown) => account.fault(String(fault)));
  await times.until(pace.until);
  trainee.close();
}

async function report({ times, pace, account, tell }: Playing): Promise<void> {
  const { tests } = account.controlRoom;
  await times.until(0);
  tell(`the day begins: ${tests.passed} sites tested ready, ${tests.failed} failed`);
  const step = Math.max(5_000, Math.min(30_000, pace.until / 10));
  for (let at = step; at <= pace.until && !times.isOver; at += step) {
    await times.until(at);
    tell(
      `${String(Math.round(at / 1000)).padStart(4)} s  ${account.seen.sites} sites came, ` +
        `${account.made.size} entries made, ${account.stored.length} received, ` +
        `${account.waiting} waiting, ${account.refused.length} refused, ${account.seen.downloads} downloads`,
    );
  }
}
