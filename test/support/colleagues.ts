import type { AccountCreate, InvitedAccount } from '../../src/contract/account.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { ORGANIZER, type TestApp } from './app.js';
import type { Client } from './client.js';
import { made } from './hall.js';

export const COLLEAGUES_PASSWORD = 'ca-truc-thu-hai-239';

/** The page of the owner whom `startTestApp` made. */
export const ownersBrowser = async (app: TestApp): Promise<Client> =>
  app.anonymous.browser(await app.anonymous.post(pathTo(ROUTES.signIn), ORGANIZER));

/** The token of an invitation's link. */
export const tokenIn = ({ invitation }: Pick<InvitedAccount, 'invitation'>): string =>
  /#invited=([\w-]{43})$/.exec(invitation.url)![1]!;

/** The page of somebody whom the owner has invited, and who has set a password. */
export async function colleague(app: TestApp, account: Omit<AccountCreate, 'name'>): Promise<Client> {
  const owner = await ownersBrowser(app);
  const invited = made(
    await owner.post<InvitedAccount>(pathTo(ROUTES.accounts), { name: account.login, ...account }),
  );
  const body = { token: tokenIn(invited), password: COLLEAGUES_PASSWORD };
  return app.anonymous.browser(await app.anonymous.post(pathTo(ROUTES.invited), body));
}
