import { EVERYBODY, OWNERS, READER, SIGNED_IN } from './verdicts.js';
import { type Case, on } from './who-may-case.js';

/** Sign-ins and accounts: of no conference. */
export const ACCOUNT_ROWS: Case[] = [
  on('POST', 'signIn', null, EVERYBODY, () => ({})),
  on('POST', 'tokens', null, EVERYBODY, () => ({})),
  on('POST', 'pair', null, EVERYBODY, () => ({})),
  on('POST', 'trainee', null, EVERYBODY, () => ({})),
  on('POST', 'setUp', null, EVERYBODY, () => ({})),
  on('POST', 'setUpCheck', null, EVERYBODY, () => ({})),
  on('POST', 'view', null, EVERYBODY, () => ({})),
  on('POST', 'invitationOpen', null, EVERYBODY, () => ({})),
  on('POST', 'invitationPair', null, EVERYBODY, () => ({})),
  on('GET', 'oidc', null, EVERYBODY),
  on('GET', 'oidcCallback', null, EVERYBODY),
  on('POST', 'oidcLogout', null, EVERYBODY, () => ({})),
  on('POST', 'oidcLink', null, READER),
  on('POST', 'invitedCheck', null, EVERYBODY, () => ({})),
  on('POST', 'invited', null, EVERYBODY, () => ({})),
  on('GET', 'me', null, SIGNED_IN),
  on('GET', 'caller', null, EVERYBODY),
  on('GET', 'signIns', null, READER),
  on('GET', 'tokens', null, READER),
  on('DELETE', 'ownSignIn', 'sign-in', READER),
  on('DELETE', 'token', 'sign-in', READER),
  on('POST', 'password', null, READER, () => ({})),
  on('GET', 'accounts', null, OWNERS),
  on('POST', 'accounts', null, OWNERS, () => ({})),
  on('GET', 'account', 'account', OWNERS),
  on('PATCH', 'account', 'account', OWNERS, () => ({ name: 'Đổi tên' })),
  on('POST', 'accountInvite', 'account', OWNERS),
];
