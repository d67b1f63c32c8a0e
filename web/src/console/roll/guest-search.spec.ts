import { describe, expect, it } from '@jest/globals';
import { isFullName, readGuests } from './guest-search.js';

const guest = { participantId: 'p', fullName: 'Đỗ Đức Cường', unit: null, siteName: 'Xã Đồng Tiến' };
const answer = (status: number, text: string, contentType = 'application/json') => ({
  status,
  contentType,
  text,
  retryAfter: null,
});

describe('the search for a guest by name', () => {
  it.each([
    ['Đỗ Cường', true],
    ['  Đỗ   Đức Cường ', true],
    ['Cường', false],
    ['Cường -', false],
    ['', false],
  ])('“%s” is a full name: %s', (name, is) => expect(isFullName(name)).toBe(is));

  it.each([
    [
      'found',
      answer(200, JSON.stringify({ items: [guest], next: null })),
      { kind: 'found', guests: [guest] },
    ],
    ['no line', null, { kind: 'offline' }],
    ['a captive portal', answer(200, '<html>sign in</html>', 'text/html'), { kind: 'offline' }],
    ['an answer cut off', answer(200, '{"items":[{"partic'), { kind: 'offline' }],
    [
      'asked too often',
      answer(429, JSON.stringify({ code: 'rate.limited' }), 'application/problem+json'),
      { kind: 'limited' },
    ],
    [
      'a service that fails',
      answer(500, JSON.stringify({ code: 'server.failed' }), 'application/problem+json'),
      { kind: 'failed' },
    ],
  ])('%s', (_, raw, found) => expect(readGuests(raw)).toEqual(found));
});
