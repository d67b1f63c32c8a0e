import fc from 'fast-check';
import type { StandingChange, Whereabouts } from '../attendance/attendance.events.js';
import { ATTENDANCE_STATES } from '../contract/attendance.js';
import type { Site } from '../contract/site.js';
import { emptyTally, nobodyCounted, type SiteTally } from '../attendance/ledger/tally.service.js';
import { carryOn, type Picture, rowOf, totalsOf } from './board.rules.js';

const SITES = ['a', 'b', 'c'];
const NOBODY = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };
const empty = (): Picture => ({ checkpointId: 'now', sites: new Map(), arrivals: new Map() });
const at = (state: Whereabouts['state'], siteId: string | null, minute = 0): Whereabouts => ({
  state,
  siteId,
  happenedAt: siteId && `2026-11-22T01:0${minute}:30.500Z`,
});
const recorded = (changes: Partial<StandingChange>[], more: object = {}) => ({
  siteId: 'a',
  receivedAt: '2026-11-22T02:00:00.000Z',
  checkpointIds: ['now'],
  changes: changes.map((change) => ({
    checkpointId: 'now',
    participantId: 'p',
    homeSiteId: 'a',
    isWalkIn: false,
    isNew: false,
    before: at('unmarked', null),
    after: at('unmarked', null),
    ...change,
  })),
  confirmations: [],
  ...more,
});

