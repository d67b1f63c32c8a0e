import { describe, expect, it } from '@jest/globals';
import { back, lost, named, POINTS, S, says, SITES, T0, Watch } from '../../test/support/incident-watch.js';
import type { Fact } from './facts.rules.js';
import { Places } from './places.rules.js';

describe('we ourselves', () => {
  it('are the cause when most connected sites fall together, and no site is', () => {
    const watch = new Watch().at(T0 + 60 * S, lost(POINTS.slice(0, 24), T0));
    expect(watch.lines).toEqual([`ours: ${POINTS.slice(0, 24).sort().join(' ')}`]);
    expect(watch.all).toHaveLength(1);
  });
  it('are not the cause when most fall slowly', () => {
    const slowly = POINTS.slice(0, 24).flatMap((id, nth) => lost([id], T0 + nth * 61 * S));
    expect(new Watch().at(T0 + 3_600 * S, slowly).all.map(({ cause }) => cause.kind)).not.toContain('ours');
  });
  it('are the cause of every fall in the minute after our start, and who stays away goes on alone', () => {
    const watch = new Watch(POINTS, SITES, T0).at(T0 + 30 * S, lost(['a1', 'c1'], T0 + 20 * S));
    expect(watch.lines).toEqual(['ours: a1 c1']);
    expect(watch.at(T0 + 85 * S, back(['a1'], T0 + 40 * S)).lines).toEqual(['site c1: c1']);
    expect(watch.all.find(({ cause }) => cause.kind === 'ours')?.resolvedAt).toBeLessThan(T0 + 85 * S);
  });
  it('are the cause while the canary fails, whoever falls', () => {
    const failing: Fact = { at: T0, kind: 'canary', isOk: false };
    const watch = new Watch().at(T0 + 40 * S, [failing, ...lost(named('a'), T0 - 5 * S)]);
    expect(watch.lines).toEqual([`ours: ${named('a').sort().join(' ')}`]);
    watch.at(T0 + 300 * S);
    expect(watch.open).toHaveLength(1);
    watch.at(T0 + 361 * S + 300, [{ at: T0 + 300 * S + 1, kind: 'canary', isOk: true }]);
    expect(watch.lines).toEqual([`part d1: ${named('a').sort().join(' ')}`]);
  });
  it('are no cause when a few sites are all there are', () => {
    expect(new Watch(['c1', 'c2']).at(T0 + 30 * S, lost(['c1', 'c2'], T0)).lines).toEqual([
      'site c1: c1',
      'site c2: c2',
    ]);
  });
});

describe('a part', () => {
  it('is one incident of all its sites, twelve of a district', () => {
    const watch = new Watch().at(T0 + 22 * S, lost(named('a'), T0));
    expect(watch.lines).toEqual([`part d1: ${named('a').sort().join(' ')}`]);
    expect(watch.all).toHaveLength(1);
  });
  it('waits for its sites, and says nothing before', () => {
    expect(new Watch().at(T0 + 19 * S, lost(named('a'), T0)).all).toEqual([]);
  });
  it('is the highest node that lost half of its sites', () => {
    const watch = new Watch().at(T0 + 30 * S, lost([...named('a', 8), ...named('b', 5)], T0));
    expect(watch.lines[0]).toMatch(/^part p:/);
    expect(watch.open).toHaveLength(1);
  });
  it('needs three sites and half of its connected ones', () => {
    expect(new Watch().at(T0 + 30 * S, lost(['a1', 'a2'], T0)).lines).toEqual(['site a1: a1', 'site a2: a2']);
    expect(new Watch().at(T0 + 30 * S, lost(['a1', 'a2', 'a4', 'a5', 'a7'], T0)).open).toHaveLength(5);
    const few = ['a1', 'a2', 'a4', 'a5', 'c1', 'c2', 'c4', 'c5', 'c7'];
    expect(new Watch(few).at(T0 + 30 * S, lost(['a1', 'a2', 'a4'], T0)).lines).toEqual(['part d1: a1 a2 a4']);
  });
  it('takes late sites within five minutes at once, and none later', () => {
    const watch = new Watch().at(T0 + 30 * S, lost(named('a', 8), T0));
    watch.at(T0 + 200 * S, lost(['a8'], T0 + 200 * S - 1));
    expect(watch.open[0]!.awayIds()).toHaveLength(9);
    watch.at(T0 + 400 * S, lost(['a9'], T0 + 350 * S));
    expect(watch.lines.map((line) => line.split(':')[0])).toEqual(['part d1', 'site a9']);
  });
  it('takes in what was opened for a site of it just before', () => {
    const watch = new Watch().at(T0 + 25 * S, lost(['a1'], T0));
    expect(watch.lines).toEqual(['site a1: a1']);
    watch.at(
      T0 + 60 * S,
      lost(
        named('a', 12).filter((id) => id !== 'a1'),
        T0 + 30 * S,
      ),
    );
    expect(watch.lines).toEqual([`part d1: ${named('a').sort().join(' ')}`]);
    const [first, second] = watch.all;
    expect([first!.isResolved, first!.mergedInto]).toEqual([true, second!.id]);
  });
  it('is over when all are back for a minute', () => {
    const watch = new Watch().at(T0 + 30 * S, lost(named('a'), T0));
    watch.at(T0 + 158 * S, back(named('a'), T0 + 100 * S));
    expect(watch.open).toHaveLength(1);
    expect(watch.at(T0 + 162 * S).open).toEqual([]);
  });
  it('is not over while one of them comes and goes', () => {
    const watch = new Watch().at(T0 + 30 * S, lost(named('a'), T0));
    const facts = [
      ...back(named('a'), T0 + 60 * S),
      ...lost(['a1'], T0 + 110 * S),
      ...back(['a1'], T0 + 115 * S),
    ];
    expect(watch.at(T0 + 170 * S, facts).open).toHaveLength(1);
    expect(watch.at(T0 + 180 * S).open).toEqual([]);
  });
  it('leaves those who stay away to incidents of their own', () => {
    const watch = new Watch().at(T0 + 30 * S, lost(named('a'), T0));
    watch.at(T0 + 165 * S, back(named('a').slice(2), T0 + 100 * S));
    expect(watch.lines).toEqual(['site a0: a0', 'site a1: a1']);
  });
  it('that comes back within ten minutes is the same incident, later another', () => {
    const watch = new Watch().at(T0 + 30 * S, lost(named('a'), T0));
    watch.at(T0 + 200 * S, back(named('a'), T0 + 100 * S));
    watch.at(T0 + 700 * S, lost(named('a', 10), T0 + 600 * S));
    expect(watch.all).toHaveLength(1);
    expect(watch.all[0]).toMatchObject({ flaps: 1, resolvedAt: null, away: 10 });
    watch.at(T0 + 900 * S, back(named('a'), T0 + 800 * S));
    watch.at(T0 + 2_000 * S, lost(named('a'), T0 + 1_900 * S));
    expect(watch.all.map(({ flaps, isResolved }) => [flaps, isResolved])).toEqual([
      [1, true],
      [0, false],
    ]);
  });
});

