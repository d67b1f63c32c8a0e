import { describe, expect, it } from '@jest/globals';
import type { ReplayFigures, ReplayStatus } from '#contract/replay.js';
import { replayDays } from './replay-days.rules.js';

const marked = (at: string): ReplayFigures => ({ at, checkpointId: 'c', siteId: 's', counts: {} });
const seen = (at: string): ReplayStatus => ({ at, siteId: 's', signal: null });

describe('the days of a replay', () => {
  it('are none where nothing happened', () => {
    expect(replayDays({ figures: [], statuses: [] }, 'Asia/Ho_Chi_Minh')).toEqual({ days: [], first: null });
  });
  it('are those of the conference’s zone, and begin with the last roll and not with tests after it', () => {
    const figures = [marked('2026-11-21T23:00:00.000Z'), marked('2026-11-22T16:59:59.999Z')];
    const statuses = [seen('2026-11-10T02:00:00.000Z'), seen('2026-11-22T17:00:00.000Z')];
    expect(replayDays({ figures, statuses }, 'Asia/Ho_Chi_Minh')).toEqual({
      days: ['2026-11-10', '2026-11-22', '2026-11-23'],
      first: '2026-11-22',
    });
  });
  it('end with the last day if no roll was taken', () => {
    const statuses = [seen('2026-11-10T02:00:00.000Z'), seen('2026-11-12T02:00:00.000Z')];
    expect(replayDays({ figures: [], statuses }, 'UTC').first).toBe('2026-11-12');
  });
});
