import { arrivedAt, countPeople, emptyTally, type SiteTally } from '../../attendance/ledger/tally.service.js';
import type { Presence, Signal } from '../../contract/board.js';
import { confirmation, type ConfirmationFact } from '../../contract/confirmation.js';
import type { BoardHelp } from '../../contract/help.js';
import type { ReplayArrivals, ReplayFigures, ReplayStatus } from '../../contract/replay.js';
import { type Fact, type Standing, standing, UNMARKED } from '../../contract/standing.js';
import type { Id, Instant } from '../../contract/wire.js';

/** Somebody of a list, or a walk-in who was merged with nobody. */
export interface ReplayPerson {
  id: Id;
  homeSiteId: Id;
  isWalkIn: boolean;
}
/** An entry, and when it came into the ledger. */
export interface LedgerFact extends Fact, ConfirmationFact {
  seq: number;
  checkpointId: Id;
  /** Whom it is about; `null` for a confirmation. */
  aboutId: Id | null;
  receivedAt: Instant;
  enteredAt: Instant;
}
export interface ReplayedAttendance {
  figures: ReplayFigures[];
  arrivals: ReplayArrivals[];
}

/**
 * What each site's figures went through at one checkpoint, by the rules of the live board.
 * @param facts the entries of the checkpoint, by `seq`
 * @param isShown whether the reader may see a site
 */
export function attendanceChanges(
  checkpointId: Id,
  people: ReadonlyMap<Id, ReplayPerson>,
  facts: readonly LedgerFact[],
  isShown: (siteId: Id) => boolean = () => true,
): ReplayedAttendance {
  const ledger = new CheckpointLedger(people, isShown);
  const figures: ReplayFigures[] = [];
  const arrivals: ReplayArrivals[] = [];
  for (let start = 0; start < facts.length;) {
    let end = start + 1;
    while (end < facts.length && facts[end]!.enteredAt === facts[start]!.enteredAt) end += 1;
    const { enteredAt: at } = facts[start]!;
    const touched = ledger.enter(facts.slice(start, end));
    for (const siteId of [...touched.sites].filter(isShown))
      figures.push({ at, checkpointId, siteId, ...figuresOf(ledger.tallyAt(siteId)) });
    for (const [minute, people] of touched.arrivals)
      if (people !== 0) arrivals.push({ at, checkpointId, minute, people });
    start = end;
  }
  return { figures, arrivals };
}

/** The entries of one checkpoint so far, and what is counted by them. */
class CheckpointLedger {
  private readonly tallies = new Map<Id, SiteTally>();
  private readonly factsAbout = new Map<Id, LedgerFact[]>();
  private readonly factsOfSite = new Map<Id, LedgerFact[]>();
  private readonly aboutOf = new Map<Id, Id>();
  private readonly standings = new Map<Id, Standing>();

  constructor(
    private readonly people: ReadonlyMap<Id, ReplayPerson>,
    private readonly isShown: (siteId: Id) => boolean,
  ) {
    for (const { homeSiteId, isWalkIn } of people.values())
      countPeople((id) => this.tallyAt(id), { homeSiteId, isWalkIn, state: 'unmarked', siteId: null }, 1);
  }

  tallyAt(siteId: Id): SiteTally {
    let tally = this.tallies.get(siteId);
    if (!tally) this.tallies.set(siteId, (tally = emptyTally()));
    return tally;
  }

  enter(facts: readonly LedgerFact[]): { sites: Set<Id>; arrivals: Map<Instant, number> } {
    const sites = new Set<Id>();
    const arrivals = new Map<Instant, number>();
    const moved = new Set<Id>();
    const confirmed = new Set<Id>();
    for (const fact of facts) {
      sites.add(fact.siteId);
      const tally = this.tallyAt(fact.siteId);
      if (tally.lastEntryAt === null || tally.lastEntryAt < fact.receivedAt)
        tally.lastEntryAt = fact.receivedAt;
      const aboutId = this.note(fact);
      if (aboutId === null) confirmed.add(fact.siteId);
      else moved.add(aboutId);
    }
    for (const id of moved) this.move(id, sites, arrivals);
    for (const siteId of confirmed)
      this.tallyAt(siteId).headcount = confirmation(this.factsOfSite.get(siteId)!).headcount;
    return { sites, arrivals };
  }

