import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { back, named, POINTS, S, says, T0, Watch } from '../../test/support/incident-watch.js';
import type { Fact } from './facts.rules.js';

const ACTS = ['lost', 'lost', 'online', 'bad', 'ok', 'canary-off', 'canary-on'];
/** Falls and returns of whole parts, lines, single sites and the canary, at any times. */
const scriptOf = (acts: readonly string[]): fc.Arbitrary<Fact[]> =>
  fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: 900_000 }),
        who: fc.oneof(
          fc.constantFrom(named('a'), named('b'), named('c'), POINTS, [...named('a'), ...named('b')]),
          fc.subarray(POINTS),
          fc.constantFrom(...POINTS).map((id) => [id]),
        ),
        spread: fc.integer({ min: 0, max: 3_000 }),
        what: fc.constantFrom(...acts),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((script) =>
      script.flatMap(({ at, who, spread, what }): Fact[] => {
        if (what === 'evening' || what === 'morning')
          return [{ at: T0 + at, kind: 'day', isOver: what === 'evening' }];
        if (what.startsWith('canary')) return [{ at: T0 + at, kind: 'canary', isOk: what === 'canary-on' }];
        return [...who].map((siteId, nth) => {
          const when = T0 + at + nth * spread;
          return what === 'lost' || what === 'online'
            ? { at: when, kind: 'presence', siteId, state: what }
            : { at: when, kind: 'signal', siteId, isBad: what === 'bad' };
        });
      }),
    );
const script = scriptOf(ACTS);
const scriptOfDays = scriptOf([...ACTS, 'evening', 'morning']);
const signature = (watch: Watch): unknown =>
  watch.all
    .map((one) => [
      one.key,
      one.openedAt,
      one.resolvedAt,
      one.flaps,
      one.isEscalated,
      [...one.members].sort(),
    ])
    .map((parts) => JSON.stringify(parts))
    .sort();

describe('whatever happens', () => {
  it('every site that is lost for thirty seconds is in exactly one open incident', () => {
    fc.assert(
      fc.property(script, fc.integer({ min: 0, max: 1_200_000 }), (facts, later) => {
        const now = T0 + later;
        const sofar = facts.filter(({ at }) => at <= now);
        const watch = new Watch().at(now + 1, sofar);
        const last = new Map<string, Fact & { kind: 'presence' }>();
        for (const fact of [...sofar].sort((a, b) => a.at - b.at))
          if (fact.kind === 'presence' && last.get(fact.siteId)?.state !== fact.state)
            last.set(fact.siteId, fact);
        const isUnambiguous = (one: Fact & { kind: 'presence' }): boolean =>
          !sofar.some(
            (other) =>
              other !== one &&
              other.kind === 'presence' &&
              other.siteId === one.siteId &&
              other.at === one.at,
          );
        const awaited = [...last.values()].filter(isUnambiguous);
        const causes = watch.open.filter(({ cause }) => cause.kind !== 'broadcast');
        for (const one of awaited) {
          const holding = causes.filter((incident) => incident.awayIds().includes(one.siteId));
          if (one.state === 'lost' && now - one.at >= 30 * S)
            expect([one.siteId, holding.length]).toEqual([one.siteId, 1]);
          if (one.state === 'online') expect([one.siteId, holding.length]).toEqual([one.siteId, 0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('the order and the portions in which it is told change nothing', () => {
    fc.assert(
      fc.property(scriptOfDays, fc.infiniteStream(fc.nat(1_000)), (facts, dice) => {
        const end = T0 + 1_200 * S;
        const roll = (): number => dice.next().value!;
        const shuffled = facts.map((fact) => [roll(), fact] as const).sort(([a], [b]) => a - b);
        const atOnce = new Watch().at(end, facts);
        expect(
          signature(
            new Watch().at(
              end,
              shuffled.map(([, fact]) => fact),
            ),
          ),
        ).toEqual(signature(atOnce));
        const inPortions = new Watch();
        let told = T0;
        while (told < end) {
          const upTo = told + 1 + roll() * 100;
          inPortions.at(
            upTo,
            facts
              .filter(({ at }) => at > told && at <= upTo)
              .concat(told === T0 ? facts.filter(({ at }) => at === T0) : []),
          );
          told = upTo;
        }
        expect(signature(inPortions.at(end))).toEqual(signature(atOnce));
      }),
      { numRuns: 60 },
    );
  });

  it('nothing stays open when all are back and well', () => {
    fc.assert(
      fc.property(scriptOfDays, (facts) => {
        const end = T0 + 2_000 * S;
        const well: Fact[] = [
          { at: end, kind: 'canary', isOk: true },
          { at: end, kind: 'day', isOver: false },
          ...back(POINTS, end),
          ...says(POINTS, false, end),
        ];
        expect(new Watch().at(end, facts).at(end + 62 * S, well).open).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
