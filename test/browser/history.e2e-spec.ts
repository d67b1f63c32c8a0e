import { randomUUID } from 'node:crypto';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { eventually } from '../support/commune.js';
import { type Hall, made, makeHall, pair, present } from '../support/hall.js';
import { LiveClient } from '../support/live.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
let hall: Hall;

beforeAll(async () => {
  hall = await makeHall(app.organizer, { sites: 4, people: 3 });
  const site = hall.sites[0]!;
  const { token } = await pair(app.organizer, site.id);
  const live = await LiveClient.connect(app.url, { token });
  await live.ask('site.join', { siteId: site.id });
  await app.anonymous
    .as(token)
    .post(pathTo(ROUTES.siteHelp, site.id), { id: randomUUID(), message: 'Không nghe được tiếng' });
  await new Promise((go) => setTimeout(go, 1_100));
  made(
    await app.organizer.post(pathTo(ROUTES.attendance, site.id), {
      entries: hall.people[0]!.map(({ id }) => present(hall.checkpoint.id, id)),
    }),
  );
  made(
    await app.organizer.post(pathTo(ROUTES.announcements, hall.conference.id), {
      text: 'Nghỉ giải lao 15 phút',
      to: { all: true },
    }),
  );
  live.close();
  await eventually(async () => {
    const path = `${pathTo(ROUTES.timeline, hall.conference.id)}?siteId=${site.id}&kind=site.presence`;
    return made(await app.organizer.get<{ items: object[] }>(path)).items.length > 0;
  }, true);
});
afterEach(closePages);

describe('the day as it was', () => {
  it.each([
    ['phone', 'vi', 'light'],
    ['desk', 'en', 'dark'],
  ] as const)('is told event by event: %s, %s, %s', async (size, language, scheme) => {
    const { page, faults } = await signedInPage(browser, { size, language, scheme });
    await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/timeline`);
    await page.getByText('Không nghe được tiếng').waitFor();
    await page.getByText('Nghỉ giải lao 15 phút').waitFor();
    await screenshot(page, `timeline-${size}-${language}-${scheme}`);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('main select').selectOption('announcement');
    await page.getByText('Không nghe được tiếng').waitFor({ state: 'detached' });
    await page.locator('main select').selectOption('');
    await page.getByRole('button', { name: 'Xã 0' }).click();
    await page.getByText('Nghỉ giải lao 15 phút').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('site')).toBe(hall.sites[0]!.id);
    expect(faults).toEqual([]);
  });

  it('moves the whole board through the day by a slider, and back', async () => {
    const { page, faults } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/replay`);
    const present = page.locator('.totals .figure').first();
    await eventually(() => present.textContent(), '3');
    const slider = page.getByRole('slider');
    await slider.press('Home');
    await eventually(() => present.textContent(), '0');
    await page.locator(`[data-site="${hall.sites[0]!.id}"]`).waitFor();
    await screenshot(page, 'replay-desk');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Chạy' }).click();
    await eventually(() => present.textContent(), '3');
    await page.getByRole('button', { name: 'Chạy' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('is shown of one site in its sheet: its presence as a bar, and its calls', async () => {
    const { page, faults } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/board?site=${hall.sites[0]!.id}`);
    const history = page.locator('dialog section', { hasText: 'Diễn biến trong ngày' });
    await history.getByRole('img', { name: /đã kết nối/ }).waitFor();
    await history.getByText('Không nghe được tiếng').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is not read again each second by the sheet of a site where nothing happens', async () => {
    const { page } = await signedInPage(browser, { size: 'desk' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/board?site=${hall.sites[0]!.id}`);
    await page.locator('dialog').getByText('Diễn biến trong ngày').waitFor();
    await page.waitForTimeout(4_500);
    // Once more, if the room was noted as lost meanwhile.
    expect(asked.filter((url) => url.includes('/timeline?siteId=')).length).toBeLessThan(3);
  });
});
