import type {
  ReadinessItem,
  ReadinessNeed,
  ReadinessResult,
  ReadinessSettings,
  ReadinessState,
  SiteReadiness,
} from '../contract/readiness.js';
import type { Id, Instant } from '../contract/wire.js';

const HOUR = 3_600_000;

/** What decides of a site, as far as its state follows from it. */
export interface Decision {
  kind: ReadinessResult['kind'];
  outcome: ReadinessResult['outcome'];
  at: Instant;
  /** True if the console that tested is out, or another one was paired since. */
  isOtherDevice: boolean;
}
/** What a conference says of how long a test holds. */
export interface Validity {
  staleHours: number;
  /** `null` if the items were never changed. */
  itemAddedAt: Instant | null;
}

export type StoredSettings = ReadinessSettings & Validity;

/** What a test comes to. One failure fails it; a test that could not measure everything decides nothing. */
export function outcomeOf(items: readonly ReadinessItem[]): ReadinessResult['outcome'] {
  if (items.some(({ outcome }) => outcome === 'failed')) return 'failed';
  return items.some(({ outcome }) => outcome === 'not_measured') ? 'incomplete' : 'passed';
}

/**
 * Adds what the conference asks for and the test leaves out: a console may know older settings. Whether there
 * is a link of the broadcast to open, the console says.
 */
export function withMissing(
  items: readonly ReadinessItem[],
  { items: asked }: Pick<ReadinessSettings, 'items'>,
): ReadinessItem[] {
  const missing = asked.filter((key) => key !== 'broadcast' && !items.some((item) => item.key === key));
  return [...items, ...missing.map((key): ReadinessItem => ({ key, outcome: 'not_measured', value: null }))];
}

export const failedIn = (items: readonly ReadinessItem[]): string[] =>
  items.filter(({ outcome }) => outcome === 'failed').map(({ key }) => key);

/**
 * Whether a result takes the place of the one that decides: the one signed later does, if it decides at all.
 */
export function replaces(
  result: Pick<ReadinessResult, 'outcome' | 'at'>,
  existing: Pick<ReadinessResult, 'outcome' | 'at'> | null,
): boolean {
  if (existing === null || existing.outcome === 'incomplete') return true;
  return result.outcome !== 'incomplete' && result.at >= existing.at;
}

/** Why a pass holds no longer; `null` if it holds. A pass by hand holds until the site tests again. */
export function staleBecause(
  decision: Decision,
  { staleHours, itemAddedAt }: Validity,
  now: number,
): SiteReadiness['staleBecause'] {
  if (decision.kind === 'by_hand' || decision.outcome !== 'passed') return null;
  if (decision.isOtherDevice) return 'device';
  if (itemAddedAt !== null && decision.at < itemAddedAt) return 'item';
  return now - Date.parse(decision.at) > staleHours * HOUR ? 'age' : null;
}

export function stateOf(decision: Decision | null, validity: Validity, now: number): ReadinessState {
  if (decision === null || decision.outcome === 'incomplete') return 'untested';
  if (decision.outcome === 'failed') return 'failed';
  return staleBecause(decision, validity, now) === null ? 'passed' : 'stale';
}

/** Tests signed up to this moment are too old at `now`. */
export const oldestValid = (now: number, staleHours: number): Instant =>
  new Date(now - staleHours * HOUR).toISOString();

export interface NeedFacts {
  isOpened: boolean;
  hasContact: boolean;
  state: ReadinessState;
}
/** The same result once more: what is stored under the id says the same, at the same site. */
export function isRepetition(
  existing: { siteId: Id; by: string; deviceId: Id | null; items: readonly ReadinessItem[] },
  siteId: Id,
  told: { by: string; deviceId: Id | null; items: readonly ReadinessItem[] },
): boolean {
  return (
    existing.siteId === siteId &&
    existing.by === told.by &&
    existing.deviceId === told.deviceId &&
    JSON.stringify(existing.items) === JSON.stringify(told.items)
  );
}

/** What stands between a site and being ready, the worst first. */
export function missingOf({ isOpened, hasContact, state }: NeedFacts): Exclude<ReadinessNeed, 'none'>[] {
  return [
    ...(!isOpened && state !== 'passed' ? (['link'] as const) : []),
    ...(state === 'failed' ? (['failed'] as const) : []),
    ...(state === 'untested' ? (['test'] as const) : []),
    ...(state === 'stale' ? (['stale'] as const) : []),
    ...(hasContact ? [] : (['contact'] as const)),
  ];
}
