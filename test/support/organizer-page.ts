import { ORGANIZER } from './app.js';
import type { PageOptions, TestBrowser, WatchedPage } from './browser.js';

const opened: WatchedPage[] = [];

/**
 * A page of an organizer who has signed in through the form. Close them after each story with `closePages`: a
 * board that nobody looks at goes on drawing.
 */
export async function signedInPage(browser: TestBrowser, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await browser.open('/organizer', { size: 'desk', ...options });
  opened.push(watched);
  const { page } = watched;
  await page.locator('input[name=login]').fill(ORGANIZER.login);
  await page.locator('input[name=password]').fill(ORGANIZER.password);
  await page.locator('form button.primary').click();
  await page.locator('main .head').waitFor();
  return watched;
}

export async function closePages(): Promise<void> {
  for (const { page } of opened.splice(0)) await page.context().close();
}
