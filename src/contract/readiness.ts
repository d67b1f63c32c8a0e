import type { Fraction, Id, Instant, Page } from './wire.js';

export const READINESS_STATES = ['untested', 'passed', 'failed', 'stale'] as const;
/**
 * The result of a site's readiness test. `stale`: it passed too long ago, another console was paired since,
 * or an item was added since.
 */
export type ReadinessState = (typeof READINESS_STATES)[number];

/** What the console measures. */
export const MACHINE_ITEMS = [
  'round_trip',
  'download',
  'upload',
  'live',
  'clock',
  'storage',
  'space',
  'browser',
  'camera',
] as const;
/** What a person at the site answers. */
export const PERSON_ITEMS = ['tone', 'picture', 'broadcast', 'microphone', 'spare_line', 'roster'] as const;
export const READINESS_ITEMS = [...MACHINE_ITEMS, ...PERSON_ITEMS] as const;
export type ReadinessItemKey = (typeof READINESS_ITEMS)[number];

/** `not_measured`: the console was offline, or could not tell. It is no failure, and no pass either. */
export const READINESS_OUTCOMES = ['passed', 'failed', 'not_measured'] as const;
export type ReadinessOutcome = (typeof READINESS_OUTCOMES)[number];

export interface ReadinessItem {
  /** One of `ReadinessItemKey`, or of a later version. */
  key: string;
  outcome: ReadinessOutcome;
  /** What was measured, in the unit of its limit; `null` if there is nothing to say. */
  value?: Fraction | string | null;
  /** Of the round trips: ms that half of them took at the most. */
  median?: number | null;
}
export interface ReadinessLimits {
  /** Milliseconds: of 20 round trips at most one may take longer. */
  roundTripP95: number;
  /** kbit/s, at the least. */
  download: number;
  upload: number;
  /** Seconds that the console's clock may be off. */
  clockOffset: Fraction;
  /** Megabytes that the browser may store, at the least. */
  space: number;
}
/** Which items a conference asks for, and what passes. */
export interface ReadinessSettings {
  items: ReadinessItemKey[];
  limits: ReadinessLimits;
  /** A test that passed holds for so many hours. */
  staleHours: number;
  /** When sites are to be ready; `null`: when the first checkpoint opens or the first session begins. */
  deadline: Instant | null;
}
export type ReadinessSettingsBody = Partial<ReadinessSettings>;
export const DEFAULT_READINESS: ReadinessSettings = Object.freeze({
  items: [
    'round_trip',
    'download',
    'upload',
    'live',
    'clock',
    'storage',
    'space',
    'browser',
    'tone',
    'picture',
    'broadcast',
    'roster',
  ] satisfies ReadinessItemKey[],
  limits: { roundTripP95: 300, download: 2_000, upload: 500, clockOffset: 120, space: 200 },
  staleHours: 24,
  deadline: null,
});

/** The console's result. The same one sent again is a no-op that answers how the site stands. */
export interface ReadinessBody {
  /** UUID made where the test was made; made by the service when absent. */
  id?: Id;
  items: ReadinessItem[];
  /** Name of the person who signs. */
  signedBy: string;
  /** When it was signed, by the console's clock; absent: now. */
  recordedAt?: Instant;
  /** The console's clock minus the service's in ms. */
  clockOffset?: number | null;
}
export interface ReadinessPassBody {
  reason: string;
}
export const READINESS_LIMIT = { items: 40, key: 40, value: 80, name: 120, reason: 280, note: 500 } as const;

/** A test, or a pass by hand, as it was stored. Never changed. */
export interface ReadinessResult {
  id: Id;
  kind: 'test' | 'by_hand';
  /** `incomplete`: nothing failed, but something was not measured; it decides nothing. */
  outcome: 'passed' | 'failed' | 'incomplete';
  items: ReadinessItem[];
  /** When it was signed, by the service's clock. */
  at: Instant;
  /** When the service got it: later than `at` if the console was offline. */
  receivedAt: Instant;
  /** Who signed, or the account that passed the site by hand. */
  by: string;
  /** `null` for a pass by hand. */
  device: { id: Id; name: string } | null;
  /** Why it was passed by hand. */
  reason: string | null;
}

