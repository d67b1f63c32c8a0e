import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sitesOfSize } from '../model-day/model-sites.js';
import { Random } from '../random.js';
import { apart, type DayPlan, planDay } from './day-plan.js';

const SITES = sitesOfSize(239);
const ROUND = 300_000;
const LENGTH = { readyWithin: 20_000, round: ROUND, until: ROUND };
const planOf = (seed: number, length = LENGTH): DayPlan => planDay(SITES, length, new Random(seed));
const scripts = (plan: DayPlan) => [...plan.bySite.values()];
const isAway = (at: number) => (script: { cuts: { from: number; to: number }[] }) =>
  script.cuts.some(({ from, to }) => from <= at && at < to);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe('the day of the control room', () => {
  it('is the same for the same seed, and another for another one', () => {
    expect(planOf(7)).toEqual(planOf(7));
    expect(planOf(7)).not.toEqual(planOf(8));
  });

  it('tests most sites before: most pass, some fail, some never test', () => {
    const tests = scripts(planOf(1)).map(({ test }) => test);
    const [passed, failed, never] = [
      tests.filter((test) => test?.failed.length === 0),
      tests.filter((test) => test && test.failed.length > 0),
      tests.filter((test) => test === null),
    ].map(({ length }) => length);
    expect(passed).toBeGreaterThan(150);
    expect(Math.min(failed!, never!)).toBeGreaterThan(10);
  });

  it('cuts one node with all that is below it, and some of it stays away', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { bySite } = planOf(seed);
        const codesAt = (at: number): string[] =>
          [...bySite].filter(([, script]) => isAway(at)(script)).map(([code]) => code);
        const cut = codesAt(ROUND * 0.3);
        const parent = SITES.find(({ code }) => code === cut.at(-1))!.parentCode!;
        const below = SITES.filter(({ code, parentCode }) => code === parent || parentCode === parent);
        expect(cut.sort()).toEqual(below.map(({ code }) => code).sort());
        const stillAway = codesAt(ROUND * 0.45);
        expect(stillAway.length).toBeGreaterThan(0);
        expect(stillAway.length).toBeLessThan(cut.length);
      }),
      { numRuns: 30 },
    );
  });

  it('takes most sites away within seconds when the hall has its hiccup, and gives all back', () => {
    const all = scripts(planOf(3));
    expect(all.filter(isAway(ROUND * 0.46 + 5_000)).length).toBeGreaterThan(all.length * 0.6);
    expect(all.filter(isAway(ROUND * 0.45)).length).toBeLessThan(all.length * 0.1);
    expect(all.filter(isAway(ROUND * 0.64))).toEqual([]);
  });

  it('lets a fifth and more report no sound, and all of them sound again', () => {
    const all = scripts(planOf(4));
    const ill = all.filter(({ signals }) => signals.some(({ sound }) => sound === 'none'));
    expect(ill.length).toBeGreaterThan(all.length * 0.2);
    expect(ill.every(({ signals }) => signals.at(-1)!.sound === 'ok')).toBe(true);
  });

  it('has stragglers, one call that stays open, and a site that says "not now"', () => {
    const all = scripts(planOf(5));
    expect(all.some(({ acknowledges }) => acknowledges[0]! > ROUND * 0.1)).toBe(true);
    expect(all.some(({ acknowledges }) => acknowledges[0] === null)).toBe(true);
    const calls = all.flatMap(({ help }) => help);
    expect(calls.filter(({ answer }) => answer === null)).toHaveLength(1);
    expect(calls.length).toBeGreaterThan(5);
    expect(all.flatMap(({ speaks }) => speaks).filter(({ declines }) => declines)).toHaveLength(1);
  });

  it('plays as many rounds as the day is long, and nobody is away at its end', () => {
    const until = ROUND * 3;
    const plan = planOf(6, { ...LENGTH, until });
    expect(plan.announcements.filter(({ key }) => key === 'start')).toHaveLength(3);
    expect(scripts(plan).filter(isAway(until))).toEqual([]);
  });

  it('can be planned for the smallest days', () => {
    for (const count of [1, 3, 5, 30]) {
      const { bySite } = planDay(sitesOfSize(count), LENGTH, new Random(count));
      expect(bySite.size).toBe(count);
    }
  });

  it('joins cuts that meet: whoever is away is away once', () => {
    const cut = fc
      .tuple(fc.nat(100), fc.integer({ min: 1, max: 50 }))
      .map(([from, lasts]) => ({ from, to: from + lasts }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 8 }), (cuts) => {
        const joined = apart(cuts, 120);
        for (const [at, { from, to }] of joined.entries()) {
          expect(from).toBeLessThan(to);
          expect(to).toBeLessThanOrEqual(120);
          if (at > 0) expect(joined[at - 1]!.to).toBeLessThan(from);
        }
        for (let at = 0; at < 120; at += 1) expect(isAway(at)({ cuts: joined })).toBe(isAway(at)({ cuts }));
      }),
    );
  });
});
