import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import Fastify from 'fastify';
import type { Config } from '../config/config.js';
import { UntrustedProxy } from './untrusted-proxy.js';

/** Asks from each address in turn; what the service has then seen, and how often it wrote to its log. */
async function after(
  from: readonly string[],
  trustProxy: string[] = [],
): Promise<{ seen: unknown; lines: number }> {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const fastify = Fastify();
  const proxy = new UntrustedProxy({ trustProxy } as unknown as Config);
  proxy.watch(fastify);
  fastify.get('/', () => 'ok');
  for (const remoteAddress of from)
    await fastify.inject({ url: '/', remoteAddress, headers: { 'x-forwarded-for': '203.0.113.9' } });
  const lines = warn.mock.calls.length;
  warn.mockRestore();
  await fastify.close();
  return { seen: proxy.seen, lines };
}

describe('a proxy that TRUST_PROXY does not name', () => {
  it('is named, once, when it is a machine of the house', async () => {
    expect(await after(['10.0.0.7', '10.0.0.7', '::ffff:10.0.0.8'])).toEqual({
      seen: { address: '10.0.0.7' },
      lines: 1,
    });
  });
  it('is named although a stranger sent the header first', async () => {
    expect(await after(['198.51.100.1', '198.51.100.2', '10.0.0.7'])).toEqual({
      seen: { address: '10.0.0.7' },
      lines: 2,
    });
  });
  it('is not named when it is an address of the internet', async () => {
    expect(await after(['2001:db8::1', '198.51.100.2'])).toEqual({ seen: { address: null }, lines: 1 });
  });
  it('is not looked for where TRUST_PROXY names one', async () => {
    expect(await after(['10.0.0.7'], ['10.0.0.1'])).toEqual({ seen: null, lines: 0 });
  });
});
