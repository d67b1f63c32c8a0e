import { describe, expect, it } from '@jest/globals';
import { attendancePercent } from './attendance-share.js';

describe('how many of a hundred are present', () => {
  it.each([
    [0, 0, null],
    [0, 15, 0],
    [2, 3, 67],
    [7, 16, 44],
    [7, 26, 27],
    [1, 200, 1],
    [1, 3_666, 0],
    [199, 200, 99],
    [3_665, 3_666, 99],
    [15, 15, 100],
  ])('%s of %s: %s', (present, listed, percent) => expect(attendancePercent(present, listed)).toBe(percent));
});
