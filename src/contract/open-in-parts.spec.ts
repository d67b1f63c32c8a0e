import { describe, expect, it } from '@jest/globals';
import type { GrantRole } from './grant.js';
import { type Call, isOpenTo } from './open-in-parts.js';

const ACCOUNT = { scope: ['whole'] };
const withPart = (role: GrantRole) => ({
  ...ACCOUNT,
  parts: [{ conferenceId: 'part', siteId: 'site', role }],
});

describe('what is open to an account with a part alone', () => {
  it.each<[Call, boolean, boolean]>([
    ['GET board', true, true],
    ['POST helpTake', false, true],
    ['GET grants', false, true],
    ['POST siteImport', false, false],
    ['GET unitNames', false, false],
    ['PATCH conference', false, false],
  ])('%s: a watcher %s, a manager %s', (call, watcher, manager) =>
    expect([
      isOpenTo(withPart('watcher'), 'part', call),
      isOpenTo(withPart('manager'), 'part', call),
    ]).toEqual([watcher, manager]),
  );
  it('everything is, where the account works in the whole conference', () =>
    expect(isOpenTo(withPart('watcher'), 'whole', 'PATCH conference')).toBe(true));
  it('nothing is, where the account has no part', () =>
    expect(isOpenTo(withPart('manager'), 'another', 'GET board')).toBe(false));
  it('nothing is, without any part', () => expect(isOpenTo(ACCOUNT, 'part', 'GET board')).toBe(false));
});
