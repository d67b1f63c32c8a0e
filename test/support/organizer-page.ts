import type { SignInBody } from '../../src/contract/auth.js';
import { ORGANIZER } from './app.js';
import type { PageOptions, TestBrowser, WatchedPage } from './browser.js';
import { COLLEAGUES_PASSWORD } from './colleagues.js';

const opened: WatchedPage[] = [];

/**
 * A page of an organizer who has signed in through the form. Close them after each story with `closePages`: a
 * board that nobody looks at goes on drawing.
 */
export async function signedInPage(browser: TestBrowser, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await openedAs(browser, ORGANIZER, '/organizer', options);
  await watched.page.locator('main .head').waitFor();
  return watched;
}

/** A page of a `colleague`, signed in as above, where that leads. */
export const colleaguesPage = (
  browser: TestBrowser,
  login: string,
  path: string,
  options?: PageOptions,
): Promise<WatchedPage> => openedAs(browser, { login, password: COLLEAGUES_PASSWORD }, path, options);

async function openedAs(
  browser: TestBrowser,
  { login, password }: SignInBody,
  path: string,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const watched = await browser.open(path, { size: 'desk', ...options });
  opened.push(watched);
  const { page } = watched;
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('input[name=password]').press('Enter');
  return watched;
}

export async function closePages(): Promise<void> {
  for (const { page } of opened.splice(0)) await page.context().close();
}
