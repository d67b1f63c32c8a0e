import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spansIn, type Traits, traitsOf, withoutMentions } from './mentions.rules.js';

const traits = (more: Partial<Traits> = {}): Traits => ({
  names: ['Trần Thị Hoà'],
  phones: [],
  emails: [],
  codes: [],
  ...more,
});
const cleared = (text: string, more?: Partial<Traits>): string =>
  withoutMentions(text, traits(more), 'Đã xoá 3');

describe('a name in a text', () => {
  it.each([
    ['as it is', 'Gọi Trần Thị Hoà, không nghe máy', 'Gọi Đã xoá 3, không nghe máy'],
    ['in capitals', 'TRẦN THỊ HOÀ vắng', 'Đã xoá 3 vắng'],
    ['with the tone elsewhere', 'Trần Thị Hòa vắng', 'Đã xoá 3 vắng'],
    ['decomposed', 'Trần Thị Hoà vắng'.normalize('NFD'), 'Đã xoá 3 vắng'.normalize('NFC')],
    ['without marks', 'tran thi hoa di hop', 'Đã xoá 3 di hop'],
    ['over two lines', 'Trần Thị\nHoà', 'Đã xoá 3'],
    ['with wide gaps', 'Trần    Thị\u00a0\u00a0  \tHoà vắng', 'Đã xoá 3 vắng'],
    ['twice', 'Trần Thị Hoà (Trần Thị Hoà)', 'Đã xoá 3 (Đã xoá 3)'],
    ['beside signs', '“Trần Thị Hoà”: 0204', '“Đã xoá 3”: 0204'],
  ])('is found %s', (_, text, expected) => {
    expect(cleared(text).normalize('NFC')).toBe(expected);
  });

  it.each([
    ['of another person with other marks', 'Trần Thị Hoa vắng, Trần Thi Hoả đến'],
    ['of which only a part is there', 'Bà Hoà, chị Thị Hoà, Trần Hoà'],
    ['inside longer words', 'tran thi hoang'],
    ['whose words stand in two sentences', 'Họ Trần, Thị Hoà'],
  ])('is not one %s', (_, text) => {
    expect(cleared(text)).toBe(text);
  });

  it('of one word is found as it is written alone', () => {
    expect(cleared('An toàn, an ninh; An đến', { names: ['An'] })).toBe(
      'Đã xoá 3 toàn, an ninh; Đã xoá 3 đến',
    );
  });
});

describe('telephone, e-mail and code', () => {
  it.each([
    ['số 0987 111 222 nhé', { phones: ['0987-111-222'] }, 'số Đã xoá 3 nhé'],
    ['gọi +84987111222', { phones: ['0987-111-222'] }, 'gọi Đã xoá 3'],
    ['gọi 0084987111222', { phones: ['0987-111-222'] }, 'gọi Đã xoá 3'],
    ['số 0987–111–222, 0987/111/222', { phones: ['0987-111-222'] }, 'số Đã xoá 3, Đã xoá 3'],
    ['09871112220 là số khác', { phones: ['0987-111-222'] }, '09871112220 là số khác'],
    ['thư Hoa.Tran@X.vn, gấp', { emails: ['hoa.tran@x.vn'] }, 'thư Đã xoá 3, gấp'],
    ['mã k7p2-9q', { codes: ['K7P29Q'] }, 'mã Đã xoá 3'],
    ['phòng 12', { codes: ['12'] }, 'phòng 12'],
  ])('%s', (text, more, expected) => {
    expect(cleared(text, more)).toBe(expected);
  });
});

describe('JSON', () => {
  it('stays JSON, with nothing else changed', () => {
    const entry = {
      id: 'x',
      walkIn: { fullName: 'Trần Thị Hoà', unit: 'Xã "A"' },
      n: 3,
      reason: 'đi\nTrần Thị Hoà',
    };
    expect(JSON.parse(cleared(JSON.stringify(entry)))).toEqual({
      ...entry,
      walkIn: { fullName: 'Đã xoá 3', unit: 'Xã "A"' },
      reason: 'đi\nĐã xoá 3',
    });
  });

  it('is not rewritten where the person is not in it', () => {
    const text = '{ "a" : [1,  2] }';
    expect(cleared(text)).toBe(text);
  });
});

it('looks for a name without what stands in brackets behind it', () => {
  const person = { fullName: 'Trần Thị Hoà (VP)', phone: null, email: null, code: 'AB', officeCodeKey: null };
  expect(traitsOf([person]).names).toEqual(['Trần Thị Hoà (VP)', 'Trần Thị Hoà']);
});

it('leaves no mention behind, in whatever text it stands', () => {
  const signs = [...'aăâAĐđ Trần Thị Hoà hoà.,-"{}[]\n0987'];
  const noise = fc.array(fc.constantFrom(...signs), { maxLength: 30 }).map((list) => list.join(''));
  const texts = fc
    .array(fc.oneof(noise, fc.constantFrom('Trần Thị Hoà', 'tran thi hoa', 'TRẦN THỊ HÒA')), { maxLength: 6 })
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(texts, (text) => {
      const after = cleared(text);
      expect(spansIn(after, traits())).toEqual([]);
      expect(cleared(after)).toBe(after);
    }),
  );
});
