import { describe, expect, it } from '@jest/globals';
import { slugBeside, slugOf } from './slug.js';

describe('the short address of a title', () => {
  it.each([
    ['Tập huấn chuyển đổi số', 'tap-huan-chuyen-doi-so'],
    ['  Hội nghị «Đảng viên» 2026! ', 'hoi-nghi-dang-vien-2026'],
    ['Tập huấn kiến thức cơ bản về chuyển đổi số', 'tap-huan-kien-thuc-co-ban-ve-chuyen-doi'],
    // Forty letters to a word's end.
    ['Tập huấn kiến thức cơ bản về chuyển đổii', 'tap-huan-kien-thuc-co-ban-ve-chuyen-doii'],
    ['x'.repeat(50), 'x'.repeat(40)],
    ['???', ''],
  ])('%s: %s', (title, slug) => expect(slugOf(title)).toBe(slug));
});

it.each([
  ['tap-huan', 'tap-huan-2'],
  ['tap-huan-2', 'tap-huan-3'],
  ['lop-9', 'lop-10'],
  // A year is no count.
  ['tap-huan-2026', 'tap-huan-2026-2'],
  ['x'.repeat(60), `${'x'.repeat(58)}-2`],
])('beside %s: %s', (slug, other) => expect(slugBeside(slug)).toBe(other));
