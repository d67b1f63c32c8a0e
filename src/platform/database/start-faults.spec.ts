import { describe, expect, it } from '@jest/globals';
import { storageLine } from './start-faults.js';

const listening = (code: string, reason: string): Error =>
  Object.assign(new Error(`listen ${code}: ${reason}`), { code, syscall: 'listen' });

describe('an address that the service cannot have', () => {
  it.each([
    ['EADDRINUSE', 'another program listens there: end it, or set another PORT'],
    ['EACCES', 'this account may not listen there: set a PORT from 1024 on'],
    ['EADDRNOTAVAIL', 'set HOST to an address of this machine'],
  ])('%s is no fault of the storage, on either database', (code, advice) => {
    const fault = listening(code, '127.0.0.1:80');
    for (const databaseUrl of [null, 'postgres://diemcau@db/diemcau'])
      expect(storageLine(fault, { dataDir: '/srv/diemcau', databaseUrl })).toBe(
        `${advice} (listen ${code}: 127.0.0.1:80 · ${code})`,
      );
  });
});