describe('a line', () => {
  it('is the cause when its sites fall in many parts, however offices write it', () => {
    const ofLine = SITES.filter(({ line }) => line?.trim().toLowerCase() === 'viettel').map(({ id }) => id);
    const watch = new Watch().at(T0 + 30 * S, lost(ofLine, T0));
    expect(watch.lines).toEqual([`line viettel: ${ofLine.sort().join(' ')}`]);
    expect(watch.open[0]!.label).toBe('Viettel');
  });
  it('that nobody set matches nothing', () => {
    const without = SITES.filter(({ line, kind }) => kind === 'point' && !line).map(({ id }) => id);
    const some = without.filter((id) => id.startsWith('c')).slice(0, 6);
    expect(new Watch(without.concat(named('a'))).at(T0 + 30 * S, lost(some, T0)).lines).toEqual(
      some.map((id) => `site ${id}: ${id}`).sort(),
    );
  });
});

describe('the broadcast', () => {
  it('is the cause when a fifth of all say so, and heals with them', () => {
    const ill = named('c', 8);
    const watch = new Watch().at(T0 + 30 * S, says(ill, true, T0));
    expect(watch.lines).toEqual([`broadcast: ${ill.sort().join(' ')}`]);
    expect(watch.at(T0 + 200 * S, says(ill, false, T0 + 100 * S)).open).toEqual([]);
  });
  it('is that of a part when a fifth of it says so', () => {
    expect(new Watch().at(T0 + 30 * S, says(named('b', 4), true, T0)).lines).toEqual([
      'broadcast p: b0 b1 b2 b3',
    ]);
  });
  it('is not the cause of two', () => {
    expect(new Watch().at(T0 + 60 * S, says(['a1', 'a2'], true, T0)).all).toEqual([]);
  });
  it('and a lost site are two things: who is lost suffers from no broadcast', () => {
    const watch = new Watch().at(T0 + 30 * S, says(named('c', 8), true, T0));
    watch.at(T0 + 90 * S, lost(['c0'], T0 + 40 * S));
    expect(watch.lines).toEqual([`broadcast: ${named('c', 8).slice(1).sort().join(' ')}`, 'site c0: c0']);
  });
});

