import { randomUUID } from 'node:crypto';
import type { Incident } from '../../src/contract/incident.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import { bottomOf, SIZES } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { ControlRoom, hurry } from '../support/control-room.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

/** One site is lost; nobody has taken it. */
const ALONE: Partial<Incident> = {
  cause: 'site',
  sites: 1,
  away: 1,
  siteIds: [],
  state: 'open',
  openedAt: '2026-11-22T01:00:00.000Z',
  alarmFrom: '2026-11-22T01:00:00.000Z',
  flaps: 0,
  escalated: true,
};
const { app, browser } = await browserStories();
hurry(app, { escalateAfter: 60_000 });
let day: ControlRoom;
beforeAll(async () => {
  day = await ControlRoom.open(app, 12, 5);
});
afterAll(() => day.close());
afterEach(closePages);

describe('an incident on the board', () => {
  it('is told on every page, says what to do and whom to call, and is taken with a note', async () => {
    const { conference, sites } = day.hall;
    made(
      await app.organizer.patch(pathTo(ROUTES.site, sites[0]!.id), {
        contactName: 'Hà',
        contactPhone: '0204 385 1',
      }),
    );
    const { page, faults } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/settings`);
    await page.locator('#runbook').waitFor();
    day.cut(day.ids(0, 5));
    await page.locator('[data-attention=incidents]').click();
    await page.locator('[data-live=true]').waitFor();
    const line = page.locator('[data-incident=part]');
    await line.waitFor();
    expect(await line.innerText()).toContain('Huyện Lục Ngạn');
    expect(await line.innerText()).toContain('5 điểm cầu');
    await page.locator('li.lost').first().waitFor({ state: 'detached' });
    // The header has led to the incident itself.
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('link', { name: '0204 385 1' }).waitFor();
    expect(await dialog.innerText()).toContain('Gọi một, hai điểm cầu trong vùng');
    await dialog.locator('[name=note]').fill('Đã gọi Viettel');
    await dialog.getByRole('button', { name: 'Tôi nhận' }).click();
    await dialog.locator('[data-note]').waitFor();
    expect(await dialog.locator('[data-note]').innerText()).toContain('Đã gọi Viettel');
    await dialog.locator('[name=until]').fill('2099-01-01T08:00');
    await dialog.getByRole('button', { name: 'Sửa ghi chú' }).click();
    await dialog.getByText('Im lặng đến 08:00 01/01/2099').waitFor();
    await page.keyboard.press('Escape');
    await line.getByRole('button').click();
    await dialog.locator('[name=note]').fill('Viettel đang sửa');
    await dialog.getByRole('button', { name: 'Sửa ghi chú' }).click();
    await dialog.locator('[data-note]', { hasText: 'Viettel đang sửa' }).waitFor();
    expect(await dialog.locator('[data-note]').innerText()).toContain('Im lặng đến 08:00 01/01/2099');
    await page.keyboard.press('Escape');
    await page.locator('[data-incident=part].acknowledged').waitFor();
    await day.connect(day.ids(0, 5));
    await line.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('of the broadcast takes its sites out of the needs, where fewer without sound stand', async () => {
    const { conference } = day.hall;
    const { page } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/board`);
    await page.locator('[data-live=true]').waitFor();
    const say = (sound: 'ok' | 'none', count: number) =>
      Promise.all(
        day.ids(0, count).map((id) => day.consoles.get(id)!.ask('site.signal', { picture: 'ok', sound })),
      );
    await say('none', 2);
    await page.locator('li.signal').nth(1).waitFor();
    await say('none', 6);
    await page.locator('[data-incident=broadcast]').waitFor();
    await page.locator('li.signal').first().waitFor({ state: 'detached' });
    await say('ok', 6);
    await page.locator('[data-incident=broadcast]').waitFor({ state: 'detached' });
  });
});

