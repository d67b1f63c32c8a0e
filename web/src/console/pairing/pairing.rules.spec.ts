import { deviceKind, pairingCodeIn } from './pairing.rules.js';

it.each([
  ['https://diemcau.vn/console#pair=ABCDE-FGHJK', 'ABCDE-FGHJK'],
  ['#pair=AB%20CD', 'AB CD'],
  [' abcde fghjk ', 'abcde fghjk'],
  ['https://diemcau.vn/c/day#code=ABCDEFGHJK*', null],
  ['https://example.org/', null],
  ['', null],
])('the pairing code in %j is %j', (text, code) => {
  expect(pairingCodeIn(text)).toBe(code);
});

it.each([
  ['Mozilla/5.0 (Linux; Android 9; SM-A107F) AppleWebKit/537.36', 'android'],
  ['Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36', 'windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X)', 'iphone'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
  ['', 'other'],
])('%s is %s', (userAgent, kind) => {
  expect(deviceKind(userAgent)).toBe(kind);
});
