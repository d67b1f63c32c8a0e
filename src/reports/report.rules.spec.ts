import fc from 'fast-check';
import { ATTENDANCE_STATES, type AttendanceState } from '../contract/attendance.js';
import { bestOf, type ReportedPerson } from './report.rules.js';
import { sumsByArea, sumsByLevel } from './sums.rules.js';
import { people, person, rosterOf, sites, sumsBySite, sumsByUnit } from '../../test/support/reported.js';

describe('the sums of the report', () => {
  const none = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };

  it('count listed people at their list’s site, and outsiders where they came', () => {
    const { lines, total } = sumsBySite(people, sites);
    expect(
      lines.map(({ key, listed, rate, counts, outside, guests, elsewhere }) => [
        key.id,
        listed,
        rate,
        counts,
        outside.online,
        guests.inPerson,
        elsewhere.inPerson,
      ]),
    ).toEqual([
      ['a', 3, 0.67, { ...none, inPerson: 2, absent: 1 }, 0, 0, 1],
      ['b', 1, 0, { ...none, unmarked: 1, walkIns: 1 }, 1, 1, 0],
      ['c', 0, null, none, 0, 0, 0],
    ]);
    expect(total).toMatchObject({
      sites: 3,
      listed: 4,
      rate: 0.5,
      counts: { ...none, inPerson: 2, absent: 1, unmarked: 1, walkIns: 1 },
      outside: { inPerson: 0, online: 1, absent: 0, left: 0 },
      attended: [2, 2],
    });
  });

  it('are by level, area and unit in Vietnamese order, with one denominator', () => {
    const bySite = sumsBySite(people, sites);
    expect(sumsByLevel(bySite).lines.map(({ key, sites: count, listed }) => [key, count, listed])).toEqual([
      ['department', 1, 3],
      ['commune', 2, 1],
    ]);
    expect(sumsByArea(bySite).lines.map(({ key, sites: count, listed }) => [key?.id, count, listed])).toEqual(
      [
        ['a', 2, 4],
        [undefined, 1, 0],
      ],
    );
    expect(
      sumsByUnit(people).lines.map(({ key, sites: count, listed, rate, outside }) => [
        key,
        count,
        listed,
        rate,
        outside.online,
      ]),
    ).toEqual([
      ['An Hà', 1, 1, 0, 0],
      ['Đội 5', 1, 0, null, 1],
      ['Sở Y tế', 1, 2, 1, 0],
      [null, 1, 1, 0, 0],
    ]);
  });

  it('never rate a site above 1, whoever else comes there', () => {
    const crowd = [
      person('1', { homeSiteId: 'c', state: 'in_person', siteId: 'c' }),
      person('2', { state: 'in_person', siteId: 'c' }),
      person('3', { homeSiteId: 'c', origin: 'walk_in', state: 'in_person', siteId: 'c' }),
    ];
    expect(sumsBySite(crowd, sites).lines[2]).toMatchObject({
      listed: 1,
      rate: 1,
      outside: { inPerson: 1 },
      guests: { inPerson: 1 },
    });
  });

  it('have the same total by every grouping, and count people of the lists as `listed`', () => {
    const anyone = fc.record({
      unit: fc.constantFrom(null, 'x', 'y'),
      homeSiteId: fc.constantFrom('a', 'b', 'c'),
      siteId: fc.constantFrom('a', 'b', 'c'),
      state: fc.constantFrom<AttendanceState>(...ATTENDANCE_STATES),
      origin: fc.constantFrom<ReportedPerson['origin']>('roster', 'walk_in'),
      substitutes: fc.constantFrom<string[]>([], ['z']),
    });
    fc.assert(
      fc.property(fc.array(anyone), (many) => {
        const crowd = many.map((one, at) => person(String(at), one));
        const bySite = sumsBySite(crowd, sites);
        const { listed, counts, outside, rate, substituted, attended } = bySite.total;
        for (const sums of [sumsByLevel(bySite), sumsByArea(bySite), sumsByUnit(crowd)]) {
          expect(sums.total).toMatchObject({ listed, counts, outside, rate, substituted, attended });
          expect(sums.lines.reduce((sum, line) => sum + line.listed, 0)).toBe(listed);
        }
        expect(listed).toBe(crowd.filter(({ origin }) => origin === 'roster').length);
        expect(attended.reduce((sum, some) => sum + some, 0)).toBe(listed);
        for (const line of bySite.lines) expect(line.rate ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('take for a day the best state of each person, and count their checkpoints', () => {
    const [first, second] = [
      person('1', { state: 'absent', siteId: 'a' }),
      person('1', { state: 'online', siteId: 'b' }),
    ];
    expect(bestOf([first, second])).toMatchObject({ state: 'online', siteId: 'b', attended: 1 });
    expect(
      bestOf([second, { ...second, state: 'in_person' }, { ...first, substitutes: ['x'] }]),
    ).toMatchObject({ state: 'in_person', attended: 2, substitutes: ['x'] });
    expect(sumsBySite([bestOf([first, second])], sites, 2).total.attended).toEqual([0, 1, 0]);
  });

  it('list people site after site, by given name', () => {
    const names = ['Vũ An', 'Đặng Bình', 'Bùi Ân'].map((fullName, at) =>
      person(String(at), { fullName, homeSiteId: 'b' }),
    );
    const outside = [
      person('o', {
        fullName: 'Lê Anh',
        homeSiteId: 'b',
        origin: 'walk_in',
        state: 'in_person',
        siteId: 'b',
      }),
      person('n', { fullName: 'Ai', homeSiteId: 'b', origin: 'walk_in' }),
    ];
    expect(
      rosterOf([...outside, ...names, person('z', { fullName: 'Z' })], sites).map(({ fullName }) => fullName),
    ).toEqual(['Z', 'Vũ An', 'Bùi Ân', 'Đặng Bình', 'Lê Anh']);
  });
});
