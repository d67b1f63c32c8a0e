import { describe, expect, it } from '@jest/globals';
import { linesOf, speakersOf } from './speaker-lines.js';

describe('speakers, one a line', () => {
  it.each([
    ['Nguyễn Hữu Tiến', [{ name: 'Nguyễn Hữu Tiến', title: null, affiliation: null }]],
    ['GS. | Hồ Tú Bảo | VIASM', [{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'VIASM' }]],
    [' | Nguyễn Nhật Quang | VINASA', [{ name: 'Nguyễn Nhật Quang', title: null, affiliation: 'VINASA' }]],
    [
      '\n  \nA\nTS. | B',
      [
        { name: 'A', title: null, affiliation: null },
        { name: 'B', title: 'TS.', affiliation: null },
      ],
    ],
  ])('%j', (text, speakers) => {
    expect(speakersOf(text)).toEqual(speakers);
    expect(speakersOf(linesOf(speakers))).toEqual(speakers);
  });
});
