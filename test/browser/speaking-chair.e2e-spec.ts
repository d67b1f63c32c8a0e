import { randomUUID } from 'node:crypto';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { SpeakQueue, SpeakRequest } from '../../src/contract/speaking.js';
import { accessibilityFaults, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually } from '../support/commune.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

/** A conference in which this many sites wait to speak. */
async function waiting(sites: number): Promise<Commune> {
  const place = await commune(app, 1);
  for (let at = 1; at <= sites; at += 1) {
    const site = made(
      await app.organizer.post<Site>(pathTo(ROUTES.sites, place.conference.id), {
        code: `S${at}`,
        name: `Xã số ${at}`,
      }),
    );
    const body = { id: randomUUID(), topic: `Ý kiến ${at}`, siteId: site.id };
    made(await app.organizer.post<SpeakRequest>(pathTo(ROUTES.speakRequests, place.conference.id), body));
  }
  return place;
}
const states = async ({ conference }: Commune): Promise<string[]> =>
  made(await app.organizer.get<SpeakQueue>(pathTo(ROUTES.speakRequests, conference.id))).items.map(
    ({ state, site }) => `${site.code} ${state}`,
  );

describe('the queue for organizers', () => {
  it('is arranged, called, ended and remembered; two organizers see the same', async () => {
    const place = await waiting(3);
    const path = `/organizer/c/${place.conference.slug}/speaking`;
    const [{ page, faults }, other] = [await signedInPage(browser), await signedInPage(browser)];
    for (const one of [page, other.page]) await one.goto(app.url + path);
    const order = (one = page): Promise<string[]> => one.locator('[data-request] b').allInnerTexts();
    await eventually(order, ['Xã số 1', 'Xã số 2', 'Xã số 3']);
    await page.getByRole('button', { name: 'Chuyển Xã số 3 lên một bậc' }).click();
    for (const one of [page, other.page])
      await eventually(() => order(one), ['Xã số 1', 'Xã số 3', 'Xã số 2']);

    await page.getByRole('button', { name: 'Mời Xã số 1 phát biểu' }).click();
    const turn = page.locator('[data-turn]');
    await turn.getByText('Đã mời, chờ điểm cầu trả lời').waitFor();
    expect(await turn.locator('.time').innerText()).toMatch(/^\d+ giây$/);
    await turn.getByRole('button', { name: 'Bắt đầu phát biểu' }).click();
    await other.page.locator('[data-turn=speaking]').getByText('Xã số 1').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await turn.getByRole('button', { name: 'Kết thúc' }).click();
    await other.page.locator('[data-turn]').waitFor({ state: 'detached' });

    await page.locator('main details summary').click();
    await page
      .locator('main details td')
      .getByText(/^đã phát biểu 0:\d\d$/)
      .waitFor();
    expect(await states(place)).toEqual(['S1 done', 'S3 waiting', 'S2 waiting']);
    expect(faults).toEqual([]);
  });

  it('is closed and opened, and takes a site that telephones', async () => {
    const place = await waiting(1);
    const { page, faults } = await signedInPage(browser, { language: 'en' });
    await page.goto(`${app.url}/organizer/c/${place.conference.slug}/speaking`);
    await page.getByRole('button', { name: 'Stop taking requests' }).click();
    await page.getByTestId('gate').getByText('No new requests are taken').waitFor();
    await page.getByRole('button', { name: 'Take requests' }).click();
    await page.getByRole('button', { name: 'Add for a site' }).click();
    await page.getByLabel('Find a site').fill('dong tien');
    await page.getByLabel('Xã Đồng Tiến').check();
    await page.getByLabel('Topic').fill('By telephone');
    await page.getByRole('button', { name: 'Add to the queue' }).click();
    await eventually(() => states(place), ['S1 waiting', 'XDT waiting']);
    await page.locator('[data-request]').getByText('By telephone').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('the chair’s screen', () => {
  it('shows the next five, whoever speaks with the time, and is enough to run the queue', async () => {
    const place = await waiting(7);
    const { page, faults } = await signedInPage(browser);
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.goto(`${app.url}/organizer/c/${place.conference.slug}/speaking?view=chair`);
    await page.getByRole('heading', { name: 'Năm lượt kế tiếp' }).waitFor();
    expect(await page.locator('ol li').count()).toBe(5);
    await page.getByText('và 2 lượt nữa trong hàng chờ').waitFor();
    await page.getByRole('button', { name: 'Mời Xã số 1 phát biểu' }).click();
    const turn = page.locator('[data-turn]');
    await turn.getByRole('button', { name: 'Bắt đầu phát biểu' }).click();
    await turn.getByText('Đang phát biểu').waitFor();
    expect(await turn.locator('.time').innerText()).toMatch(/^0:\d\d$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: 'Mời Xã số 2 phát biểu' }).click();
    await page.locator('[data-turn=called]').getByRole('button', { name: 'Bỏ qua' }).click();
    await page.locator('[data-turn=called]').getByRole('button', { name: 'Bỏ qua' }).click();
    await page.locator('[data-turn=called]').waitFor({ state: 'detached' });
    await turn.getByRole('button', { name: 'Kết thúc' }).click();
    await eventually(async () => (await states(place)).slice(0, 3), ['S1 done', 'S2 skipped', 'S3 waiting']);
    expect(faults).toEqual([]);
  });
});
