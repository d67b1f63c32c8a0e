import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { type Webhook, WEBHOOK_EVENTS } from '../../src/contract/webhook.js';
import type { Session } from '../../src/contract/schedule.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { type Hall, made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { verified, WebhookReceiver } from '../support/webhook-receiver.js';

let app: TestApp;
let browser: TestBrowser;
let hall: Hall;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await startTestApp({ WEBHOOK_ALLOW: '127.0.0.1' });
  browser = await TestBrowser.launch(app);
});
/** A second try begins anew. */
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 1, people: 1 });
  receiver = await WebhookReceiver.start();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(async () => {
  await closePages();
  await receiver.stop();
});

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
async function start(nth: number): Promise<void> {
  const session = made(
    await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), {
      title: `Phiên ${nth}`,
      startsAt: `2026-11-22T0${nth}:00:00.000Z`,
      endsAt: `2026-11-22T0${nth}:30:00.000Z`,
    }),
  );
  made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
}
async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
}

it('an organizer makes a webhook, tests it, sees its log, and hears that it went off', async () => {
  const { page } = await signedInPage(browser);
  await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/webhooks`);
  await shown(page, 'Chưa có webhook nào.');
  await press(page, 'Thêm webhook');
  await page.locator('dialog input[name=name]').fill('Cổng báo của Sở');
  await page.locator('dialog input[name=url]').fill('https://192.168.1.9/nhan');
  await press(page, 'Tạo');
  await shown(page, /mạng nội bộ/);
  await look(page, 'webhooks-form');
  await page.locator('dialog input[name=url]').fill(receiver.url);
  await press(page, 'Tạo');
  const secret = await page.locator('.notice code').innerText();
  await press(page, 'Gửi thử');
  await shown(page, 'Nơi nhận đã nhận tin thử.');
  expect(verified(secret, receiver.received[0]!)).toMatchObject({ type: 'webhook.ping' });
  await look(page, 'webhooks-made');

  await start(1);
  await receiver.until(2);
  receiver.answer(410);
  await start(2);
  await shown(page, /Tự tắt lúc .*410/);
  await press(page, 'Nhật ký gửi');
  await shown(page, /Đang chờ · nơi nhận trả lời 410 · gửi khi webhook được bật lại/);
  await shown(page, 'Đã nhận');
  await look(page, 'webhooks-log');
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();
  await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/sites`);
  await shown(page, 'Webhook “Cổng báo của Sở” đã tự tắt');
  await look(page, 'webhooks-notice');
  await page.getByRole('link', { name: 'Xem và bật lại' }).click();
  await look(page, 'webhooks-off');
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, 'webhooks-phone');

  receiver.answer(204);
  await press(page, 'Bật lại');
  await receiver.until(5);
  await shown(page, /^Đang bật$/);
  await press(page, 'Nhật ký gửi');
  await page.getByRole('button', { name: 'Gửi lại' }).first().click();
  await receiver.until(6);
  expect(receiver.types).toEqual([
    'webhook.ping',
    'session.started',
    'session.ended',
    'session.ended',
    'session.started',
    'session.started',
  ]);
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();
  await press(page, 'Đổi khóa');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Đổi khóa' }).click();
  await shown(page, /khóa cũ còn dùng đến/);
  expect(await page.locator('.notice code').innerText()).not.toBe(secret);
});

it('two organizers at one webhook: the name that both have changed is chosen, nothing is lost', async () => {
  const { page } = await signedInPage(browser);
  const body = {
    name: 'Cổng báo',
    url: receiver.url,
    events: WEBHOOK_EVENTS,
    conferenceId: hall.conference.id,
  };
  const { id } = made(await app.organizer.post<Webhook>(pathTo(ROUTES.webhooks), body));
  await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/webhooks`);
  await press(page, 'Sửa');
  await page.locator('dialog input[name=name]').fill('Tên của tôi');
  const theirs = { name: 'Tên của người khác', events: ['session.started'] };
  made(await app.organizer.patch(pathTo(ROUTES.webhook, id), theirs));
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByRole('alert').getByText('Tên của người khác').waitFor();
  await look(page, 'webhooks-clash');
  await press(page, 'Lưu của tôi');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(made(await app.organizer.get<Webhook>(pathTo(ROUTES.webhook, id)))).toMatchObject({
    name: 'Tên của tôi',
    events: ['session.started'],
  });
});