describe('an incident of very many sites', () => {
  it('lists them by the hundred, and the next ones when asked', async () => {
    const member = (at: number) => ({ siteId: `m${at}`, code: `M${at}`, name: `Xã số ${at}`, backAt: null });
    const { page } = await signedInPage(browser, { size: 'desk' });
    const asked: string[] = [];
    await page.route('**/incidents/*/sites?*', (route) => {
      asked.push(new URL(route.request().url()).search);
      const isFirst = !asked.at(-1)!.includes('after=');
      const items = isFirst ? Array.from({ length: 100 }, (_, at) => member(at)) : [member(100)];
      return route.fulfill({ json: { items, next: isFirst ? 'next' : null } });
    });
    await page.goto(`${app.url}/organizer/c/${day.hall.conference.slug}/board`);
    await page.locator('[data-live=true]').waitFor();
    day.cut(day.ids(0, 5));
    await page.locator('[data-incident=part]').getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Xã số 99').waitFor();
    await dialog.getByRole('button', { name: 'Tải thêm' }).click();
    await dialog.getByText('Xã số 100').waitFor();
    expect(asked).toEqual(['?limit=100', '?limit=100&after=next']);
    await day.connect(day.ids(0, 5));
  });
});

describe('very many incidents', () => {
  it('leave a call for help in sight', async () => {
    const { conference } = day.hall;
    const [siteId] = day.ids();
    const call = { id: randomUUID(), message: 'Không nghe được tiếng' };
    made(await app.anonymous.as(day.tokenOf(siteId!)).post(pathTo(ROUTES.siteHelp, siteId!), call));
    const { page } = await signedInPage(browser, { size: 'desk' });
    await page.route('**/incidents?state=open*', (route) => {
      const items = Array.from({ length: 20 }, (_, at) => ({
        ...ALONE,
        id: `i${at}`,
        siteId: day.ids()[at % 12],
      }));
      return route.fulfill({ json: { items, next: null } });
    });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/board`);
    await page.locator('[data-incident]').first().waitFor();
    const line = page.locator('.needs li.help');
    await line.waitFor();
    expect(await bottomOf(line)).toBeLessThan(SIZES.desk.height);
    const rest = page.getByRole('button', { name: /sự cố nữa$/ });
    const shown = await page.locator('[data-incident]:visible').count();
    expect(await rest.innerText()).toBe(`và ${20 - shown} sự cố nữa`);
    await rest.click();
    expect(await page.locator('[data-incident]:visible').count()).toBe(20);
  });
});

describe('an incident while the hall has no network', () => {
  it('opens all the same, and says what cannot be read', async () => {
    const { page } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${day.hall.conference.slug}/board`);
    await page.locator('[data-live=true]').waitFor();
    day.cut(day.ids(0, 1));
    const line = page.locator('[data-incident=site]').getByRole('button');
    await line.waitFor();
    await page.context().setOffline(true);
    await line.click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[name=note]').waitFor();
    await dialog.getByRole('alert').nth(1).waitFor();
    await day.connect(day.ids(0, 1));
  });
});

describe('what to do', () => {
  it('is written in the settings of the conference', async () => {
    const { page } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${day.hall.conference.slug}/settings`);
    const form = page.locator('#runbook');
    await form.locator('[name=line]').fill('Gọi VNPT: 1800 1091');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await form.locator('[role=status]', { hasText: /./ }).waitFor();
    await page.reload();
    await form.locator('[name=line]').waitFor();
    expect(await form.locator('[name=line]').inputValue()).toBe('Gọi VNPT: 1800 1091');
  });
});

describe('the evening', () => {
  it('has no incidents, and who closes its console needs nobody', async () => {
    const { conference } = day.hall;
    const [now, hour] = [Date.now(), 3_600_000];
    const [startsAt, endsAt] = [now - hour, now + hour].map((at) => new Date(at).toISOString());
    const session = made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, conference.id), {
        title: 'Bế mạc',
        startsAt,
        endsAt,
      }),
    );
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    const { page } = await signedInPage(browser, { size: 'desk' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/board`);
    await page.locator('[data-live=true]').waitFor();
    day.cut(day.ids(0, 1));
    await page.locator('[data-incident=site]').waitFor();
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, session.id)));
    await page.locator('[data-incident=site]').waitFor({ state: 'detached' });
    day.cut(day.ids(1));
    await page.locator('button.total.lost', { hasText: '12' }).waitFor();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await page.locator('[data-incident], .needs li.lost').count()).toBe(0);
  });
});
