import type { ReadinessItemKey } from '../../contract/readiness.js';
import type { ModelSite } from '../model-day/model-sites.js';
import type { Random } from '../random.js';
import { ANNOUNCEMENTS, HELP_CALLS, NO_SOUND, SOUND_IS_BACK, SPEAK_TOPICS } from './control-room-texts.js';

/** Times are milliseconds from the start of the day, unless they say otherwise. */
type Moment = number;

export interface Cut {
  from: Moment;
  to: Moment;
}
/** What one site does besides its roll. */
export interface SiteScript {
  /** Milliseconds from the start of the readiness phase; `null`: it never tests. */
  test: { at: number; failed: ReadinessItemKey[] } | null;
  /** Apart, in order. */
  cuts: Cut[];
  signals: { at: Moment; sound: 'ok' | 'none' }[];
  /** Milliseconds from an announcement to its acknowledging, for one after another; `null`: never. */
  acknowledges: (number | null)[];
  help: PlannedCall[];
  speaks: { at: Moment; topic: string; declines: boolean }[];
}
export interface PlannedCall {
  at: Moment;
  message: string;
  /** `null`: nobody answers. */
  answer: { takenAt: Moment; at: Moment; text: string } | null;
}
export interface PlannedAnnouncement {
  key: keyof typeof ANNOUNCEMENTS;
  at: Moment;
  endsAt: Moment;
  /** When those who have not acknowledged are reminded; `null`: not at all. */
  remindsAt: Moment | null;
}
/** A day of the control room, decided by the seed alone. */
export interface DayPlan {
  bySite: Map<string, SiteScript>;
  announcements: PlannedAnnouncement[];
  /** How long a site speaks. */
  speaksFor: number;
}
/** When the day is over, how long the readiness phase and one round of faults last, in milliseconds. */
export interface DayLength {
  readyWithin: number;
  round: number;
  until: Moment;
}

const TESTED = 0.85;
const PASSED = 0.88;
const STRAGGLER = 0.12;
const SILENT = 0.04;
/** Faults of the hall reach so many of the sites: above what makes them one incident. */
const SHARE = { ours: 0.8, broadcast: 0.3 } as const;
/** A node with more of the sites than this would look like a fault of the hall. */
const LARGEST_PART = 0.5;

export function planDay(sites: readonly ModelSite[], length: DayLength, random: Random): DayPlan {
  const bySite = new Map(sites.map(({ code }) => [code, scriptOf(length, random)]));
  const announcements: PlannedAnnouncement[] = [];
  const rounds = Math.max(1, Math.floor(length.until / length.round));
  for (let round = 0; round < rounds; round += 1) {
    const at = (share: number): Moment => Math.floor((round + share) * length.round);
    cutPart(sites, bySite, at, random);
    hiccup(bySite, at, random);
    broadcastFault(bySite, at, random);
    helpCalls(bySite, at, random);
    speakRequests(bySite, at, random);
    announcements.push(
      { key: 'start', at: at(0.12), endsAt: at(0.45), remindsAt: at(0.3) },
      { key: 'sound', at: at(0.68), endsAt: at(0.84), remindsAt: null },
      { key: 'break', at: at(0.86), endsAt: at(0.99), remindsAt: null },
    );
  }
  const last = Math.floor(length.until * 0.97);
  for (const script of bySite.values()) script.cuts = apart(script.cuts, last);
  return { bySite, announcements, speaksFor: Math.floor(length.round * 0.05) };
}

/** Joins cuts that meet, and ends all at `last`. */
export function apart(cuts: readonly Cut[], last: Moment): Cut[] {
  const joined: Cut[] = [];
  for (const { from, to } of [...cuts].sort((a, b) => a.from - b.from)) {
    const before = joined.at(-1);
    if (before && from <= before.to) before.to = Math.max(before.to, Math.min(to, last));
    else if (from < last) joined.push({ from, to: Math.min(to, last) });
  }
  return joined;
}

