import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { AttendanceRecorded, ListingsMoved, type Whereabouts } from '../attendance/attendance.events.js';
import { arrivedAt, countPeople, emptyTally, type SiteTally } from '../attendance/ledger/tally.service.js';
import type { BoardChanges, BoardSnapshot } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import { Board, type Foundation } from './board.js';

const SITES = 6;
const PEOPLE = 12;
const PART = ['site-0', 'site-1', 'site-2'];
const UNMARKED: Whereabouts = { state: 'unmarked', siteId: null, happenedAt: null };
const SITES_AT_FIRST = Array.from(
  { length: SITES },
  (_, at) => ({ id: `site-${at}`, code: `${at}`, name: `Xã ${at}`, parentId: null, expected: null }) as Site,
);

interface Person {
  siteId: string | null;
  isWalkIn: boolean;
  where: Whereabouts;
}
/** What was read when it was asked for: the database takes a while. */
async function late<T>(read: T): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 120));
  return read;
}
/** Waits for what takes some time of the clock. */
async function soon<T>(pending: Promise<T>): Promise<T> {
  await jest.advanceTimersByTimeAsync(2_500);
  return pending;
}

/** A conference that knows each person, and tells the board what the service tells. */
class Conference {
  seq = 0;
  sites = SITES_AT_FIRST;
  readonly people: Person[] = Array.from({ length: PEOPLE }, (_, at) => ({
    siteId: at % 5 === 4 ? null : `site-${at % SITES}`,
    isWalkIn: at % 4 === 3,
    where: UNMARKED,
  }));

  mark(at: number, state: Whereabouts['state'], site: number, minute: number): AttendanceRecorded | null {
    const person = this.people[at]!;
    if (person.siteId === null) return null;
    const siteId = `site-${site}`;
    const happenedAt = `2026-11-22T01:0${minute}:30.500Z`;
    const [before, after] = [person.where, state === 'unmarked' ? UNMARKED : { state, siteId, happenedAt }];
    person.where = after;
    const { isWalkIn, siteId: homeSiteId } = person;
    const change = { checkpointId: 'now', participantId: `${at}`, homeSiteId, isWalkIn, isNew: false };
    return new AttendanceRecorded({
      conferenceId: 'c',
      siteId,
      deviceId: null,
      seq: (this.seq += 1),
      receivedAt: '2026-11-22T02:00:00.000Z',
      checkpointIds: ['earlier'],
      changes: [{ ...change, before, after }],
      confirmations: [],
      siteIds: [siteId],
    });
  }
  rename(at: number, name: string): void {
    this.sites = this.sites.map((site, nth) =>
      nth === at ? { ...site, name, expected: name.length } : site,
    );
  }
  list(at: number, site: number | null): ListingsMoved {
    const person = this.people[at]!;
    const { siteId: from, isWalkIn, where } = person;
    person.siteId = site === null ? null : `site-${site}`;
    const on = (siteId: string | null) => (siteId === null ? null : { siteId, isWalkIn });
    const standings = where === UNMARKED ? [] : [{ checkpointId: 'now', ...where }];
    const move = { before: on(from), after: on(person.siteId), standings };
    return new ListingsMoved('c', (this.seq += 1), [move]);
  }

  open(told: BoardChanges[]): Promise<Board> {
    return new Board('c', 1, {
      load: (bySite) => late(this.read(bySite)),
      tree: () => late({ sites: this.sites, groups: [] }),
      statusOf: () => ({ presence: { state: 'never' }, signal: null, help: null, readiness: null }) as never,
      followers: (within) => within?.size ?? SITES,
      partSeq: () => 1_000_000,
      now: () => 0,
      isHeard: () => true,
      publish: (changes, _, roots) => void (roots ?? told.push(changes)),
      failed: (fault) => {
        throw fault;
      },
    }).open();
  }

