import { isRangeOfThis, isUnchanged } from './conditional.js';

const file = { etag: '"abc"', lastModified: new Date('2026-11-22T01:00:00.700Z') };

describe('conditional requests', () => {
  it.each([
    [{}, false],
    [{ 'if-none-match': '"abc"' }, true],
    [{ 'if-none-match': 'W/"abc"' }, true],
    [{ 'if-none-match': '"x", "abc"' }, true],
    [{ 'if-none-match': '*' }, true],
    [{ 'if-none-match': '"x"' }, false],
    [{ 'if-none-match': '"x"', 'if-modified-since': 'Sun, 22 Nov 2026 01:00:00 GMT' }, false],
    [{ 'if-modified-since': 'Sun, 22 Nov 2026 01:00:00 GMT' }, true],
    [{ 'if-modified-since': 'Sun, 22 Nov 2026 00:59:59 GMT' }, false],
    [{ 'if-modified-since': 'yesterday' }, false],
  ])('%p: unchanged is %p', (headers, expected) => {
    expect(isUnchanged(headers, file)).toBe(expected);
  });

  it.each([
    [{}, true],
    [{ 'if-range': '"abc"' }, true],
    [{ 'if-range': 'W/"abc"' }, false],
    [{ 'if-range': '"x"' }, false],
    [{ 'if-range': 'Sun, 22 Nov 2026 01:00:00 GMT' }, true],
    [{ 'if-range': 'Sun, 22 Nov 2026 01:00:01 GMT' }, false],
  ])('%p: a range of this is %p', (headers, expected) => {
    expect(isRangeOfThis(headers, file)).toBe(expected);
  });
});
