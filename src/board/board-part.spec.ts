import fc from 'fast-check';
import type { AttendanceState } from '../contract/attendance.js';
import type { BoardChanges, BoardRow, BoardSnapshot } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import { wayUp } from '../contract/site-tree.js';
import type { Id, Instant } from '../contract/wire.js';
import { emptyTally } from '../attendance/ledger/tally.service.js';
import { BoardPart } from './board-part.js';
import { arrivalsAt, carryOn, type Ground, groupOf, rowOf, totalsOf } from './board.rules.js';
import { BoardRevisions } from './board-revisions.rules.js';

const SITES = 12;
const PEOPLE = 30;
const STATES: AttendanceState[] = ['in_person', 'online', 'absent', 'left', 'unmarked'];
const QUIET = {
  presence: { state: 'never', since: null },
  signal: null,
  help: null,
  readiness: null,
} as const;

/** An id that is found in no other text. */
const idOf = (kind: 'site' | 'person', at: number): Id => `${kind}-${String(at).padStart(3, '0')}-id`;
const unmarked = { state: 'unmarked' as AttendanceState, siteId: null as Id | null, happenedAt: null };
type Where = { state: AttendanceState; siteId: Id | null; happenedAt: Instant | null };

/** One conference as its board is made of it: a tree, people of its lists, and where each of them stands. */
class Conference {
  private readonly parents: (number | null)[];
  private readonly standings = new Map<Id, Where>();
  readonly ground: Ground = {
    sites: [],
    groups: [],
    picture: { checkpointId: 'now', sites: new Map(), arrivals: new Map(), siteArrivals: new Map() },
  };

  /** @param parents of each site one that stands before it */
  constructor(
    parents: readonly number[],
    private readonly groups: ReadonlySet<number>,
  ) {
    this.parents = parents.map((parent, at) => (at === 0 || parent % (at + 1) === at ? null : parent % at));
    this.plant();
    for (let at = 0; at < PEOPLE; at += 1) this.moved({ at, before: unmarked, after: unmarked, isNew: true });
  }

  parentOf(): Map<Id, Id | null> {
    return new Map(
      this.parents.map((parent, at) => [idOf('site', at), parent === null ? null : idOf('site', parent)]),
    );
  }

  /** Somebody is marked, at any site. */
  mark(at: number, state: AttendanceState, site: number, minute: number): void {
    const before = this.standings.get(idOf('person', at)) ?? unmarked;
    const happenedAt = `2026-11-22T01:${String(minute).padStart(2, '0')}:01.000Z`;
    const after = state === 'unmarked' ? unmarked : { state, siteId: idOf('site', site), happenedAt };
    this.moved({ at, before, after, isNew: false });
  }

  /** A site or group hangs elsewhere; what would close a circle does not. */
  move(at: number, to: number | null): void {
    if (to !== null && wayUp(idOf('site', to), this.parentOf()).includes(idOf('site', at))) return;
    this.parents[at] = to;
    this.plant();
  }

  rowAt(siteId: Id): BoardRow {
    return this.row(this.ground.sites.find(({ id }) => id === siteId)!);
  }

  row = (site: Site): BoardRow => rowOf(site, this.ground.picture.sites.get(site.id) ?? emptyTally(), QUIET);

  private moved({ at, before, after, isNew }: { at: number; before: Where; after: Where; isNew: boolean }) {
    const participantId = idOf('person', at);
    this.standings.set(participantId, after);
    carryOn(this.ground.picture, {
      siteId: after.siteId ?? idOf('site', 0),
      receivedAt: '2026-11-22T01:00:00.000Z',
      checkpointIds: ['earlier'],
      confirmations: [],
      changes: [
        {
          checkpointId: 'now',
          participantId,
          homeSiteId: idOf('site', at % SITES),
          isWalkIn: at % 7 === 0,
          isNew,
          before,
          after,
        },
      ],
    });
  }

  private plant(): void {
    const all = this.parents.map((parent, at) => {
      const id = idOf('site', at);
      const parentId = parent === null ? null : idOf('site', parent);
      return {
        id,
        code: id,
        name: `Xã ${at}`,
        level: 'commune',
        parentId,
        expected: at % 3 ? null : at,
      } as Site;
    });
    this.ground.sites = all.filter((_, at) => !this.groups.has(at));
    this.ground.groups = all.filter((_, at) => this.groups.has(at)).map(groupOf);
  }
}

/** What a watcher of these roots may be shown, taken from the whole board by another way than the service. */
function filtered(
  whole: BoardSnapshot,
  conference: Conference,
  roots: readonly Id[],
): Partial<BoardSnapshot> {
  const parentOf = conference.parentOf();
  const isWithin = (id: Id): boolean => wayUp(id, parentOf).some((above) => roots.includes(above));
  const cut = <T extends { siteId: Id; parentId: Id | null }>(rows: readonly T[]): T[] =>
    rows
      .filter(({ siteId }) => isWithin(siteId))
      .map((row) => ({
        ...row,
        parentId: row.parentId !== null && isWithin(row.parentId) ? row.parentId : null,
      }));
  const sites = cut(whole.sites);
  const { siteArrivals } = conference.ground.picture;
  return {
    sites,
    groups: cut(whole.groups),
    totals: totalsOf(sites, sites.length),
    arrivals: [...arrivalsAt(siteArrivals!, [...parentOf.keys()].filter(isWithin))].map(
      ([minute, people]) => ({
        minute,
        people,
      }),
    ),
  };
}