  /** Answers the person whom it moves; `null` if it speaks of the site. */
  private note(fact: LedgerFact): Id | null {
    // An undo goes where the entry is that it takes back.
    const aboutId = fact.undoes === null ? fact.aboutId : (this.aboutOf.get(fact.undoes) ?? fact.aboutId);
    if (aboutId !== null && this.people.has(aboutId)) {
      this.aboutOf.set(fact.id, aboutId);
      append(this.factsAbout, aboutId, fact);
      return aboutId;
    }
    append(this.factsOfSite, fact.siteId, fact);
    return null;
  }

  private move(id: Id, sites: Set<Id>, arrivals: Map<Instant, number>): void {
    const { homeSiteId, isWalkIn } = this.people.get(id)!;
    const before = this.standings.get(id) ?? UNMARKED;
    const after = standing(this.factsAbout.get(id)!);
    this.standings.set(id, after);
    for (const [{ state, siteId, happenedAt }, by] of [
      [before, -1],
      [after, 1],
    ] as const) {
      const touched = countPeople((site) => this.tallyAt(site), { homeSiteId, isWalkIn, state, siteId }, by);
      for (const site of touched) sites.add(site);
      if ((state !== 'in_person' && state !== 'online') || happenedAt === null) continue;
      if (!this.isShown(arrivedAt({ homeSiteId, isWalkIn, state, siteId }))) continue;
      const minute = `${happenedAt.slice(0, 16)}:00.000Z`;
      arrivals.set(minute, (arrivals.get(minute) ?? 0) + by);
    }
  }
}

function figuresOf({
  counts,
  outside,
  guests,
  elsewhere,
  headcount,
  lastEntryAt,
}: SiteTally): Omit<ReplayFigures, 'at' | 'checkpointId' | 'siteId'> {
  const more = { outside: nonZero(outside), guests: nonZero(guests), elsewhere: nonZero(elsewhere) };
  return {
    counts: nonZero(counts),
    ...Object.fromEntries(Object.entries(more).filter(([, part]) => Object.keys(part).length > 0)),
    ...(headcount === null ? {} : { headcount }),
    ...(lastEntryAt === null ? {} : { lastEntryAt }),
  };
}
const nonZero = <T extends object>(part: T): Partial<T> =>
  Object.fromEntries(Object.entries(part).filter(([, people]) => people !== 0)) as Partial<T>;

function append<T>(lists: Map<Id, T[]>, key: Id, value: T): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

export interface PresenceChange extends Presence {
  siteId: Id;
  at: Instant;
}
export interface SignalChange extends Signal {
  siteId: Id;
}
/** A call for help; `closedAt` is null while it is open. */
export interface CallSpan {
  id: Id;
  siteId: Id;
  message: string;
  at: Instant;
  closedAt: Instant | null;
}
/** An organizer took a call in hand. */
export interface CallTaking {
  callId: Id;
  at: Instant;
}

/** What presence, signals and calls went through, in order of time. */
export function statusChanges(
  presence: readonly PresenceChange[],
  signals: readonly SignalChange[],
  calls: readonly CallSpan[],
  takings: readonly CallTaking[],
): ReplayStatus[] {
  return [
    ...presence.map(({ at, siteId, state, since }): ReplayStatus => ({
      at,
      siteId,
      presence: { state, since },
    })),
    ...signals.map(({ siteId, ...signal }): ReplayStatus => ({ at: signal.at, siteId, signal })),
    ...callChanges(calls, takings),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A board shows the newest open call of a site, whether somebody has taken it, and how many are open. */
function callChanges(calls: readonly CallSpan[], takings: readonly CallTaking[]): ReplayStatus[] {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const order = ['called', 'taken', 'closed'];
  const moments = [
    ...calls.map((call) => ({ at: call.at, call, act: 'called' })),
    ...takings.map(({ at, callId }) => ({ at, call: byId.get(callId)!, act: 'taken' })),
    ...calls.flatMap((call) => (call.closedAt === null ? [] : [{ at: call.closedAt, call, act: 'closed' }])),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : order.indexOf(a.act) - order.indexOf(b.act)));
  const open = new Map<Id, CallSpan[]>();
  const taken = new Set<Id>();
  return moments.map(({ at, call, act }) => {
    const others = (open.get(call.siteId) ?? []).filter(({ id }) => id !== call.id);
    if (act === 'called') open.set(call.siteId, [...others, call]);
    else if (act === 'taken') taken.add(call.id);
    else open.set(call.siteId, others);
    const now = open.get(call.siteId) ?? [];
    const newest = now.at(-1);
    return {
      at,
      siteId: call.siteId,
      help: newest ? helpOf(newest, now.length, taken.has(newest.id)) : null,
    };
  });
}

function helpOf({ id, message, at }: CallSpan, open: number, isTaken: boolean): BoardHelp {
  return { id, message, at, open, isTaken };
}