  private read(bySite: boolean): Foundation {
    const { siteArrivals, ...picture } = this.count();
    const { seq, sites } = this;
    return {
      seq,
      sites,
      groups: [],
      nextOpening: null,
      picture: bySite ? { ...picture, siteArrivals } : picture,
    };
  }
  private count() {
    const tallies = new Map<string, SiteTally>();
    const arrivals = new Map<string, number>();
    const siteArrivals = new Map<string, Map<string, number>>();
    const at = (siteId: string): SiteTally => {
      const tally = tallies.get(siteId) ?? emptyTally();
      tallies.set(siteId, tally);
      return tally;
    };
    for (const { siteId: homeSiteId, isWalkIn, where } of this.people) {
      if (homeSiteId === null) continue;
      const group = { homeSiteId, isWalkIn, ...where };
      countPeople(at, group, 1);
      if (where.state !== 'in_person' && where.state !== 'online') continue;
      const minute = `${where.happenedAt!.slice(0, 16)}:00.000Z`;
      arrivals.set(minute, (arrivals.get(minute) ?? 0) + 1);
      const minutes = siteArrivals.get(arrivedAt(group)) ?? new Map<string, number>();
      siteArrivals.set(arrivedAt(group), minutes.set(minute, (minutes.get(minute) ?? 0) + 1));
    }
    return { checkpointId: 'now', sites: tallies, arrivals, siteArrivals };
  }
}

const acts = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('mark' as const),
      at: fc.nat(PEOPLE - 1),
      state: fc.constantFrom('in_person', 'online', 'absent', 'left', 'unmarked' as const),
      site: fc.nat(SITES - 1),
      minute: fc.nat(3),
    }),
    fc.record({
      kind: fc.constant('list' as const),
      at: fc.nat(PEOPLE - 1),
      site: fc.option(fc.nat(SITES - 1)),
    }),
    fc.record({
      kind: fc.constant('rename' as const),
      at: fc.nat(SITES - 1),
      name: fc.string({ maxLength: 5 }),
    }),
    fc.record({ kind: fc.constant('look' as const) }),
    fc.record({ kind: fc.constant('anew' as const) }),
  ),
  { minLength: 30, maxLength: 60 },
);
const shown = ({ totals, sites: rows, arrivals }: BoardSnapshot) => ({ totals, sites: rows, arrivals });

describe('a board that is carried on', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is as if counted anew, whole and in parts, after people are marked, moved and removed', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const conference = new Conference();
        const told: BoardChanges[] = [];
        const board = await soon(conference.open(told));
        await soon(board.part(PART));
        const first = board.revisions.snapshot();
        for (const act of all) {
          if (act.kind === 'mark') {
            const event = conference.mark(act.at, act.state, act.site, act.minute);
            if (event !== null) board.apply(event);
          } else if (act.kind === 'list') board.applyListings(conference.list(act.at, act.site));
          else if (act.kind === 'rename') {
            conference.rename(act.at, act.name);
            board.replant();
          } else if (act.kind === 'anew') board.invalidate();
          else await jest.advanceTimersByTimeAsync(250);
        }
        await jest.advanceTimersByTimeAsync(2_500);
        const fresh = await soon(conference.open([]));
        expect(shown(board.revisions.snapshot())).toEqual(shown(fresh.revisions.snapshot()));
        const [part, freshPart] = [await soon(board.part(PART)), await soon(fresh.part(PART))];
        expect(shown(part.revisions.snapshot())).toEqual(shown(freshPart.revisions.snapshot()));
        // Who has followed from the start has the same rows.
        const rows = new Map(first.sites.map((row) => [row.siteId, row]));
        for (const { sites: changed } of told) for (const row of changed) rows.set(row.siteId, row);
        expect([...rows.values()]).toEqual(fresh.revisions.snapshot().sites);
        board.close();
        fresh.close();
      }),
    );
  });

  it('is read anew when too many people have moved to name them', async () => {
    const conference = new Conference();
    const board = await soon(conference.open([]));
    conference.list(0, 5);
    board.applyListings(new ListingsMoved('c', conference.seq, null));
    await jest.advanceTimersByTimeAsync(1_500);
    const fresh = await soon(conference.open([]));
    expect(shown(board.revisions.snapshot())).toEqual(shown(fresh.revisions.snapshot()));
    board.close();
    fresh.close();
  });
});
