import { describe, expect, it } from '@jest/globals';
import type { Checkpoint, Conference } from '#contract/conference.js';
import { rollOpening } from './roll-opening.rules.js';

const conference = { status: 'live', startsOn: '2026-11-22', timezone: 'Asia/Ho_Chi_Minh' } as Conference;
const checkpoint = (opensAt: string | null): Checkpoint =>
  ({ opensAt, createdAt: '2026-11-20T01:00:00.000Z' }) as Checkpoint;
const at = (instant: string): number => Date.parse(instant);

describe('the opening of a roll', () => {
  it('is when the checkpoint opens, also on the day before, and not earlier', () => {
    const opens = '2026-11-21T01:00:00.000Z';
    expect(rollOpening(checkpoint(opens), conference, at('2026-11-21T01:00:00Z'))).toBe(opens);
    expect(rollOpening(checkpoint(opens), conference, at('2026-11-21T00:59:59Z'))).toBeNull();
  });
  it('waits for the conference’s first day if the checkpoint has no opening time', () => {
    expect(rollOpening(checkpoint(null), conference, at('2026-11-21T16:59:00Z'))).toBeNull();
    expect(rollOpening(checkpoint(null), conference, at('2026-11-21T17:00:00Z'))).toBe(
      '2026-11-20T01:00:00.000Z',
    );
  });
  it('is none without a checkpoint, and once the conference is closed', () => {
    expect(rollOpening(null, conference, at('2026-11-22T02:00:00Z'))).toBeNull();
    expect(
      rollOpening(checkpoint(null), { ...conference, status: 'closed' }, at('2026-11-22T02:00:00Z')),
    ).toBeNull();
  });
});
