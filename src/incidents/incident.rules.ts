import type { IncidentCause } from '../contract/incident.js';
import type { Id } from '../contract/wire.js';

/** Milliseconds since 1970, by the service's clock. */
export type Moment = number;

export interface Timing {
  /** How long lost sites wait for the others of their cause, in ms; all times here are. */
  wait: Moment;
  /** Sites of a part or a line that fall within this time have one cause. */
  partWindow: Moment;
  /** Falls of most sites within this time are ours. */
  oursWindow: Moment;
  /** This long after our start every fall is ours. */
  afterStart: Moment;
  /** This long after its opening a cause takes late sites at once. */
  joinWithin: Moment;
  /** Everybody has to be back, or the cause gone, for so long. */
  backFor: Moment;
  reopenWithin: Moment;
  escalateAfter: Moment;
  /** Decisions fall on multiples of this, so that many sites are judged together. */
  grid: Moment;
}

/** Fewer sites than this have no common cause. */
export const FEWEST = 3;
export const SHARE = { ours: 0.6, part: 0.5, broadcast: 0.2 } as const;

/** `siteId`: the node, the site, or the part of a broadcast. `line`: as compared. */
export interface Cause {
  kind: IncidentCause;
  siteId: Id | null;
  line: string | null;
}
export const OURS: Cause = Object.freeze({ kind: 'ours', siteId: null, line: null });
export const causeOf = (kind: 'part' | 'broadcast' | 'site', siteId: Id | null): Cause => ({
  kind,
  siteId,
  line: null,
});
export const causeOfLine = (line: string): Cause => ({ kind: 'line', siteId: null, line });
export const keyOf = ({ kind, siteId, line }: Cause): string => `${kind} ${siteId ?? ''}${line ?? ''}`;

export interface Member {
  joinedAt: Moment;
  backAt: Moment | null;
}
export interface Acknowledgement {
  note: string;
  by: { accountId: Id; name: string };
  at: Moment;
  until: Moment | null;
}

/** What is stored of an incident besides its members. */
export interface IncidentFacts {
  readonly id: Id;
  readonly cause: Cause;
  /** The line as offices write it. */
  readonly label: string | null;
  readonly openedAt: Moment;
  reopenedAt: Moment | null;
  flaps: number;
  resolvedAt: Moment | null;
  mergedInto: Id | null;
  acknowledged: Acknowledgement | null;
  isEscalated: boolean;
  /** Since when nobody has acknowledged it. */
  alarmFrom: Moment;
}

/** One cause and the sites that suffer from it. */
export class TrackedIncident implements IncidentFacts {
  readonly id: Id;
  readonly cause: Cause;
  readonly label: string | null;
  readonly openedAt: Moment;
  reopenedAt: Moment | null;
  flaps: number;
  resolvedAt: Moment | null;
  mergedInto: Id | null;
  acknowledged: Acknowledgement | null;
  isEscalated: boolean;
  alarmFrom: Moment;
  /** Of this opening, in order of joining. */
  readonly members = new Map<Id, Member>();
  /** Members whose storing is due. */
  readonly changedMembers = new Set<Id>();
  away = 0;
  /** Since when what made it one cause holds no longer; `null` while it holds. */
  calmSince: Moment | null = null;
  private allBackSince: Moment | null = null;

  constructor(facts: IncidentFacts) {
    this.id = facts.id;
    this.cause = facts.cause;
    this.label = facts.label;
    this.openedAt = facts.openedAt;
    this.reopenedAt = facts.reopenedAt;
    this.flaps = facts.flaps;
    this.resolvedAt = facts.resolvedAt;
    this.mergedInto = facts.mergedInto;
    this.acknowledged = facts.acknowledged;
    this.isEscalated = facts.isEscalated;
    this.alarmFrom = facts.alarmFrom;
  }

  get key(): string {
    return keyOf(this.cause);
  }
  get isResolved(): boolean {
    return this.resolvedAt !== null;
  }
  /** Whether a site that falls now, late, belongs here. */
  takesLate(at: Moment, { joinWithin }: Timing): boolean {
    return at - (this.reopenedAt ?? this.openedAt) <= joinWithin;
  }

  /** Takes a member as it is stored. */
  readMember(siteId: Id, joinedAt: Moment, backAt: Moment | null): void {
    this.members.set(siteId, { joinedAt, backAt });
    if (backAt === null) this.away += 1;
  }
  suffer(siteId: Id, at: Moment): void {
    const member = this.members.get(siteId);
    if (member?.backAt === null) return;
    if (member) member.backAt = null;
    else this.members.set(siteId, { joinedAt: at, backAt: null });
    this.away += 1;
    this.changedMembers.add(siteId);
  }
  recover(siteId: Id, at: Moment): void {
    const member = this.members.get(siteId);
    if (member?.backAt !== null) return;
    member.backAt = at;
    this.away -= 1;
    this.changedMembers.add(siteId);
  }
  isAway(siteId: Id): boolean {
    return this.members.get(siteId)?.backAt === null;
  }
  awayIds(): Id[] {
    return [...this.members].flatMap(([siteId, { backAt }]) => (backAt === null ? [siteId] : []));
  }

  /** Notes whether the cause still holds; `mayEnd`: nothing but its sites keeps it open. */
  weigh(isCalm: boolean, mayEnd: boolean, at: Moment): void {
    this.calmSince = isCalm ? (this.calmSince ?? at) : null;
    this.allBackSince = mayEnd && this.away === 0 ? (this.allBackSince ?? at) : null;
  }
  /** When it is over by itself; `null` while it goes on. */
  overAt({ backFor }: Timing): Moment | null {
    const since = this.away === 0 ? this.allBackSince : this.calmSince;
    return since === null ? null : since + backFor;
  }

  /** When it next changes by time alone; `null` if it does not. */
  nextAt(timing: Timing): Moment | null {
    const overAt = this.overAt(timing) ?? Infinity;
    const until = this.acknowledged?.until ?? Infinity;
    const isRung = this.acknowledged !== null || this.isEscalated;
    const next = Math.min(overAt, until, isRung ? Infinity : this.alarmFrom + timing.escalateAfter);
    return next === Infinity ? null : next;
  }
  /** Applies the time to silence and alarm; answers whether anything changed. */
  age(at: Moment, { escalateAfter }: Timing): boolean {
    const until = this.acknowledged?.until ?? null;
    const isLoudAgain = until !== null && until <= at;
    if (isLoudAgain) this.raise(at);
    const isDue = !this.acknowledged && !this.isEscalated && this.alarmFrom + escalateAfter <= at;
    if (isDue) this.isEscalated = true;
    return isLoudAgain || isDue;
  }
  acknowledge(acknowledged: Acknowledgement): void {
    this.acknowledged = acknowledged;
    this.isEscalated = false;
  }
  reopen(at: Moment): void {
    this.flaps += 1;
    this.reopenedAt = at;
    this.resolvedAt = null;
    this.mergedInto = null;
    this.members.clear();
    this.away = 0;
    this.raise(at);
  }
  resolve(at: Moment, mergedInto: Id | null): void {
    this.resolvedAt = at;
    this.mergedInto = mergedInto;
    this.isEscalated = false;
    for (const siteId of this.awayIds()) this.recover(siteId, at);
  }

  private raise(at: Moment): void {
    this.acknowledged = null;
    this.isEscalated = false;
    this.alarmFrom = at;
  }
}