describe('the picture', () => {
  it('counts listed people at their own site, and shows them as guests elsewhere', () => {
    const picture = empty();
    picture.sites.set('a', { ...emptyTally(), counts: { ...NOBODY, unmarked: 4 } });
    const touched = carryOn(
      picture,
      recorded([{ after: at('in_person', 'b') }, { after: at('left', 'b') }, { after: at('absent', 'b') }]),
    );
    expect(picture.sites.get('a')).toMatchObject({
      counts: { ...NOBODY, inPerson: 1, left: 1, absent: 1, unmarked: 1 },
      elsewhere: { inPerson: 1, online: 0, left: 1 },
    });
    expect(picture.sites.get('b')).toMatchObject({
      counts: NOBODY,
      guests: { inPerson: 1, online: 0, left: 1 },
    });
    expect([...picture.arrivals]).toEqual([['2026-11-22T01:00:00.000Z', 1]]);
    expect([...touched].sort()).toEqual(['a', 'b']);
  });

  it('adds a new walk-in outside the list, and none of another checkpoint', () => {
    const picture = empty();
    carryOn(picture, recorded([{ isNew: true, isWalkIn: true, after: at('in_person', 'a') }]));
    carryOn(
      picture,
      recorded([{ isNew: true, isWalkIn: true, after: at('in_person', 'a'), checkpointId: 'earlier' }], {
        checkpointIds: ['earlier'],
      }),
    );
    expect(picture.sites.get('a')).toMatchObject({
      counts: { ...NOBODY, walkIns: 1 },
      outside: { inPerson: 1, online: 0, absent: 0, left: 0 },
    });
  });

  it('ignores another checkpoint, also for the time of the last entry', () => {
    const picture = empty();
    expect([
      ...carryOn(
        picture,
        recorded([{ checkpointId: 'earlier', after: at('absent', 'a') }], { checkpointIds: ['earlier'] }),
      ),
    ]).toEqual([]);
    expect(picture).toEqual(empty());
    carryOn(picture, recorded([]));
    carryOn(picture, recorded([], { receivedAt: '2026-11-22T01:59:59.999Z' }));
    expect(picture.sites.get('a')!.lastEntryAt).toBe('2026-11-22T02:00:00.000Z');
  });

  it('shows the confirmed headcount of a site until the checkpoint is reopened', () => {
    const picture = empty();
    const confirmed = (siteId: string, headcount: number | null, checkpointId = 'now') =>
      recorded([], { siteId, confirmations: [{ checkpointId, siteId, headcount }] });
    for (const news of [
      confirmed('a', 15),
      confirmed('b', 0),
      confirmed('b', 7, 'earlier'),
      confirmed('c', 9),
      confirmed('c', null),
    ])
      carryOn(picture, news);
    expect(SITES.map((site) => picture.sites.get(site)!.headcount)).toEqual([15, 0, null]);
    expect([...carryOn(picture, { ...confirmed('a', null), checkpointIds: ['earlier'] })]).toEqual(['a']);
  });

  it('equals a new count after any changes', () => {
    const where = fc.record({
      state: fc.constantFrom(...ATTENDANCE_STATES),
      site: fc.constantFrom(...SITES),
      minute: fc.integer({ min: 0, max: 3 }),
    });
    const moves = fc.array(fc.record({ person: fc.integer({ min: 0, max: 5 }), to: where }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(moves, (history) => {
        const carried = empty();
        const people = new Map<number, Whereabouts>();
        for (const { person, to } of history) {
          const before = people.get(person);
          const after = to.state === 'unmarked' ? at('unmarked', null) : at(to.state, to.site, to.minute);
          people.set(person, after);
          carryOn(
            carried,
            recorded(
              [
                {
                  homeSiteId: SITES[person % 3],
                  isWalkIn: person > 3,
                  isNew: before === undefined,
                  before: before ?? at('unmarked', null),
                  after,
                },
              ],
              {
                checkpointIds: [],
              },
            ),
          );
        }
        const anew = empty();
        for (const [person, after] of people)
          carryOn(
            anew,
            recorded([{ homeSiteId: SITES[person % 3], isWalkIn: person > 3, isNew: true, after }], {
              checkpointIds: [],
            }),
          );
        const counted = (picture: Picture) =>
          SITES.map((site) => ({ ...emptyTally(), ...picture.sites.get(site), lastEntryAt: null }));
        expect(counted(carried)).toEqual(counted(anew));
        expect(new Map([...carried.arrivals].sort())).toEqual(new Map([...anew.arrivals].sort()));
      }),
    );
  });
});

describe('a row', () => {
  const site = { id: 'a', code: 'A', name: 'Xã A', level: 'commune', parentId: null, expected: null } as Site;
  const silent = {
    presence: { state: 'never', since: null },
    signal: null,
    help: null,
    readiness: 'untested',
  } as const;

  const tallyOf = (counts: Partial<SiteTally['counts']>, more: Partial<SiteTally> = {}): SiteTally => ({
    ...emptyTally(),
    counts: { ...NOBODY, ...counts },
    ...more,
  });

  it('expects the site’s stated figure, else the length of its list', () => {
    expect(rowOf(site, tallyOf({ unmarked: 15 }), silent)).toMatchObject({
      siteId: 'a',
      expected: 15,
      listed: 15,
      rate: 0,
      readiness: 'untested',
    });
    expect(rowOf({ ...site, expected: 0 }, tallyOf({ unmarked: 15 }), silent)).toMatchObject({
      expected: 0,
      listed: 15,
    });
    expect(rowOf(site, undefined, silent)).toMatchObject({
      expected: 0,
      listed: 0,
      rate: null,
      counts: NOBODY,
    });
  });

  it('never counts outsiders in the rate', () => {
    const outsiders = {
      outside: { inPerson: 2, online: 0, absent: 0, left: 0 },
      guests: { inPerson: 1, online: 1, left: 0 },
    };
    expect(rowOf(site, tallyOf({ inPerson: 15, walkIns: 2 }, outsiders), silent)).toMatchObject({
      listed: 15,
      rate: 1,
      outside: { inPerson: 2 },
    });
    expect(rowOf(site, tallyOf({ inPerson: 13, online: 1, absent: 1 }, outsiders), silent).rate).toBe(0.93);
  });

  it('compares confirmed heads, 0 too, with names in the room, guests and walk-ins included', () => {
    const tally = tallyOf(
      { inPerson: 3, online: 2, left: 1 },
      {
        outside: { inPerson: 2, online: 1, absent: 0, left: 0 },
        guests: { inPerson: 1, online: 0, left: 3 },
        elsewhere: { inPerson: 1, online: 0, left: 0 },
      },
    );
    expect(rowOf(site, { ...tally, headcount: 4 }, silent).confirmed).toEqual({ headcount: 4, names: 5 });
    expect(rowOf(site, { ...tally, headcount: 0 }, silent).confirmed).toEqual({ headcount: 0, names: 5 });
    expect(rowOf(site, { ...tally, headcount: null }, silent).confirmed).toBeNull();
    expect(rowOf(site, undefined, silent).confirmed).toBeNull();
  });

  it('is part of the totals, whose rate is of all lists', () => {
    const tally = tallyOf(
      { inPerson: 3, online: 1, absent: 2, left: 1, unmarked: 4, walkIns: 1 },
      { outside: { inPerson: 1, online: 0, absent: 0, left: 0 } },
    );
    const rows = [
      rowOf(site, tally, silent),
      rowOf({ ...site, expected: 5 }, tally, {
        ...silent,
        presence: { state: 'online', since: 'x' },
        readiness: 'passed',
      }),
    ];
    expect(totalsOf(rows, 7)).toEqual({
      ...nobodyCounted(),
      sites: 2,
      expected: 16,
      listed: 22,
      rate: 0.36,
      followers: 7,
      presence: { never: 1, online: 1, unsteady: 0, lost: 0 },
      readiness: { untested: 1, passed: 1, failed: 0, stale: 0 },
      counts: { inPerson: 6, online: 2, absent: 4, left: 2, unmarked: 8, walkIns: 2 },
      outside: { inPerson: 2, online: 0, absent: 0, left: 0 },
    });
  });
});
