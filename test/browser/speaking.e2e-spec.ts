import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { SpeakQueue, SpeakRequest } from '../../src/contract/speaking.js';
import { accessibilityFaults, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole, pairingFor } from '../support/commune.js';
import { made } from '../support/hall.js';
import { line } from '../support/roll.js';

const { app, browser } = await browserStories();

const TOPIC = 'Kiến nghị về đường truyền cấp xã';
const says = (page: Page, kind: string): Locator => page.locator(`[data-speak=${kind}]`);
const called = (page: Page): Locator => page.getByTestId('called');

async function openDialog(page: Page): Promise<void> {
  await page.locator('[data-panel=menu]').click();
  await page.getByRole('button', { name: /^(Xin phát biểu|Ask to speak)$/ }).click();
}
async function ask(page: Page, topic = TOPIC, speaker = ''): Promise<void> {
  await openDialog(page);
  await page.locator('dialog textarea[name=topic]').fill(topic);
  await page.locator('dialog input[name=speaker]').fill(speaker);
  await page.locator('dialog form button.primary').click();
  await page.getByTestId('speak-state').waitFor();
  await page.keyboard.press('Escape');
}
const queue = async ({ conference }: Commune): Promise<SpeakRequest[]> =>
  made(await app.organizer.get<SpeakQueue>(pathTo(ROUTES.speakRequests, conference.id))).items;
const states = async (place: Commune): Promise<string[]> => (await queue(place)).map(({ state }) => state);
async function act(name: 'Call' | 'Start' | 'End' | 'Skip', id: string): Promise<void> {
  made(await app.organizer.post(pathTo(ROUTES[`speak${name}`], id)));
}
const own = async (place: Commune): Promise<SpeakRequest> => (await queue(place)).at(-1)!;

describe('a console', () => {
  it('says that a part of the page did not come, and goes on after it is loaded again', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const { page, faults, expectFault } = await browser.open(`/console#pair=${code}`);
    // Without the worker, which may have fetched it meanwhile.
    await page.route(/console-worker|site-speaking/, (route) => route.abort());
    await page.locator('form button.primary').click();
    await page.getByTestId('not-loaded').waitFor();
    // News for the part that is missing are no fault of their own.
    const news = pathTo(ROUTES.speakGate, place.conference.id);
    made(await app.organizer.send('PUT', news, { open: false }));
    made(await app.organizer.send('PUT', news, { open: true }));
    expectFault(/ERR_FAILED/);
    expect(faults).toEqual([]);
    await page.unroute(/console-worker|site-speaking/);
    await page.getByRole('button', { name: 'Tải lại trang' }).click();
    await ask(page);
    await says(page, 'waiting').waitFor();
    expect(faults).toEqual([]);
  });

  it('asks, is called, answers by the keyboard that it is ready, and speaks', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place);
    await ask(page, TOPIC, 'Nguyễn Văn An');
    await says(page, 'waiting').getByText('Chờ phát biểu: lượt kế tiếp').waitFor();
    const { id } = await own(place);

    await act('Call', id);
    await called(page).getByRole('heading', { name: 'Mời điểm cầu phát biểu' }).waitFor();
    await called(page).getByText('Người phát biểu: Nguyễn Văn An').waitFor();
    const left = Number(await page.getByTestId('countdown').innerText());
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    // A hand scanner ends a code with Enter, which answers nothing.
    await page.keyboard.press('Enter');
    expect((await own(place)).readyAt).toBeNull();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await called(page).getByText('Đã báo sẵn sàng').waitFor();
    expect((await own(place)).readyAt).not.toBeNull();
    await page.keyboard.press('Escape');
    await says(page, 'called').waitFor();

    await act('Start', id);
    await says(page, 'speaking')
      .getByText(/Đang phát biểu · \d+:\d\d/)
      .waitFor();
    await act('End', id);
    await says(page, 'speaking').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('says "not now" once and keeps its place; Escape answers nothing', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place);
    await ask(page);
    const { id } = await own(place);
    await act('Call', id);
    await called(page).waitFor();
    await page.keyboard.press('Escape');
    await says(page, 'called').getByRole('button', { name: 'Mở lại' }).click();
    expect(await states(place)).toEqual(['called']);
    await called(page).getByRole('button', { name: 'Để sau' }).click();
    await says(page, 'waiting').waitFor();
    await act('Call', id);
    await called(page).getByRole('button', { name: 'Không phát biểu nữa' }).click();
    await called(page).waitFor({ state: 'detached' });
    await eventually(() => states(place), ['withdrawn']);
    expect(faults).toEqual([]);
  });

  it('keeps a request made without a line, over a reload, says so, and sends it later', async () => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place);
    const { page } = watched;
    await page.route('**/api/v1/**', (route) => route.abort());
    await ask(page);
    await says(page, 'unsent').getByText('Có mạng là tự gửi').waitFor();
    await page.reload();
    await says(page, 'unsent').waitFor();
    expect(await queue(place)).toEqual([]);
    await page.unroute('**/api/v1/**');
    await says(page, 'waiting').waitFor({ timeout: 30_000 });
    expect(await states(place)).toEqual(['waiting']);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    watched.expectFault(/ERR_FAILED/);
    expect(watched.faults).toEqual([]);
  });

  it('shows what another device of the site has asked, and withdraws it', async () => {
    const place = await commune(app);
    const [first, second] = [await pairedConsole(browser, place), await pairedConsole(browser, place)];
    await ask(first.page);
    await says(second.page, 'waiting').getByRole('button', { name: 'Xem' }).click();
    await second.page.getByTestId('speak-state').getByText(TOPIC).waitFor();
    await second.page.getByRole('button', { name: 'Rút lượt này' }).click();
    await says(first.page, 'waiting').waitFor({ state: 'detached' });
    expect(await states(place)).toEqual(['withdrawn']);
  });

  it('is told that a closed queue takes nothing, and that a request came to nothing', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place);
    await ask(page);
    await act('Skip', (await own(place)).id);
    await says(page, 'skipped').getByText(TOPIC).waitFor();
    await says(page, 'skipped').getByRole('button', { name: 'Đã rõ' }).click();
    expect(await says(page, 'skipped').count()).toBe(0);
    const gate = pathTo(ROUTES.speakGate, place.conference.id);
    made(await app.organizer.send('PUT', gate, { open: false }));
    await openDialog(page);
    await page.getByTestId('speak-closed').waitFor();
    made(await app.organizer.send('PUT', gate, { open: true }));
    await page.locator('dialog textarea[name=topic]').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is heard at its place among others', async () => {
    const place = await commune(app);
    const path = pathTo(ROUTES.speakRequests, place.conference.id);
    for (const code of ['A', 'B']) {
      const site = made(
        await app.organizer.post<{ id: string }>(pathTo(ROUTES.sites, place.conference.id), {
          code,
          name: `Xã ${code}`,
        }),
      );
      made(await app.organizer.post(path, { id: randomUUID(), topic: code, siteId: site.id }));
    }
    const { page } = await pairedConsole(browser, place, { language: 'en' });
    await ask(page);
    await says(page, 'waiting').getByText('Waiting to speak: number 3 in the queue').waitFor();
    await act('Call', (await queue(place))[0]!.id);
    await says(page, 'waiting').getByText('number 2 in the queue').waitFor();
  });
});
