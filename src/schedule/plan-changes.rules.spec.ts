import { describe, expect, it } from '@jest/globals';
import { planChangeOf, type Planned } from './plan-changes.rules.js';

const session = (more: Partial<Planned> = {}): Planned => ({
  id: 's',
  conferenceId: 'c',
  title: 'Khai mạc',
  startsAt: '2026-11-22T01:00:00.000Z',
  endsAt: '2026-11-22T02:00:00.000Z',
  status: 'planned',
  ...more,
});
const later = { startsAt: '2026-11-22T01:15:00.000Z', endsAt: '2026-11-22T02:15:00.000Z' };

describe('a change of the plan', () => {
  it.each([
    ['added', null, session()],
    ['removed', session(), null],
    ['cancelled', session(), session({ status: 'cancelled', ...later })],
    ['restored', session({ status: 'cancelled' }), session()],
    ['moved', session(), session(later)],
    ['moved', session(), session({ endsAt: later.endsAt, title: 'Bế mạc' })],
    ['renamed', session(), session({ title: 'Bế mạc' })],
    [null, session(), session()],
    [null, session(), session({ status: 'running' })],
    [null, null, null],
  ] as const)('is %s', (change, before, after) => {
    expect(planChangeOf(before, after)).toBe(change);
  });
});
