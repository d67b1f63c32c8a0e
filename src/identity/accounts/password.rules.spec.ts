import { describe, expect, test } from '@jest/globals';
import { ownCharacters, weaknessOf } from './password.rules.js';

describe('a password', () => {
  test.each([
    ['elevenchars', 'too-short'],
    ['ngắnquá', 'too-short'],
    ['x'.repeat(129), 'too-long'],
    ['aaaaaaaaaaaa', 'too-common'],
    ['abcabcabcabc', 'too-common'],
    ['123456789012', 'too-common'],
    ['0987654321098', 'too-common'],
    ['abcdefghijkl', 'too-common'],
    ['qwertyuiop12', 'too-common'],
    ['1qaz2wsx3edc', 'too-common'],
    ['password1234', 'too-common'],
    ['P@ssw0rd2026!', 'too-common'],
    ['passwordpassword', 'too-common'],
    ['Password123456', 'too-common'],
    ['adminadmin123', 'too-common'],
    ['matkhau123456', 'too-common'],
    ['MậtKhẩu@2026', 'too-common'],
    ['anhyeuem1234', 'too-common'],
    ['vietnam2026!!', 'too-common'],
    ['bantochuc2026', 'too-common'],
    ['            ', 'too-common'],
    ['letmein-please', 'too-common'],
    ['Mật khẩu 2026!', 'too-common'],
    ['Gia Đình Hạnh Phúc', 'too-common'],
    ['viet_nam-ha.noi', 'too-common'],
    ['yêu anh mãi mãi', 'too-common'],
    ['quan tri-quan tri', 'too-common'],
    ['ban tổ chức 1987', 'too-common'],
  ])('%s is %s', (password, weakness) => expect(weaknessOf(password, 'ban-to-chuc')).toBe(weakness));

  test.each([
    ['diem-cau-239-sites'],
    ['ba con trâu trắng'],
    ['tháng chín mưa dầm'],
    ['vCq8-Lm2z-Xt5w'],
    ['correct horse battery staple'],
    ['Cau Gia Bay 2026'],
    ['Cau Gia Bay 1987'],
    ['cầu gia bảy 2026'],
    ['Cau Gia Bay XYZ9'],
    ['x9'.repeat(2) + 'kvbtmwpz'],
  ])('%s is taken', (password) => expect(weaknessOf(password, 'ban-to-chuc')).toBeNull());

  test('the login is nothing of its own', () => {
    expect(weaknessOf('thanhnt-thanhnt1', 'thanhnt')).toBe('too-common');
    expect(ownCharacters('NguyenVanToan-1', 'nguyenvantoan')).toBeLessThan(2);
  });
});
