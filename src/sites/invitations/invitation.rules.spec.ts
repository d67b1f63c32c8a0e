import { faultOfInvitation, invitationExpiry, mintedExpiry } from './invitation.rules.js';

test.each([
  ['draft', '2026-11-22T01:00:00.000Z', 'invitation.not-open'],
  ['open', '2026-11-01T01:00:00.000Z', null],
  ['live', '2026-11-23T23:59:59.999Z', null],
  ['live', '2026-11-24T00:00:00.000Z', 'invitation.ended'],
  ['closed', '2026-11-22T01:00:00.000Z', 'invitation.ended'],
] as const)('%s at %s: %s', (status, now, fault) =>
  expect(faultOfInvitation({ status, endsOn: '2026-11-22' }, now)).toBe(fault),
);

test('the link lasts two days longer than the conference, a minted code two hours', () => {
  expect(invitationExpiry('2026-12-31')).toBe('2027-01-02T00:00:00.000Z');
  expect(mintedExpiry(Date.parse('2026-11-22T01:00:00.000Z'))).toBe('2026-11-22T03:00:00.000Z');
});
