import { describe, expect, test } from '@jest/globals';
import { oldLetters } from './old-letters.rules.js';

describe('letters that nobody can read', () => {
  test.each([
    ['text.tcvn3', ['NguyÔn V¨n An', 'TrÇn ThÞ H¹nh', 'Ph¹m §×nh Kú', '§Æng ThÞ Lan ¨n', 'Lª V¨n ®øc']],
    ['text.vni', ['Nguyeãn Vaên An', 'Traàn Thò Haïnh', 'Phaïm Ñình Kyø', 'Ñaëng Thò Lan', 'Leâ Vaên Ñöùc']],
    [
      'text.mojibake',
      ['Nguyá»…n VÄƒn An', 'Tráº§n Thá»‹ Háº¡nh', 'Pháº¡m Ä\u0090Ã¬nh Ká»³', 'LÃª VÄƒn Ä\u0090á»©c'],
    ],
  ])('%s is told, with samples', (code, texts) => {
    const [warning, ...more] = oldLetters([...texts, 'An', '']);
    expect([warning?.code, more]).toEqual([code, []]);
    expect(warning!.message).toContain(texts[0]);
  });

  test('names of people and units in Unicode are not', () => {
    const vietnamese = [
      'Nguyễn Thị Hường',
      'Đặng Thị Hòa',
      'Hoà Bình',
      'Quý Đôn',
      'Thuý Kiều',
      'Hoàng Ngọc Huệ',
      'Lò Văn Khoẻ',
      'Vũ Đức Thuận',
      'Y Ðôn Niê',
      'Sở Khoa học và Công nghệ',
      'UBND xã Đồng Sơn',
      'Ủy ban nhân dân phường Uông Bí',
      'Trường Đại học Bách khoa',
      'Nguyễn Uyển Nhi',
      'Phó Giám đốc',
      'Lê Ơn',
      'Đào Huỳnh Ái',
      'Chu Thiên Ân',
      'Phạm Văn Êm',
      'Tô Huy Rứa',
      'Ngô Quốc Toản',
      'Trần Đoàn',
      'Kpă Y Lăng',
    ];
    const foreign = ['Müller', 'François Noël', 'Åsa Öberg', 'Oracle®', '10µm', 'José Núñez'];
    expect(oldLetters([...vietnamese, ...foreign])).toEqual([]);
  });
});
