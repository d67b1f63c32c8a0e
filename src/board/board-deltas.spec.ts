import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { AttendanceRecorded, ListingsMoved, type Whereabouts } from '../attendance/attendance.events.js';
import { arrivedAt, countPeople, emptyTally, type SiteTally } from '../attendance/ledger/tally.service.js';
import type { BoardChanges, BoardSnapshot } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import { Board } from './board.js';
import type { Foundation } from './board-ground.js';

const SITES = 6;
const PEOPLE = 12;
const PART = ['site-0', 'site-1', 'site-2'];
const UNMARKED: Whereabouts = { state: 'unmarked', siteId: null, happenedAt: null };
const siteNamed = (id: string, at: number): Site =>
  ({ id, code: `${at}`, name: `Xã ${at}`, kind: 'point', parentId: null, expected: null }) as Site;
const SITES_AT_FIRST = Array.from({ length: SITES }, (_, at) => siteNamed(`site-${at}`, at));
const inOrder = (a: Site, b: Site): number =>
  a.code < b.code ? -1 : a.code > b.code ? 1 : a.id < b.id ? -1 : 1;

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
  /** Edits a site. The last ones, who have no people, come and go. @returns its id */
  change(at: number, text: string, what: 'name' | 'code' | 'parent' | 'presence'): string {
    const id = `site-${at}`;
    const before = this.sites.find((site) => site.id === id);
    const others = this.sites.filter((site) => site.id !== id);
    const now: Site | null =
      before === undefined
        ? siteNamed(id, at)
        : what === 'presence' && at >= SITES
          ? null
          : what === 'code'
            ? { ...before, code: `${text}${at}` }
            : what === 'parent'
              ? { ...before, parentId: before.parentId === null && at !== 0 ? 'site-0' : null }
              : { ...before, name: text, expected: text.length };
    this.sites = now === null ? others : [...others, now].sort(inOrder);
    return id;
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

  open(tell: (changes: BoardChanges) => void = () => undefined): Promise<Board> {
    return new Board('c', 1, {
      load: (bySite) => late(this.read(bySite)),
      tree: () => late({ sites: this.sites, groups: [] }),
      sitesNow: () => late(new Map(this.sites.map((site) => [site.id, site]))),
      statusOf: () => ({ presence: { state: 'never' }, signal: null, help: null, readiness: null }) as never,
      followers: (within) => within?.size ?? SITES,
      partSeq: () => 1_000_000,
      now: () => 0,
      isHeard: () => true,
      isIdle: () => true,
      publish: (changes, _, roots) => (roots ? undefined : tell(changes)),
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
      kind: fc.constant('site' as const),
      at: fc.nat(SITES + 2),
      text: fc.string({ maxLength: 5 }),
      what: fc.constantFrom('name', 'name', 'code', 'parent', 'presence' as const),
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
        let follower: BoardSnapshot | null = null;
        const follow = (changes: BoardChanges): void => {
          if (follower === null) return;
          const isNext = changes.from === follower.seq && changes.from !== changes.seq;
          const rows = new Map([...follower.sites, ...changes.sites].map((row) => [row.siteId, row]));
          follower = isNext
            ? { ...follower, ...changes, sites: [...rows.values()] }
            : board.revisions.snapshot();
        };
        const board: Board = await soon(conference.open(follow));
        await soon(board.part(PART));
        follower = board.revisions.snapshot();
        for (const act of all) {
          if (act.kind === 'mark') {
            const event = conference.mark(act.at, act.state, act.site, act.minute);
            if (event !== null) board.apply(event);
          } else if (act.kind === 'list') board.applyListings(conference.list(act.at, act.site));
          else if (act.kind === 'site') void board.edit([conference.change(act.at, act.text, act.what)]);
          else if (act.kind === 'anew') board.invalidate();
          else await jest.advanceTimersByTimeAsync(250);
        }
        await jest.advanceTimersByTimeAsync(2_500);
        const fresh = await soon(conference.open());
        expect(shown(board.revisions.snapshot())).toEqual(shown(fresh.revisions.snapshot()));
        const [part, freshPart] = [await soon(board.part(PART)), await soon(fresh.part(PART))];
        expect(shown(part.revisions.snapshot())).toEqual(shown(freshPart.revisions.snapshot()));
        // Who has followed from the start has the same rows.
        const bySite = (rows: BoardSnapshot['sites']) => new Map(rows.map((row) => [row.siteId, row]));
        expect(bySite(follower.sites)).toEqual(bySite(fresh.revisions.snapshot().sites));
        board.close();
        fresh.close();
      }),
    );
  });

  it('has an edit of a site when it was asked for after it', async () => {
    const conference = new Conference();
    const board = await soon(conference.open());
    const edited = board.edit([conference.change(2, 'Xã Đổi', 'name')]);
    const seen = board.upToDate().then(() => board.revisions.snapshot().sites[2]!.name);
    expect(await soon(seen)).toBe('Xã Đổi');
    await edited;
    board.close();
  });

  it('is read anew when too many people have moved to name them', async () => {
    const conference = new Conference();
    const board = await soon(conference.open());
    conference.list(0, 5);
    board.applyListings(new ListingsMoved('c', conference.seq, null));
    await jest.advanceTimersByTimeAsync(1_500);
    const fresh = await soon(conference.open());
    expect(shown(board.revisions.snapshot())).toEqual(shown(fresh.revisions.snapshot()));
    board.close();
    fresh.close();
  });
});
