import { isHttpsLink, LINK_LENGTH } from './https-link.js';

test.each([
  ['https://us02web.zoom.us/j/123456789?pwd=abc', true],
  ['https://teams.microsoft.com/l/meetup-join/19%3ameeting', true],
  ['https://youtu.be/abc', true],
  ['HTTPS://hop.bacninh.gov.vn:8443/b/phòng-họp', true],
  ['https://họp.vn', true],
  ['http://hop.bacninh.gov.vn/b', false],
  ['javascript:alert(1)', false],
  ['https:javascript', false],
  ['https://', false],
  ['https://zoom.us@evil.example', false],
  ['https://user:secret@zoom.us/j/1', false],
  ['https://zoom.us\\@evil.example', false],
  ['https://zoom.us/j/1 và mã 123', false],
  ['https://zoom.us/\u0000', false],
  ['https://[::1', false],
  [`https://zoom.us/${'a'.repeat(LINK_LENGTH - 16)}`, true],
  [`https://zoom.us/${'a'.repeat(LINK_LENGTH - 15)}`, false],
])('%s: %s', (text, isOne) => expect(isHttpsLink(text)).toBe(isOne));
