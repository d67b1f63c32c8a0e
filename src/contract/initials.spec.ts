import fc from 'fast-check';
import { initials } from './initials.js';

describe('initials', () => {
  it.each([
    ['Nguyễn Thị Hường', 'N.T.H.'],
    ['Đặng Ánh', 'Đ.A.'],
    ['ông ích khiêm', 'Ô.I.K.'],
    ['Ưng Hoàng Phúc', 'Ư.H.P.'],
    ['Nguyễn Thị Hường'.normalize('NFD'), 'N.T.H.'],
    ['  Lê   Văn-Bảo (TP)  ', 'L.V.B.T.'],
    ['Đại biểu 0-1', 'Đ.B.'],
    ['', ''],
    ['123', ''],
  ])('%s: %s', (name, expected) => expect(initials(name)).toBe(expected));

  it('tells no two letters of a word', () => {
    const word = fc.stringMatching(/^[a-zA-ZđĐàÀộỘữỮ]{2,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        expect(initials(words.join(' '))).toMatch(/^(\p{Lu}\.)+$/u);
        expect(initials(words.join(' ')).length).toBe(2 * words.length);
      }),
    );
  });
});
