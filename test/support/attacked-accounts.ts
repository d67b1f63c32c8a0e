import type { InvitedAccount } from '../../src/contract/account.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { ORGANIZER, type TestApp } from './app.js';
import { ownersBrowser } from './colleagues.js';
import { made } from './hall.js';
import { PAYLOADS, payloadFor } from './payloads.js';

/** Names and logins of accounts, and names of the owner's tokens, each a payload. */
export async function attackedAccounts(app: TestApp, attacked: Set<string>): Promise<void> {
  const owner = await ownersBrowser(app);
  for (let nth = 0; nth < PAYLOADS.length; nth += 1) {
    const login = `${nth}${payloadFor(nth, 70).replace(/\s/g, '')}`;
    const account = { login, name: payloadFor(nth), role: 'reader' };
    const { id } = made(await owner.post<InvitedAccount>(pathTo(ROUTES.accounts), account));
    if (nth % 2) made(await owner.patch(pathTo(ROUTES.account, id), { name: payloadFor(nth + 1) }));
    const token = { ...ORGANIZER, name: payloadFor(nth), scopes: ['read'] };
    made(await app.anonymous.post(pathTo(ROUTES.tokens), token));
  }
  for (const route of ['POST /api/v1/accounts', 'PATCH /api/v1/accounts/{id}', 'POST /api/v1/auth/tokens'])
    attacked.add(route);
}
