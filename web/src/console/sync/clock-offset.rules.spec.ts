import { CLOCK_OFFSET_LIMIT, type Entry } from '#contract/attendance.js';
import { offsetToSend, remeasured } from './clock-offset.rules.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 1);
const made = (by: number, clockOffset?: number): Entry => ({
  id: 'e',
  checkpointId: 'c',
  kind: 'present',
  participantId: 'p',
  method: 'roll_call',
  recordedAt: new Date(NOW + by).toISOString(),
  ...(clockOffset === undefined ? {} : { clockOffset }),
});
const offsetAfter = (entry: Entry, measured: number): number | null | undefined => {
  const changed = remeasured(entry, new Date(NOW).toISOString(), measured);
  return changed && changed.clockOffset;
};

describe('an unsent entry after the clock was measured', () => {
  it.each<[string, Entry, number, number | null]>([
    [
      'made by a clock that jumped two days ahead since it was measured',
      made(48 * HOUR, 0),
      48 * HOUR,
      48 * HOUR,
    ],
    ['made by a clock that was never measured', made(48 * HOUR), 48 * HOUR, 48 * HOUR],
    ['made in time', made(-HOUR, 0), 48 * HOUR, null],
    ['made in time by a clock that is known to be fast', made(47 * HOUR, 48 * HOUR), 48 * HOUR, null],
    ['made in time by a clock that has been set right since', made(47 * HOUR, 48 * HOUR), 0, null],
    ['made in the future even so: somebody has set the clock right since', made(48 * HOUR, 0), 0, null],
    ['a minute ahead, which measuring is not sure of', made(60_000, 0), 60_000, null],
    [
      'made by a clock that is further off than an offset can say',
      made(CLOCK_OFFSET_LIMIT * 2, 0),
      CLOCK_OFFSET_LIMIT * 2,
      null,
    ],
  ])('%s', (_, entry, measured, offset) => {
    expect(offsetAfter(entry, measured)).toBe(offset);
  });

  it('carries no offset that the service would refuse', () => {
    expect([offsetToSend(CLOCK_OFFSET_LIMIT), offsetToSend(-CLOCK_OFFSET_LIMIT), offsetToSend(1.4)]).toEqual([
      CLOCK_OFFSET_LIMIT,
      -CLOCK_OFFSET_LIMIT,
      1,
    ]);
    expect([offsetToSend(CLOCK_OFFSET_LIMIT + 1), offsetToSend(-17 * 365 * 24 * HOUR)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