function scriptOf({ readyWithin, round, until }: DayLength, random: Random): SiteScript {
  const isTested = random.chance(TESTED);
  const failing: readonly ReadinessItemKey[][] = [['upload'], ['tone'], ['round_trip'], ['picture', 'tone']];
  const failed = random.chance(PASSED) ? [] : random.pick(failing);
  const test = isTested ? { at: random.between(0, Math.floor(readyWithin * 0.8)), failed } : null;
  const isStraggler = random.chance(STRAGGLER);
  const acknowledges = Array.from({ length: 8 }, () => {
    if (random.chance(SILENT)) return null;
    return isStraggler
      ? random.between(Math.floor(round * 0.1), Math.floor(round * 0.3))
      : random.between(1_000, Math.max(2_000, Math.floor(round * 0.04)));
  });
  const told = random.chance(0.8) ? [{ at: random.between(0, Math.floor(until * 0.02)) }] : [];
  const signals = told.map(({ at }) => ({ at, sound: 'ok' as const }));
  return { test, cuts: [], signals, acknowledges, help: [], speaks: [] };
}

type At = (share: number) => Moment;
type BySite = DayPlan['bySite'];

/** All consoles at and below one node fall within seconds; a few stay away when the line is back. */
function cutPart(sites: readonly ModelSite[], bySite: BySite, at: At, random: Random): void {
  const parts = [...new Set(sites.flatMap(({ parentCode }) => (parentCode === null ? [] : [parentCode])))]
    .map((code) => sites.filter((site) => site.code === code || site.parentCode === code))
    .filter((members) => members.length >= 4 && members.length <= sites.length * LARGEST_PART);
  if (parts.length === 0) return;
  const members = random.pick(parts);
  const stayAway = new Set(
    [random.pick(members), ...members.filter(() => random.chance(0.1))].map(({ code }) => code),
  );
  for (const { code } of members) {
    const to = stayAway.has(code) ? at(0.6) : at(0.42) + random.between(0, 5_000);
    bySite.get(code)!.cuts.push({ from: at(0.2) + random.between(0, 3_000), to });
  }
}

/** Our own line: most consoles fall within seconds, and all return. */
function hiccup(bySite: BySite, at: At, random: Random): void {
  for (const script of bySite.values())
    if (random.chance(SHARE.ours))
      script.cuts.push({
        from: at(0.46) + random.between(0, 4_000),
        to: at(0.56) + random.between(0, 6_000),
      });
}

/** Many sites report that they hear nothing, some call for help; then all hear again. */
function broadcastFault(bySite: BySite, at: At, random: Random): void {
  const heard = shuffled([...bySite.values()], random);
  const ill = heard.slice(0, Math.ceil(heard.length * SHARE.broadcast));
  for (const [index, script] of ill.entries()) {
    script.signals.push(
      { at: at(0.65) + random.between(0, 8_000), sound: 'none' },
      { at: at(0.82) + random.between(0, 8_000), sound: 'ok' },
    );
    if (index < 3)
      script.help.push({
        at: at(0.66) + random.between(0, 8_000),
        message: NO_SOUND,
        answer: { takenAt: at(0.7) + random.between(0, 8_000), at: at(0.86), text: SOUND_IS_BACK },
      });
  }
}

/** Most calls are taken, noted and answered; one is left to whoever looks on. */
function helpCalls(bySite: BySite, at: At, random: Random): void {
  const callers = shuffled([...bySite.values()], random).slice(0, HELP_CALLS.length);
  for (const [index, { message, answer }] of HELP_CALLS.entries()) {
    const from = 0.1 + index * 0.12;
    callers[index]?.help.push({
      at: at(from),
      message,
      answer:
        index === HELP_CALLS.length - 1
          ? null
          : { takenAt: at(from + 0.05), at: at(from + 0.15), text: answer },
    });
  }
}

function speakRequests(bySite: BySite, at: At, random: Random): void {
  const askers = shuffled([...bySite.values()], random).slice(0, SPEAK_TOPICS.length);
  for (const [index, script] of askers.entries())
    script.speaks.push({
      at: at(0.14 + index * 0.02),
      topic: SPEAK_TOPICS[index]!,
      declines: index === 1,
    });
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, lot: random.next() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ item }) => item);
}
