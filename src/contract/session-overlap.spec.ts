import { describe, expect, it } from '@jest/globals';
import type { Session } from './schedule.js';
import { overlapping } from './session-overlap.js';

const session = (
  id: string,
  from: string,
  to: string,
  status: Session['status'] = 'planned',
): Pick<Session, 'id' | 'status' | 'startsAt' | 'endsAt'> => ({
  id,
  status,
  startsAt: `2026-11-22T${from}:00.000Z`,
  endsAt: `2026-11-22T${to}:00.000Z`,
});

describe('sessions that overlap', () => {
  it.each<[string, string[], string[]]>([
    ['begins where another ends', ['a', '01:00', '02:00', 'b', '02:00', '03:00'], []],
    ['begins before another ends', ['a', '01:00', '02:01', 'b', '02:00', '03:00'], ['b']],
    ['lies inside another', ['a', '01:10', '01:20', 'b', '01:00', '03:00'], ['b']],
    ['lies around another', ['a', '01:00', '04:00', 'b', '02:00', '03:00'], ['b']],
    ['is itself', ['a', '01:00', '02:00', 'a', '01:00', '02:00'], []],
  ])('%s', (_, [id, from, to, other, start, end], found) =>
    expect(
      overlapping(session(id!, from!, to!), [session(other!, start!, end!)]).map((one) => one.id),
    ).toEqual(found),
  );
  it('take no time once they are cancelled', () => {
    const [a, b] = [session('a', '01:00', '02:00', 'cancelled'), session('b', '01:00', '02:00')];
    expect([overlapping(a, [b]), overlapping(b, [a])]).toEqual([[], []]);
  });
});
