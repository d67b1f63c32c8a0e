import { zoned } from './zoned.js';

describe('a moment in a time zone', () => {
  it.each([
    [
      '2026-11-22T01:00:00.000Z',
      'Asia/Ho_Chi_Minh',
      { day: '2026-11-22', time: '08:00:00', offset: '+07:00' },
    ],
    [
      '2026-11-22T17:00:59.999Z',
      'Asia/Ho_Chi_Minh',
      { day: '2026-11-23', time: '00:00:59', offset: '+07:00' },
    ],
    [
      '2026-07-01T00:30:00.000Z',
      'America/St_Johns',
      { day: '2026-06-30', time: '22:00:00', offset: '-02:30' },
    ],
    ['2026-10-25T00:30:00.000Z', 'Europe/Berlin', { day: '2026-10-25', time: '02:30:00', offset: '+02:00' }],
    ['2026-10-25T01:30:00.000Z', 'Europe/Berlin', { day: '2026-10-25', time: '02:30:00', offset: '+01:00' }],
    ['2026-01-01T00:00:00.000Z', 'UTC', { day: '2026-01-01', time: '00:00:00', offset: '+00:00' }],
  ])('%s in %s', (instant, timezone, expected) => {
    expect(zoned(instant, timezone)).toEqual(expected);
  });
});
