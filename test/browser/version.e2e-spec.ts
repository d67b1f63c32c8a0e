import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { browserStories } from '../support/browser-stories.js';
import { commune } from '../support/commune.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const TEXTS = { vi: `Điểm cầu, phiên bản ${version}`, en: `Điểm cầu, version ${version}` };
afterEach(closePages);

describe.each(['vi', 'en'] as const)('the version at the foot, in %s', (language) => {
  it.each(['/organizer', '/?all'])('of %s before a sign-in, and not in print', async (path) => {
    const { page, faults } = await browser.open(path, { language });
    const foot = page.locator('footer').getByText(TEXTS[language], { exact: true });
    await foot.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await foot.isVisible()).toBe(false);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('of the trainee’s page as the service writes it', async () => {
    const { body } = await app.anonymous.get<string>(`/?all&lang=${language}`);
    expect(body).toContain(`<p class="version">${TEXTS[language]}</p>`);
  });

  it('of the organizers’ list of conferences and of a conference’s pages', async () => {
    const { conference } = await commune(app);
    const { page, faults } = await signedInPage(browser, { language });
    const foot = page.locator('footer').getByText(TEXTS[language], { exact: true });
    await foot.waitFor();
    await page.goto(`${app.url}/organizer/c/${conference.slug}/rosters`);
    await foot.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await foot.isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });
});
