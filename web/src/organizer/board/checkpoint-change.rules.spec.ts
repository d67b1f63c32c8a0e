import { describe, expect, it } from '@jest/globals';
import type { Checkpoint } from '#contract/conference.js';
import { checkpointChange } from './checkpoint-change.rules.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const ms = (minute: number): number => Date.parse(at(minute));
const checkpoint = (id: string, opensAt: string | null): Checkpoint =>
  ({ id, name: `Mốc ${id}`, opensAt, createdAt: at(0) }) as Checkpoint;
const all = [checkpoint('a', null), checkpoint('b', at(20)), checkpoint('c', at(50))];

describe('the change to another checkpoint', () => {
  it('is shown for 15 minutes from the opening, with the checkpoint before', () => {
    const change = { name: 'Mốc b', since: at(20), before: all[0] };
    expect(checkpointChange(all, 'b', null, ms(20))).toEqual(change);
    expect(checkpointChange(all, 'b', null, ms(34))).toEqual(change);
    expect(checkpointChange(all, 'b', null, ms(35))).toBeNull();
  });
  it('is not shown if nothing was open before, or before the opening', () => {
    expect(checkpointChange(all, 'a', null, ms(1))).toBeNull();
    expect(checkpointChange(all.slice(1), 'b', null, ms(10))).toBeNull();
    expect(checkpointChange(all, null, null, ms(10))).toBeNull();
  });
  it('is shown on a page that was open, with the checkpoint that it showed before', () => {
    expect(checkpointChange(all, 'b', { id: 'c', at: ms(55) }, ms(56))).toEqual({
      name: 'Mốc b',
      since: at(20),
      before: all[2],
    });
    expect(checkpointChange(all.slice(0, 2), 'b', { id: 'c', at: ms(55) }, ms(56))?.before).toEqual(all[0]);
    expect(checkpointChange(all, 'b', { id: 'c', at: ms(55) }, ms(70))).toBeNull();
  });
});
