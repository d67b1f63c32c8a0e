import fc from 'fast-check';
import { ask, give, hasTurn, NO_TURNS, type Turns, type TurnTiming } from './line-turns.rules.js';

const TIMING: TurnTiming = { sitesAtOnce: 20, turn: 60_000, usual: 10_000, patience: 15_000 };
const name = (at: number): string => `s${String(at).padStart(3, '0')}`;
const fill = (count: number, now = 0): Turns => {
  let turns = NO_TURNS;
  for (let at = 0; at < count; at += 1) ({ turns } = ask(turns, name(at), 'd', now, TIMING));
  return turns;
};

describe('turns at the line', () => {
  it('are twenty at once; who comes later is told when to come back', () => {
    const asked = ask(fill(20), 'late', 'd', 0, TIMING);
    expect(asked).toMatchObject({ wait: 10_000 });
    expect(hasTurn(asked.turns, name(19), 'd', 0)).toBe(true);
    expect(hasTurn(asked.turns, 'late', 'd', 0)).toBe(false);
  });

  it('are kept in the order of the first asking', () => {
    let { turns } = ask(fill(20), 'first', 'd', 0, TIMING);
    ({ turns } = ask(turns, 'second', 'd', 0, TIMING));
    turns = give(turns, name(3), 'd');
    const second = ask(turns, 'second', 'd', 5_000, TIMING);
    expect(second).toHaveProperty('wait');
    expect(ask(second.turns, 'first', 'd', 5_000, TIMING)).toHaveProperty('until');
  });

  it('pass to others when somebody who waits does not come back', () => {
    let { turns } = ask(fill(20), 'gone', 'd', 0, TIMING);
    turns = give(turns, name(3), 'd');
    expect(ask(turns, 'next', 'd', 20_000, TIMING)).toHaveProperty('wait');
    expect(ask(turns, 'next', 'd', 25_001, TIMING)).toHaveProperty('until');
  });

  it('end by themselves, are renewed by their own console, and are no other console’s of the site', () => {
    const turns = fill(1);
    expect(ask(turns, name(0), 'd', 30_000, TIMING)).toMatchObject({ until: 90_000 });
    expect(ask(turns, name(0), 'other', 50_000, TIMING)).toMatchObject({ wait: 10_000 });
    expect(hasTurn(give(turns, name(0), 'other'), name(0), 'd', 1)).toBe(true);
    expect(hasTurn(turns, name(0), 'd', 60_000)).toBe(false);
    expect(ask(turns, name(0), 'other', 60_000, TIMING)).toHaveProperty('until');
  });

  it('come to each of any number of sites that ask when they were told to, never too many at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 239 }),
        fc.integer({ min: 1_000, max: 30_000 }),
        (sites, takes) => {
          let turns = NO_TURNS;
          const due = Array.from({ length: sites }, (_, at) => ({ site: name(at), at: 0, ends: Infinity }));
          for (let now = 0; now < 1_200_000 && due.length > 0; now += 500) {
            for (const one of due.filter(({ ends }) => ends <= now)) {
              turns = give(turns, one.site, 'd');
              due.splice(due.indexOf(one), 1);
            }
            for (const one of due.filter((waits) => waits.ends === Infinity && waits.at <= now)) {
              const asked = ask(turns, one.site, 'd', now, TIMING);
              turns = asked.turns;
              if ('until' in asked) one.ends = now + takes;
              else one.at = now + asked.wait;
              expect(turns.active.size).toBeLessThanOrEqual(TIMING.sitesAtOnce);
            }
          }
          expect(due).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
