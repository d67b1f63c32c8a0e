import { describe, expect, it } from '@jest/globals';
import type { StoredEntry } from '../recording/attendance.rules.js';
import { redistributed } from './merging.rules.js';

const entry = (seq: number, more: Partial<StoredEntry>): StoredEntry => ({
  seq,
  id: `e${seq}`,
  siteId: 'site',
  checkpointId: 'morning',
  kind: 'present',
  participantId: 'person',
  mode: 'in_person',
  reason: null,
  substituteFor: null,
  undoes: null,
  recordedAt: `2026-11-22T01:00:0${seq}.000Z`,
  receivedAt: `2026-11-22T01:00:0${seq}.000Z`,
  clockOffset: null,
  deviceId: null,
  deviceSeq: null,
  fingerprint: '',
  headcount: null,
  note: null,
  ...more,
});
const standings = (isMerged: boolean, entries: StoredEntry[]): Record<string, string> =>
  Object.fromEntries(
    redistributed({ walkInId: 'walk-in', personId: 'person', isMerged }, [], entries).map((one) => [
      `${one.participantId} ${one.checkpointId}`,
      one.after.state,
    ]),
  );

describe('a walk-in and the person who they are', () => {
  const ofWalkIn = entry(1, { participantId: 'walk-in' });
  it('are the person alone once they are merged', () =>
    expect(standings(true, [ofWalkIn, entry(2, { kind: 'absent' })])).toEqual({
      'walk-in morning': 'unmarked',
      'person morning': 'absent',
    }));
  it('are each what their own entries say once they are unmerged', () =>
    expect(standings(false, [ofWalkIn, entry(2, { kind: 'absent' })])).toEqual({
      'walk-in morning': 'in_person',
      'person morning': 'absent',
    }));
  it('keep an entry undone whose undo names another checkpoint', () => {
    const undo = entry(2, {
      kind: 'undo',
      undoes: 'e1',
      checkpointId: 'afternoon',
      participantId: 'walk-in',
    });
    for (const isMerged of [true, false])
      expect(standings(isMerged, [ofWalkIn, undo])).toEqual({
        'walk-in morning': 'unmarked',
        ...(isMerged ? { 'person morning': 'unmarked' } : {}),
      });
  });
});
