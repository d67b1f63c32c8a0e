import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import Fastify from 'fastify';
import type { Config } from '../config/config.js';
import { ProxyHints } from './proxy-hints.js';

const settings = (given: Partial<Config> = {}): Config =>
  ({ publicUrl: null, trustProxy: [], ...given }) as unknown as Config;
let warn: jest.SpiedFunction<Logger['warn']>;
beforeEach(() => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
});
afterEach(() => warn.mockRestore());

describe('a page of another origin', () => {
  it.each<[string, string | undefined, Partial<Config>, RegExp | undefined]>([
    [
      'names both addresses and the header',
      'http://cau.vn',
      {},
      /cau\.vn .*127\.0\.0\.1:3000.*Host \$http_host/,
    ],
    [
      'names PUBLIC_URL where it is set',
      'http://cau.vn',
      { publicUrl: 'http://x.vn' },
      /PUBLIC_URL is another/,
    ],
    ['says nothing of a page without an address', 'null', {}, undefined],
    ['says nothing of a program', undefined, {}, undefined],
  ])('%s', (_, origin, given, expected) => {
    const text = new ProxyHints(settings(given)).foreignOrigin(origin, '127.0.0.1:3000');
    if (expected) expect(text).toMatch(expected);
    else expect(text).toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(expected ? 1 : 0);
  });

  it('is one line of log an hour, however many there are', () => {
    const hints = new ProxyHints(settings());
    for (let at = 0; at < 50; at += 1) hints.foreignOrigin(`http://${at}.example`, '127.0.0.1:3000');
    for (let at = 0; at < 50; at += 1) hints.lacksUpgrade();
    expect(warn).toHaveBeenCalledTimes(2);
  });
});

const OF_OURS = { host: 'cau.vn', origin: 'https://cau.vn' };
const HTTPS = { 'x-forwarded-proto': 'https' };

describe('a proxy that does not say how it was asked', () => {
  it.each<[string, Partial<Config>, Record<string, string>, number]>([
    ['is told so', { trustProxy: ['127.0.0.1'] }, {}, 1],
    ['is not, if it says it', { trustProxy: ['127.0.0.1'] }, { 'x-forwarded-proto': 'https' }, 0],
    ['is not, where PUBLIC_URL says it', { trustProxy: ['127.0.0.1'], publicUrl: 'https://x.vn' }, {}, 0],
    ['is not, where none is expected', {}, {}, 0],
    ['is told so, whoever is trusted, if our own page has https', {}, OF_OURS, 1],
    ['is not, if the page is a stranger’s', {}, { ...OF_OURS, host: 'other.vn' }, 0],
    ['is not, if it says https of that page', { trustProxy: ['127.0.0.1'] }, { ...OF_OURS, ...HTTPS }, 0],
    ['is not, where PUBLIC_URL has that page', { publicUrl: 'https://cau.vn' }, OF_OURS, 0],
  ])('%s', async (_, given, more, lines) => {
    const fastify = Fastify({ trustProxy: given.trustProxy ?? false });
    new ProxyHints(settings(given)).watch(fastify);
    fastify.get('/', () => 'ok');
    await fastify.inject({ url: '/', headers: { 'x-forwarded-for': '203.0.113.9', ...more } });
    expect(warn).toHaveBeenCalledTimes(lines);
    await fastify.close();
  });
});
