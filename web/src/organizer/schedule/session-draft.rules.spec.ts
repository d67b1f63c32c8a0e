import { describe, expect, it } from '@jest/globals';
import { movedBy, proposedTimes } from './session-draft.rules.js';

const conference = { startsOn: '2026-12-01', timezone: 'Asia/Ho_Chi_Minh' };
const session = (endsAt: string, status: 'planned' | 'cancelled' = 'planned') => ({
  endsAt: `2026-12-01T${endsAt}:00.000Z`,
  status,
});

describe('a new session', () => {
  it('begins at eight where there is none', () =>
    expect(proposedTimes([], conference)).toEqual({
      startsAt: '2026-12-01T01:00:00.000Z',
      endsAt: '2026-12-01T02:00:00.000Z',
    }));
  it('begins where the last one ends, a cancelled one apart', () =>
    expect(
      proposedTimes([session('02:15'), session('01:30'), session('09:00', 'cancelled')], conference).startsAt,
    ).toBe('2026-12-01T02:15:00.000Z'));
});

it('an end moves by minutes, and by none while it is no time', () => {
  expect(movedBy(session('02:00'), '2026-12-01T02:10:00.000Z')).toBe(10);
  expect(movedBy(session('02:00'), null)).toBe(0);
});
