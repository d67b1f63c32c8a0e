import { OrganizersService } from '../../src/identity/accounts/organizers.service.js';
import type { TestApp } from './app.js';
import { type Client, organizerToken } from './client.js';

const PASSWORD = 'ca-truc-thu-hai-239';

/** Another organizer beside the first, whose name is the login. */
export async function secondOrganizer(app: TestApp, login: string): Promise<Client> {
  await app.app.get(OrganizersService, { strict: false }).ensure(login, PASSWORD);
  return app.anonymous.as(await organizerToken(app.url, login, PASSWORD));
}
