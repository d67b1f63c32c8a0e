import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublic, judgeUrl } from './address.rules.js';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2001:0:1::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    'no address',
    '',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '203.162.0.1', '2405:4800::1', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it('of IPv4 is judged alike in its mapped spelling', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => expect(isPublic(`::ffff:${address}`)).toBe(isPublic(address))),
    );
  });
});

describe('the address of a webhook', () => {
  it.each([
    ['https://nhan.example.vn/diemcau?khoa=1', 'ok'],
    ['https://203.162.0.1:8443/', 'ok'],
    ['http://nhan.example.vn/', 'plain'],
    ['ftp://nhan.example.vn/', 'bad'],
    ['javascript:alert(1)', 'bad'],
    ['https://user:pass@nhan.example.vn/', 'bad'],
    ['https://nhan.example.vn/a b', 'bad'],
    ['//nhan.example.vn', 'bad'],
    [`https://nhan.example.vn/${'a'.repeat(2_000)}`, 'bad'],
    ['https://localhost/', 'private'],
    ['https://LOCALHOST./', 'private'],
    ['https://api.localhost/', 'private'],
    ['https://127.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://0177.0.0.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:127.0.0.1]/', 'private'],
    ['https://[fd00:ec2::254]/', 'private'],
    ['http://169.254.169.254/latest/meta-data/', 'private'],
    ['http://10.0.0.5:8080/', 'ok'],
    ['http://[fd00::5]/', 'ok'],
    ['http://Trong-Nha.lan./x', 'ok'],
    ['http://10.0.0.6/', 'private'],
    ['http://a.trong-nha.lan/', 'plain'],
  ])('%s is %s', (url, verdict) =>
    expect(judgeUrl(url, new Set(['10.0.0.5', 'fd00::5', 'trong-nha.lan']))).toBe(verdict),
  );
});
