import { attachment } from './content-disposition.js';

describe('the name of a download', () => {
  it.each([
    ['slides.pdf', `attachment; filename="slides.pdf"; filename*=UTF-8''slides.pdf`],
    [
      'Bài giảng Đề án 06.pdf',
      'attachment; filename="Bai giang De an 06.pdf"; ' +
        "filename*=UTF-8''B%C3%A0i%20gi%E1%BA%A3ng%20%C4%90%E1%BB%81%20%C3%A1n%2006.pdf",
    ],
    [
      'a"b\\c%d\'(1)*.pdf',
      `attachment; filename="a_b_c_d'(1)*.pdf"; filename*=UTF-8''a%22b%5Cc%25d%27%281%29%2A.pdf`,
    ],
    ['会議.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E4%BC%9A%E8%AD%B0.pdf`],
  ])('of %p is right in every language', (name, header) => {
    expect(attachment(name)).toBe(header);
  });
});
