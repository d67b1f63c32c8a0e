import fc from 'fast-check';
import { packTally, unpackTally } from './tally-packed.rules.js';
import type { SiteTally, Tally } from './tally-read.js';

const people = fc.nat(20_000);
const siteTally: fc.Arbitrary<SiteTally> = fc.record({
  counts: fc.record({
    inPerson: people,
    online: people,
    absent: people,
    left: people,
    unmarked: people,
    walkIns: people,
  }),
  outside: fc.record({ inPerson: people, online: people, absent: people, left: people }),
  guests: fc.record({ inPerson: people, online: people, left: people }),
  elsewhere: fc.record({ inPerson: people, online: people, left: people }),
  lastEntryAt: fc.option(fc.constantFrom('2026-11-22T01:00:00.000Z', '2026-11-22T02:00:00.500Z')),
  headcount: fc.option(people),
});
const minute = fc.constantFrom('2026-11-22T01:00:00.000Z', '2026-11-22T01:01:00.000Z');
const sites = fc.array(fc.uuid()).map((ids) => [...new Set(ids)]);

it('comes out of a thread as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(
      sites,
      fc.infiniteStream(siteTally),
      fc.infiniteStream(fc.array(fc.tuple(minute, people))),
      fc.boolean(),
      async (ids, tallies, minutes, isBySite) => {
        const next = <T>(stream: Iterator<T>): T => stream.next().value as T;
        const tally: Tally = {
          sites: new Map(ids.map((id) => [id, next(tallies)])),
          arrivals: [{ minute: '2026-11-22T01:00:00.000Z', people: 3 }],
          ...(isBySite && { siteArrivals: new Map(ids.map((id) => [id, new Map(next(minutes))])) }),
        };
        expect(await unpackTally(structuredClone(packTally(tally)))).toEqual(tally);
      },
    ),
  );
});
