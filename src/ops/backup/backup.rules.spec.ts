import fc from 'fast-check';
import { backupName, backupState, backupTime, isDue, toRemove } from './backup.rules.js';

const at = (text: string): number => Date.parse(text);

describe('the nightly backup', () => {
  it.each([
    ['when there is none', null, '2026-11-28T12:00:00Z', true],
    ['when the last one is of the same night', '2026-11-27T19:00:10Z', '2026-11-28T18:59:00Z', false],
    ['at two o’clock of the next night, in Vietnam', '2026-11-27T19:00:10Z', '2026-11-28T19:00:00Z', true],
    [
      'in the morning, when the machine was off at night',
      '2026-11-26T19:00:10Z',
      '2026-11-28T00:30:00Z',
      true,
    ],
    [
      'again the next night, when it came late in the morning',
      '2026-11-28T01:00:00Z',
      '2026-11-28T19:00:00Z',
      true,
    ],
    ['not twice, when it came late in the morning', '2026-11-28T01:00:00Z', '2026-11-28T12:00:00Z', false],
    ['when the clock had been ahead', '2027-01-01T00:00:00Z', '2026-11-28T12:00:00Z', true],
  ])('is due %s', (_, last, now, expected) => expect(isDue(last, at(now))).toBe(expected));

  it.each([
    [null, '2026-11-28T12:00:00Z', 'none'],
    ['2026-11-26T12:00:00Z', '2026-11-28T12:00:00Z', 'good'],
    ['2026-11-26T11:59:59Z', '2026-11-28T12:00:00Z', 'old'],
    ['2026-12-28T12:00:00Z', '2026-11-28T12:00:00Z', 'good'],
  ])('made at %s is at %s %s', (last, now, state) => expect(backupState(last, at(now))).toBe(state));

  it('is recognized by its name', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        const [first, second] = [one.toISOString(), other.toISOString()];
        expect(backupTime(backupName(first))).toBe(`${first.slice(0, 19)}.000Z`);
        expect(backupName(first) < backupName(second)).toBe(first.slice(0, 19) < second.slice(0, 19));
      }),
    );
  });

  it('is removed oldest first beyond BACKUP_KEEP, and no folder of others', () => {
    const names = [
      'diemcau-2026-11-03T19-00-00Z',
      'diemcau-2026-11-01T19-00-00Z',
      'của tôi',
      '.diemcau-2026-11-01T19-00-00Z',
      'diemcau-2026',
      'diemcau-2026-11-02T19-00-00Z',
    ];
    expect(toRemove(names, 2)).toEqual(['diemcau-2026-11-01T19-00-00Z']);
    expect(toRemove(names, 3)).toEqual([]);
    expect(toRemove([], 1)).toEqual([]);
  });
});
