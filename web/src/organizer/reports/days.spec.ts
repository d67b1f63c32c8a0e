import { describe, expect, it } from '@jest/globals';
import type { Checkpoint } from '#contract/conference.js';
import { daysOf } from './days.js';

const at = (opensAt: string | null, closesAt: string | null = null): Checkpoint =>
  ({ opensAt, closesAt }) as Checkpoint;
const vietnam = { timezone: 'Asia/Ho_Chi_Minh', startsOn: '2026-11-22' };

describe('the days of a report', () => {
  it.each<[string, Checkpoint[], string[]]>([
    ['none', [], []],
    ['of the conference’s zone, not of UTC', [at('2026-11-22T17:30:00.000Z')], ['2026-11-23']],
    ['by the closing where nothing opens', [at(null, '2026-11-24T01:00:00.000Z')], ['2026-11-24']],
    ['the first without times', [at(null)], ['2026-11-22']],
    [
      'once each, in order',
      [at('2026-11-23T01:00:00.000Z'), at('2026-11-22T01:00:00.000Z'), at('2026-11-22T09:00:00.000Z')],
      ['2026-11-22', '2026-11-23'],
    ],
  ])('%s', (_, checkpoints, days) => expect(daysOf(checkpoints, vietnam)).toEqual(days));
});
