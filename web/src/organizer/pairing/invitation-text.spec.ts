import { filled, placeholders } from './invitation-text.rules.js';

const fields = {
  site: 'Xã Đồng Tiến',
  conference: 'Tập huấn',
  date: '22/11/2026',
  link: 'https://diemcau.vn/i#abc',
  hotline: '0204 3 555 666',
};

describe('a text for a site', () => {
  test.each([
    ['Kính gửi {điểm cầu}: {liên kết}', 'Kính gửi Xã Đồng Tiến: https://diemcau.vn/i#abc'],
    ['{Site}, { link }', 'Xã Đồng Tiến, https://diemcau.vn/i#abc'],
    ['{điểm cầu}'.normalize('NFD'), 'Xã Đồng Tiến'],
    ['{phòng} và {}', '{phòng} và {}'],
  ])('%s', (text, expected) => expect(filled(text, fields)).toBe(expected));

  test('has no line about a hotline that does not exist', () => {
    expect(filled('Mời {site}.\nGọi {đường dây nóng}.\nTrân trọng.', { ...fields, hotline: null })).toBe(
      'Mời Xã Đồng Tiến.\nTrân trọng.',
    );
  });

  test('a value that looks like a field is left as it is', () => {
    expect(filled('{site} {link}', { ...fields, site: '{link}' })).toBe('{link} https://diemcau.vn/i#abc');
  });

  test.each(['vi', 'en'] as const)('each field of %s is filled', (language) =>
    expect(filled(placeholders(language).join('|'), fields)).toBe(Object.values(fields).join('|')),
  );
});
