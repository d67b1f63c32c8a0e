import fc from 'fast-check';
import { reaches, ROLES } from '../../contract/account.js';
import type { GroupRight } from '../../platform/config/identity-provider.js';
import { afterTold, groupsIn, loginsFor, rightOf } from './provider.rules.js';

describe('the claim of groups', () => {
  it.each([
    [{ groups: ['a', 'b'] }, 'groups', ['a', 'b']],
    [{ groups: 'a' }, 'groups', ['a']],
    [{ groups: [] }, 'groups', []],
    [{ groups: '' }, 'groups', []],
    [{ realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    [{ 'https://so.vn/groups': ['a'] }, 'https://so.vn/groups', ['a']],
  ])('%j is read', (claims, name, groups) => expect(groupsIn(claims, name)).toEqual(groups));

  it.each([
    [{}],
    [{ groups: null }],
    [{ groups: [1] }],
    [{ groups: { a: true } }],
    [{ groups: true }],
    // As providers write of more groups than a token holds.
    [{ _claim_names: { groups: 'src1' }, hasgroups: true }],
  ])('%j says nothing of groups', (claims) => expect(groupsIn(claims, 'groups')).toBeNull());
});

describe('what groups may do', () => {
  const RIGHTS: GroupRight[] = [
    { group: 'doc', role: 'reader', scope: 'all' },
    { group: 'truc-1', role: 'steward', scope: ['mot'] },
    { group: 'truc-2', role: 'steward', scope: ['hai', 'mot'] },
    { group: 'chu', role: 'owner', scope: 'all' },
  ];
  it.each([
    [['doc'], { role: 'reader', scope: 'all' }],
    [['truc-1'], { role: 'steward', scope: ['mot'] }],
    [['truc-1', 'truc-2', 'la'], { role: 'steward', scope: ['mot', 'hai'] }],
    // Not a steward of all conferences: no group says so.
    [['doc', 'truc-1'], { role: 'steward', scope: ['mot'] }],
    [['truc-1', 'chu', 'doc'], { role: 'owner', scope: 'all' }],
    [['la'], null],
    [[], null],
  ])('%j', (groups, right) => expect(rightOf(groups, RIGHTS)).toEqual(right));

  it('is never more than one of the groups gives, in any conference', () => {
    const slug = fc.constantFrom('mot', 'hai', 'ba');
    const right = fc.record({
      group: fc.constantFrom('a', 'b', 'c'),
      role: fc.constantFrom(...ROLES),
      scope: fc.oneof(fc.constant('all' as const), fc.array(slug, { minLength: 1, maxLength: 2 })),
    });
    const groups = fc.subarray(['a', 'b', 'c']);
    const covers = (scope: 'all' | readonly string[], one: string) => scope === 'all' || scope.includes(one);
    fc.assert(
      fc.property(fc.array(right, { maxLength: 6 }), groups, (rights, own) => {
        const given = rightOf(own, rights);
        for (const one of ['mot', 'hai', 'ba', 'khac'])
          if (given !== null && covers(given.scope, one))
            expect(
              rights.some(
                ({ group, role, scope }) =>
                  own.includes(group) && reaches(role, given.role) && covers(scope, one),
              ),
            ).toBe(true);
        expect(given === null).toBe(!rights.some(({ group }) => own.includes(group)));
      }),
    );
  });
});

describe('an account after the provider has spoken', () => {
  const NOW = '2026-11-30T01:00:00.000Z';
  const account = { role: 'steward', scope: 'all', roleBy: 'provider', withdrawnAt: null } as const;
  const reader = { role: 'reader', scope: 'all' } as const;
  it('has what its groups give', () =>
    expect(afterTold(account, reader, NOW)).toEqual({ ...account, role: 'reader' }));
  it('has nothing where they give nothing, and has it again later', () => {
    const gone = afterTold(account, null, NOW);
    expect(gone).toEqual({ ...account, withdrawnAt: NOW });
    expect(afterTold(gone, null, '2026-12-01T01:00:00.000Z')).toEqual(gone);
    expect(afterTold(gone, reader, NOW)).toEqual({ ...account, role: 'reader' });
  });
  it('stays as it is where nothing is said of groups', () =>
    expect(afterTold(account, undefined, NOW)).toBe(account));
  it('stays as it is where an owner gave the role', () => {
    const byHand = { ...account, roleBy: 'hand' } as const;
    for (const told of [reader, null, undefined]) expect(afterTold(byHand, told, NOW)).toBe(byHand);
  });
});

it('a login for a new account is that of the provider where it is one', () => {
  expect(loginsFor('le.truc', '7').slice(0, 2)).toEqual(['le.truc', 'le.truc-2']);
  for (const none of [undefined, 7, 'Lê Trúc', 'ab', 'x'.repeat(81)])
    expect(loginsFor(none, '7')).toEqual(['oidc-7']);
  expect(loginsFor('x'.repeat(80), '7').every((login) => login.length <= 80)).toBe(true);
});