const outsideOf = (conference: Conference, roots: readonly Id[]): Id[] => {
  const parentOf = conference.parentOf();
  return [...parentOf.keys()].filter((id) => !wayUp(id, parentOf).some((above) => roots.includes(above)));
};
const followers = (within: ReadonlySet<Id>): number =>
  [...within].filter((id) => !GROUPS.has(Number(id.split('-')[1]))).length;
let GROUPS: ReadonlySet<number> = new Set();

const edits = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(
        fc.constant('mark' as const),
        fc.nat(PEOPLE - 1),
        fc.constantFrom(...STATES),
        fc.nat(SITES - 1),
        fc.nat(5),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constant('move' as const), fc.nat(SITES - 1), fc.option(fc.nat(SITES - 1))),
    },
  ),
  { minLength: 500, maxLength: 500 },
);

describe('the board of those who have parts of the tree alone', () => {
  it('is the whole board filtered, at each of 500 edits, and holds no id of another part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: SITES, maxLength: SITES }),
        fc.uniqueArray(fc.nat(SITES - 1), { maxLength: 4 }),
        fc.array(fc.uniqueArray(fc.nat(SITES - 1), { minLength: 1, maxLength: 3 }), {
          minLength: 3,
          maxLength: 3,
        }),
        edits,
        (parents, groups, grants, acts) => {
          GROUPS = new Set(groups);
          const conference = new Conference(parents, GROUPS);
          const whole = new BoardRevisions('c', 1);
          const parts = grants.map(
            (roots, at) =>
              new BoardPart('c', (at + 1) * 1_000_000, roots.map((one) => idOf('site', one)).sort()),
          );
          for (const act of acts) {
            if (act[0] === 'mark') conference.mark(act[1], act[2], act[3], act[4]);
            else conference.move(act[1], act[2] as number | null);
            const { sites, groups: nodes, picture } = conference.ground;
            const rows = sites.map(conference.row);
            const content = { checkpointId: 'now', totals: totalsOf(rows, 0), sites: rows, groups: nodes };
            whole.revise({ ...content, arrivals: picture.arrivals }, 't');
            for (const part of parts) {
              if (act[0] === 'move' || !part.isReady) part.replant(conference.ground);
              const told: BoardChanges[] = part.revise(
                picture,
                (siteId) => conference.rowAt(siteId),
                followers,
                't',
              );
              const seen = part.revisions.snapshot();
              expect(seen).toMatchObject(filtered(whole.snapshot(), conference, part.roots));
              const bytes = JSON.stringify([told, seen]);
              expect(outsideOf(conference, part.roots).filter((id) => bytes.includes(id))).toEqual([]);
            }
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('has totals that add up: those of disjoint parts are those of the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: SITES, maxLength: SITES }),
        fc.array(fc.tuple(fc.nat(PEOPLE - 1), fc.constantFrom(...STATES), fc.nat(SITES - 1), fc.nat(5))),
        (parents, marks) => {
          GROUPS = new Set();
          const conference = new Conference(parents, GROUPS);
          for (const mark of marks) conference.mark(...mark);
          const parentOf = conference.parentOf();
          const tops = [...parentOf].flatMap(([id, parentId]) => (parentId === null ? [id] : []));
          const { sites, picture } = conference.ground;
          const whole = totalsOf(sites.map(conference.row), sites.length);
          const parts = tops.map((top, at) => {
            const part = new BoardPart('c', (at + 1) * 1_000_000, [top]);
            part.replant(conference.ground);
            part.revise(picture, (siteId) => conference.rowAt(siteId), followers, 't');
            return part.revisions.snapshot();
          });
          const sum = (of: (totals: BoardSnapshot['totals']) => number): number =>
            parts.reduce((total, { totals }) => total + of(totals), 0);
          for (const name of ['sites', 'expected', 'listed', 'followers'] as const)
            expect([name, sum((totals) => totals[name])]).toEqual([name, whole[name]]);
          for (const name of ['counts', 'outside', 'guests', 'elsewhere'] as const)
            for (const field of Object.keys(whole[name]))
              expect([
                field,
                sum((totals) => (totals[name] as unknown as Record<string, number>)[field]!),
              ]).toEqual([field, (whole[name] as unknown as Record<string, number>)[field]]);
          const arrived = parts
            .flatMap(({ arrivals }) => arrivals)
            .reduce((total, { people }) => total + people, 0);
          expect(arrived).toBe([...picture.arrivals.values()].reduce((total, people) => total + people, 0));
        },
      ),
    );
  });
});