/** The way of a site through the conference, derived from what has happened. */
export const SITE_STAGES = [
  'invited',
  'confirmed',
  'tested',
  'ready',
  'connected',
  'lost',
  'closed',
] as const;
export type SiteStage = (typeof SITE_STAGES)[number];

export interface SiteReadiness {
  siteId: Id;
  conferenceId: Id;
  state: ReadinessState;
  stage: SiteStage;
  /** Of the result that decides; before any, what the conference asks for as `not_measured`. */
  items: ReadinessItem[];
  /** Keys of the items that failed. */
  failed: string[];
  /** `null` before any result decides, as `by`, `device` and `reason`. */
  at: Instant | null;
  by: string | null;
  device: { id: Id; name: string } | null;
  /** Why an organizer passed the site; `null` if a test decides. */
  reason: string | null;
  isByHand: boolean;
  /** Why a pass holds no longer; `null` unless the state is `stale`. */
  staleBecause: 'age' | 'device' | 'item' | null;
  /** The newest result of all, if it decides nothing. */
  incomplete: ReadinessResult | null;
  settings: ReadinessSettings;
  /** When the site is to be ready: the deadline, the first checkpoint or session; `null` if none. */
  beginsAt: Instant | null;
}

/** Where a console stands in the queue for the line test; several sites at once would measure each other. */
export const LINE_TEST = {
  sitesAtOnce: 20,
  downloadBytes: 2_097_152,
  uploadBytes: 524_288,
  roundTrips: 20,
  liveSeconds: 20,
} as const;
export interface LineTestTurn {
  /** Until when the site may measure. */
  until: Instant;
}
export interface LineProbe {
  /** The service's time when it answered. */
  at: Instant;
}
export interface LineUpload {
  bytes: number;
}

/** What stands between a site and being ready; the worst first. */
export const READINESS_NEEDS = ['link', 'failed', 'test', 'stale', 'contact', 'none'] as const;
/**
 * `link`: nobody has opened the site's link. `test`: no test decides. `contact`: nobody said who is in
 * charge. `none`: ready.
 */
export type ReadinessNeed = (typeof READINESS_NEEDS)[number];

/** How a whole conference stands. */
export interface ReadinessSummary {
  sites: number;
  /** Sites whose link was opened: a console was paired, or the invitation was looked at. */
  opened: number;
  /** Of these, sites that have said who is in charge, with a telephone number. */
  confirmed: number;
  /** Sites that have a result. */
  tested: number;
  states: Record<ReadinessState, number>;
  /** Each site once, by the worst thing that it lacks. */
  needs: Record<ReadinessNeed, number>;
  beginsAt: Instant | null;
  asOf: Instant;
}

/** Somebody of the control room spoke with the site, or noted something about it. */
export interface SiteContact {
  id: Id;
  siteId: Id;
  /** True: the site was called. */
  called: boolean;
  note: string | null;
  at: Instant;
  /** Name of the account. */
  by: string;
}
export interface SiteContactBody {
  /** UUID made where the act happens; made by the service when absent. */
  id?: Id;
  called?: boolean;
  note?: string | null;
}
/** Who is in charge at the site, as its console says. */
export interface CoordinatorBody {
  name: string;
  phone: string;
}
export interface ChaseItem {
  siteId: Id;
  code: string;
  name: string;
  parentId: Id | null;
  state: ReadinessState;
  stage: SiteStage;
  /** The worst first; empty when the site is ready. */
  missing: Exclude<ReadinessNeed, 'none'>[];
  failed: string[];
  isByHand: boolean;
  contactName: string | null;
  contactPhone: string | null;
  /** When the site’s link was first opened: a console was paired, or the invitation was looked at. */
  openedAt: Instant | null;
  /** When the site last passed or failed. */
  testedAt: Instant | null;
  lastContact: SiteContact | null;
}
export type Chase = Page<ChaseItem>;

const HOUR = 3_600_000;
export type Reminder = 'day' | 'hours';
/** Which reminder a site that is not ready is shown: from 24 h and from 2 h before it begins, until then. */
export function reminderAt(beginsAt: Instant | null, now: number): Reminder | null {
  if (beginsAt === null) return null;
  const left = Date.parse(beginsAt) - now;
  if (left <= 0 || left > 24 * HOUR) return null;
  return left > 2 * HOUR ? 'day' : 'hours';
}
