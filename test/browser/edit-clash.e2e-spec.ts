import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const siteNow = async ({ id }: Site): Promise<Site> =>
  made(await app.organizer.get<Site>(pathTo(ROUTES.site, id)));
/** What a colleague saves meanwhile. */
const meanwhile = async (site: Site, fields: Partial<Site>): Promise<void> =>
  void made(await app.organizer.patch(pathTo(ROUTES.site, site.id), fields));
async function openedForm(page: Page, slug: string, site: Site): Promise<void> {
  await page.goto(`${app.url}/organizer/c/${slug}/sites`);
  await page.getByRole('button', { name: `Sửa: ${site.name}` }).click();
  await page.locator('dialog input[name=name]').waitFor();
}
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true });
const isGone = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

it('two organizers at one site: both changes stand, and for the same field a person chooses', async () => {
  const { conference, sites } = await makeHall(app.organizer, { sites: 2, people: 0 });
  const [site] = sites as [Site];
  const { page, faults } = await signedInPage(browser, { size: 'phone' });
  await openedForm(page, conference.slug, site);
  await meanwhile(site, { contactName: 'Trần Văn Hai' });
  await page.locator('dialog input[name=contactPhone]').fill('0204 111 222');
  await save(page).click();
  await isGone(page);
  expect(await siteNow(site)).toMatchObject({ contactName: 'Trần Văn Hai', contactPhone: '0204 111 222' });

  for (const [choice, name] of [
    ['Lưu của tôi', 'Tên của tôi'],
    ['Giữ bản vừa lưu', 'Tên của người khác'],
  ] as const) {
    await openedForm(page, conference.slug, await siteNow(site));
    await meanwhile(site, { name: 'Tên của người khác', address: `Số 1, ${choice}` });
    await page.locator('dialog input[name=name]').fill('Tên của tôi');
    await page.locator('dialog input[name=expected]').fill('77');
    await save(page).click();
    const clash = page.getByRole('alert');
    await clash.waitFor();
    const text = await clash.innerText();
    for (const shown of ['Tên của tôi', 'Tên của người khác']) expect(text).toContain(shown);
    expect(text).not.toContain('Số 1');
    await screenshot(page, `edit-clash-${choice === 'Lưu của tôi' ? 'mine' : 'theirs'}-phone`);
    expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: choice }).click();
    await isGone(page);
    expect(await siteNow(site)).toMatchObject({ name, address: `Số 1, ${choice}`, expected: 77 });
    if (name === 'Tên của tôi') await meanwhile(site, { name: 'Tên ban đầu', expected: 5 });
  }
  expect(faults.filter((fault) => !fault.includes('412'))).toEqual([]);
});

it('settings of a conference say who was quicker, in the same way', async () => {
  const { conference } = await makeHall(app.organizer, { sites: 1, people: 0 });
  const path = pathTo(ROUTES.conference, conference.id);
  const { page } = await signedInPage(browser, { size: 'desk', language: 'en', scheme: 'dark' });
  await page.goto(`${app.url}/organizer/c/${conference.slug}/settings`);
  await page.locator('input[name=title]').fill('Mine');
  made(await app.organizer.patch(path, { title: 'Theirs', hotline: '0204 555 666' }));
  await page
    .locator('form.panel', { has: page.locator('input[name=title]') })
    .getByRole('button')
    .last()
    .click();
  await page.getByRole('alert').getByText('Theirs').waitFor();
  await screenshot(page, 'edit-clash-settings-dark');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep what was saved' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await page.locator('input[name=title]').inputValue()).toBe('Theirs');
  expect(made(await app.organizer.get<Conference>(path))).toMatchObject({
    title: 'Theirs',
    hotline: '0204 555 666',
  });
});
