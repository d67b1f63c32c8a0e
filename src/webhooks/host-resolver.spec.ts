import { expect, test } from '@jest/globals';
import { HostResolver } from './host-resolver.js';

test('deliveries to one host share a look-up while it is under way, and only then', async () => {
  const resolver = new HostResolver();
  const first = resolver.resolve('localhost');
  expect(resolver.resolve('localhost')).toBe(first);
  expect((await first).length).toBeGreaterThan(0);
  expect(resolver.resolve('localhost')).not.toBe(first);
});
