/**
 * People present, walk-ins among them, per hundred expected, as the board and the report say it. Rounded down: 100 is said when
 * everybody has come, not before; with walk-ins it may be more. Null when nobody is expected.
 */
export function attendancePercent(present: number, expected: number): number | null {
  return expected === 0 ? null : Math.floor((present * 100) / expected);
}