describe('an alarm', () => {
  const quiet = { note: 'Đã gọi', by: { accountId: 'x', name: 'Hà' }, at: T0 + 60 * S };
  it('is raised after three minutes without an acknowledgement, and not with one', () => {
    const watch = new Watch().at(T0 + 199 * S, lost(['c1'], T0));
    expect(watch.open[0]!.isEscalated).toBe(false);
    expect(watch.at(T0 + 202 * S).open[0]!.isEscalated).toBe(true);
    const silenced = new Watch().at(T0 + 60 * S, lost(['c1'], T0));
    silenced.open[0]!.acknowledge({ ...quiet, until: null });
    expect(silenced.at(T0 + 3_600 * S).open[0]!.isEscalated).toBe(false);
  });
  it('is silent until the time that was said, and then open again', () => {
    const watch = new Watch().at(T0 + 60 * S, lost(['c1'], T0));
    watch.open[0]!.acknowledge({ ...quiet, until: T0 + 600 * S });
    expect(watch.at(T0 + 599 * S).open[0]!.acknowledged).not.toBeNull();
    expect(watch.at(T0 + 602 * S).open[0]).toMatchObject({ acknowledged: null, isEscalated: false });
    expect(watch.at(T0 + 800 * S).open[0]!.isEscalated).toBe(true);
  });
  it('is no longer silent when the cause comes back', () => {
    const watch = new Watch().at(T0 + 60 * S, lost(['c1'], T0));
    watch.open[0]!.acknowledge({ ...quiet, until: null });
    watch.at(T0 + 200 * S, back(['c1'], T0 + 100 * S));
    expect(watch.at(T0 + 300 * S, lost(['c1'], T0 + 250 * S)).open[0]).toMatchObject({
      acknowledged: null,
      flaps: 1,
    });
  });
});

describe('the evening', () => {
  const day = (isOver: boolean, at: number): Fact => ({ at, kind: 'day', isOver });
  it('sends sites home without an incident, and the next morning counts them again', () => {
    const watch = new Watch().at(T0 + 120 * S, [day(true, T0), ...lost(POINTS, T0)]);
    expect(watch.all).toEqual([]);
    const morning = [day(false, T0 + 600 * S), ...back(POINTS, T0 + 600 * S)];
    watch.at(T0 + 900 * S, [...morning, ...lost(named('a'), T0 + 700 * S)]);
    expect(watch.lines).toEqual([`part d1: ${named('a').sort().join(' ')}`]);
  });
  it('ends the incidents of those who left a little early, and of who stayed lost', () => {
    const watch = new Watch().at(T0 + 60 * S, lost(['c1'], T0));
    watch.at(T0 + 200 * S, lost(named('a'), T0 + 100 * S));
    expect(watch.open).toHaveLength(2);
    watch.at(T0 + 210 * S, [day(true, T0 + 205 * S), ...lost(named('b'), T0 + 200 * S)]);
    expect(watch.lines.map((line) => line.replace(/:.*/, ''))).toEqual(['part d1', 'site c1']);
    expect(watch.at(T0 + 300 * S).open).toEqual([]);
    expect(watch.all).toHaveLength(2);
  });
  it('heals a broadcast: who has gone home suffers from none', () => {
    const watch = new Watch().at(T0 + 60 * S, says(named('c', 8), true, T0));
    watch.at(T0 + 200 * S, [day(true, T0 + 90 * S), ...lost(POINTS, T0 + 100 * S)]);
    expect(watch.open).toEqual([]);
  });
  it('leaves a fault of ours open as long as nobody gets through', () => {
    const watch = new Watch().at(T0 + 60 * S, [
      { at: T0, kind: 'canary', isOk: false },
      ...lost(named('a'), T0 + S),
      day(true, T0 + 10 * S),
    ]);
    expect(watch.at(T0 + 300 * S).lines).toEqual(['ours: ']);
    watch.at(T0 + 400 * S, [{ at: T0 + 310 * S, kind: 'canary', isOk: true }]);
    expect(watch.open).toEqual([]);
  });
});

describe('a start', () => {
  it('does not take to us what was cut before it, with its silence', () => {
    const [part] = new Watch().at(T0 + 60 * S, lost(named('a'), T0)).open;
    part!.acknowledge({ note: 'Đã gọi', by: { accountId: 'x', name: 'Hà' }, at: T0 + 60 * S, until: null });
    const watch = new Watch([], SITES, T0 + 100 * S).restored([part!]);
    const others = POINTS.filter((id) => !id.startsWith('a'));
    watch.at(T0 + 130 * S, [...lost(named('a'), T0 + 101 * S), ...back(others, T0 + 101 * S)]);
    expect(watch.lines).toEqual([`part d1: ${named('a').sort().join(' ')}`]);
    expect(watch.open[0]!.acknowledged).not.toBeNull();
    expect(watch.at(T0 + 230 * S, back(named('a'), T0 + 150 * S)).open).toEqual([]);
  });
});

describe('a site that is deleted', () => {
  it('is away no more', () => {
    const watch = new Watch().at(T0 + 60 * S, lost(['c1'], T0));
    watch.machine.move(new Places(SITES.filter(({ id }) => id !== 'c1')), T0 + 100 * S);
    expect(watch.at(T0 + 165 * S).open).toEqual([]);
  });
});
