import fc from 'fast-check';
import { emptyTally } from '../attendance/ledger/tally.service.js';
import type { BoardChanges, BoardGroup, BoardRow, BoardSnapshot } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import { rowOf, totalsOf } from './board.rules.js';
import { type Content, BoardRevisions } from './board-revisions.rules.js';

interface World {
  checkpointId: string;
  /** People present by site. */
  sites: Record<string, number>;
  minutes: Record<string, number>;
  /** Names of groups. */
  groups?: string[];
}
const content = ({ checkpointId, sites, minutes, groups = [] }: World): Content => {
  const rows = Object.keys(sites)
    .sort()
    .map((id): BoardRow => {
      const counts = { inPerson: sites[id]!, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };
      return rowOf(
        { id, code: id, name: id, level: 'ward', parentId: null, expected: 5 } as Site,
        { ...emptyTally(), counts },
        { presence: { state: 'never', since: null }, signal: null, help: null, readiness: 'untested' },
      );
    });
  return {
    checkpointId,
    totals: totalsOf(rows, 0),
    sites: rows,
    groups: groups.map(groupNamed),
    arrivals: new Map(Object.entries(minutes).filter(([, people]) => people > 0)),
  };
};
const groupNamed = (name: string): BoardGroup => ({
  siteId: name,
  code: name,
  name,
  level: 'other',
  parentId: null,
});
/** The rule of the contract. */
function applied(board: BoardSnapshot, changes: BoardChanges): BoardSnapshot {
  const rows = new Map([...board.sites, ...changes.sites].map((row) => [row.siteId, row]));
  const minutes = new Map(
    [...board.arrivals, ...changes.arrivals].map(({ minute, people }) => [minute, people]),
  );
  const { from: _, ...rest } = changes;
  const arrivals = [...minutes]
    .filter(([, people]) => people > 0)
    .map(([minute, people]) => ({ minute, people }));
  return {
    ...board,
    ...rest,
    sites: [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    arrivals: arrivals.sort((a, b) => (a.minute < b.minute ? -1 : 1)),
  };
}

describe('BoardRevisions', () => {
  it('says nothing when nothing is different', () => {
    const revisions = new BoardRevisions('c', 100);
    const world = { checkpointId: 'k', sites: { a: 1 }, minutes: {} };
    expect(revisions.revise(content(world), 't1')).toMatchObject([{ from: 101, seq: 101, sites: [] }]);
    expect(revisions.revise(content(world), 't2')).toEqual([]);
    expect(revisions.snapshot()).toMatchObject({ seq: 101, asOf: 't1' });
  });

  it('writes the snapshot once a revision, as it was when it was asked for', async () => {
    const revisions = new BoardRevisions('c', 100);
    const sites = Object.fromEntries(Array.from({ length: 2_500 }, (_, at) => [`s${at}`, at % 3]));
    revisions.revise(content({ checkpointId: 'k', sites, minutes: { m1: 2 }, groups: ['Cụm 1'] }), 't1');
    const [asked, before] = [revisions.body(), revisions.snapshot()];
    expect(revisions.body()).toBe(asked);
    revisions.revise(
      content({ checkpointId: 'k', sites: { ...sites, s7: 9 }, minutes: {}, groups: ['Cụm 1'] }),
      't2',
    );
    expect(JSON.parse(String(await asked))).toEqual(before);
    expect(JSON.parse(String(await revisions.body()))).toEqual(revisions.snapshot());
  });

  it('tells only the rows and minutes that changed', () => {
    const revisions = new BoardRevisions('c', 100);
    revisions.revise(content({ checkpointId: 'k', sites: { a: 1, b: 1 }, minutes: { m1: 2 } }), 't1');
    const [changes] = revisions.revise(
      content({ checkpointId: 'k', sites: { a: 1, b: 2 }, minutes: { m1: 2, m2: 1 } }),
      't2',
    );
    expect(changes).toMatchObject({
      from: 101,
      seq: 102,
      totals: { counts: { inPerson: 3 } },
      arrivals: [{ minute: 'm2', people: 1 }],
    });
    expect(changes!.sites.map(({ siteId }) => siteId)).toEqual(['b']);
  });

  it('tells much in messages of less than 64 kB, which lead a reader on one by one', () => {
    const revisions = new BoardRevisions('c', 100);
    const sites = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`s${at}`, 1]));
    revisions.revise(content({ checkpointId: 'k', sites, minutes: {} }), 't1');
    let follower = revisions.snapshot();
    const others = Object.fromEntries(Object.keys(sites).map((id) => [id, 2]));
    const told = revisions.revise(content({ checkpointId: 'k', sites: others, minutes: { m1: 3 } }), 't2');
    expect(told.length).toBeGreaterThan(5);
    const midway: BoardSnapshot[] = [];
    for (const message of told) {
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(64 * 1024);
      expect(message.from).toBe(follower.seq);
      follower = applied(follower, message);
      midway.push(follower);
    }
    expect(follower).toEqual(revisions.snapshot());
    for (const early of midway) expect(applied(early, revisions.since(early.seq)!)).toEqual(follower);
  });

  it.each([
    ['another checkpoint', { checkpointId: 'l', sites: { a: 1, b: 1 }, minutes: {} }],
    ['a site that is gone', { checkpointId: 'k', sites: { a: 1 }, minutes: {} }],
    ['a new group', { checkpointId: 'k', sites: { a: 1, b: 1 }, minutes: {}, groups: ['Cụm 1'] }],
  ])('makes everybody fetch after %s', (_, world) => {
    const revisions = new BoardRevisions('c', 100);
    revisions.revise(content({ checkpointId: 'k', sites: { a: 1, b: 1 }, minutes: {} }), 't1');
    const [changes] = revisions.revise(content(world), 't2');
    expect(changes).toMatchObject({ from: 102, seq: 102, sites: [] });
    expect(revisions.since(101)).toBeNull();
    expect(revisions.since(102)).toMatchObject({ sites: [] });
    expect(revisions.since(103)).toBeNull();
  });

  it('brings every reader to the same board: who follows the chain, and who catches up from anywhere', () => {
    const world = fc.record({
      checkpointId: fc.constantFrom('k', 'k', 'k', 'k', 'k', 'l'),
      sites: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }), {
        noNullPrototype: true,
      }),
      minutes: fc.dictionary(fc.constantFrom('m1', 'm2', 'm3'), fc.integer({ min: 0, max: 2 }), {
        noNullPrototype: true,
      }),
    });
    fc.assert(
      fc.property(fc.array(world, { minLength: 1, maxLength: 25 }), (worlds) => {
        const revisions = new BoardRevisions('c', 100);
        const seen: BoardSnapshot[] = [];
        let follower: BoardSnapshot | null = null;
        for (const [at, one] of worlds.entries()) {
          for (const changes of revisions.revise(content(one), `t${at}`))
            follower =
              follower && changes.from === follower.seq ? applied(follower, changes) : revisions.snapshot();
          expect(follower).toEqual(revisions.snapshot());
          seen.push(revisions.snapshot());
        }
        for (const early of seen) {
          const changes = revisions.since(early.seq);
          if (changes) expect(applied(early, changes)).toEqual(revisions.snapshot());
        }
      }),
    );
  });
});
