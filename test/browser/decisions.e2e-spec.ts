import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { HeldEntries } from '../../src/contract/decision.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import type { Client } from '../support/client.js';
import { type Commune, commune, eventually, servedStates } from '../support/commune.js';
import { made, pair, present } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

interface Held {
  place: Commune;
  console: Client;
}
/** A commune where a console was revoked with three entries on it, and another was refused two. */
async function held(): Promise<Held> {
  const place = await commune(app);
  const { members } = made(
    await app.organizer.get<{ members: { participantId: string }[] }>(pathTo(ROUTES.roster, place.site.id)),
  );
  const lost = await pair(app.organizer, place.site.id, 'Điện thoại cũ');
  await app.organizer.delete(pathTo(ROUTES.device, lost.deviceId));
  const entries = members.slice(0, 3).map(({ participantId }, at) => ({
    ...present(place.opening.id, participantId, { deviceSeq: at + 1 }),
    ...(at === 2 ? { kind: 'absent' as const, reason: 'sick' } : {}),
  }));
  made(await app.anonymous.as(lost.token).post(pathTo(ROUTES.quarantine), { entries }));
  const console = app.anonymous.as((await pair(app.organizer, place.site.id, 'Máy văn phòng')).token);
  const early = present(place.closing.id, members[4]!.participantId);
  const stranger = {
    ...present(place.opening.id, randomUUID()),
    participantId: undefined,
    code: 'DT-999',
    method: 'qr' as const,
  };
  made(await console.post(pathTo(ROUTES.attendance, place.site.id), { entries: [early, stranger] }));
  return { place, console };
}
async function decisions({ place }: Held, options: PageOptions = {}, query = ''): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(`${app.url}/organizer/c/${place.conference.slug}/decisions${query}`);
  await watched.page.locator('main h1').waitFor();
  return watched;
}
const section = (page: Page, kind: 'quarantine' | 'refused') => page.locator(`[data-held-kind="${kind}"]`);
const items = (page: Page, kind: 'quarantine' | 'refused') => section(page, kind).locator('[data-held]');
const openOf = async ({ place }: Held, route: 'conferenceQuarantine' | 'refusedEntries'): Promise<number> =>
  made(await app.organizer.get<HeldEntries>(pathTo(ROUTES[route], place.conference.id))).open;

describe('what needs a decision', () => {
  it('is counted in the menu of every page, with a link', async () => {
    const here = await held();
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${here.place.conference.slug}/board`);
    await page.locator('summary [data-open-decisions="5"]').waitFor();
    await page.locator('summary', { hasText: 'Danh mục' }).click();
    await screenshot(page, 'decisions-menu');
    await page.getByRole('link', { name: /Cần quyết định 5/ }).click();
    await page.getByRole('heading', { name: 'Từ máy đã thu hồi (3)' }).waitFor();
    await page.getByRole('heading', { name: 'Bị máy chủ từ chối (2)' }).waitFor();
    expect(faults).toEqual([]);
  });

  it.each(['phone', 'desk'] as const)('shows site, person, kind, time and reason on a %s', async (size) => {
    const here = await held();
    const { page, faults } = await decisions(here, { size });
    await eventually(() => items(page, 'quarantine').count(), 3);
    await eventually(() => items(page, 'refused').count(), 2);
    const absent = await items(page, 'quarantine').filter({ hasText: 'Vắng mặt' }).innerText();
    for (const part of [
      'Vắng mặt · ốm · Khai mạc',
      'Xã Đồng Tiến (XDT) · Điện thoại cũ',
      'ghi lúc',
      'máy chủ nhận lúc',
      'Máy bị thu hồi trước khi gửi được lượt này.',
    ])
      expect(absent).toContain(part);
    const refused = (await items(page, 'refused').allInnerTexts()).join('\n');
    for (const part of ['Bế mạc', 'Máy văn phòng', 'Mã DT-999', 'Lý do: ']) expect(refused).toContain(part);
    await screenshot(page, `decisions-${size}`);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('enters the ledger when it is accepted, and leaves the list and the count', async () => {
    const here = await held();
    const { page } = await decisions(here);
    const first = items(page, 'quarantine').last();
    const name = await first.locator('strong').innerText();
    await first.getByRole('button', { name: `Chấp nhận: ${name}` }).click();
    await section(page, 'quarantine').getByText(`Đã ghi vào sổ: ${name}.`).waitFor();
    await eventually(() => items(page, 'quarantine').count(), 2);
    await page.locator('.layout > nav [data-open-decisions="4"]').waitFor();
    expect(Object.keys(await servedStates(here.place))).toEqual([name]);
    await page.locator('main select').selectOption('accepted');
    await section(page, 'quarantine')
      .getByText(/Đã nhận lúc .*, bởi /)
      .waitFor();
    expect(await items(page, 'quarantine').count()).toBe(1);
    expect(await items(page, 'quarantine').getByRole('button').count()).toBe(0);
  });

  it('accepts all entries of a device at once, after a question', async () => {
    const here = await held();
    const { page } = await decisions(here);
    await page.getByRole('button', { name: 'Chấp nhận 3 lượt đang hiện' }).click();
    await page.getByRole('alertdialog').getByText('Lượt đã ghi không bỏ ra được nữa').waitFor();
    expect(await openOf(here, 'conferenceQuarantine')).toBe(3);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Chấp nhận 3 lượt đang hiện' }).click();
    await page.getByText('Đã ghi 3 lượt vào sổ.').waitFor();
    await page.getByText('Không có lượt nào từ máy đã thu hồi.').waitFor();
    expect(Object.keys(await servedStates(here.place))).toHaveLength(3);
  });

  it('stays with the reason when refused again; is rejected with own words', async () => {
    const here = await held();
    const { page } = await decisions(here);
    const stranger = items(page, 'refused').filter({ hasText: 'Mã DT-999' });
    await stranger.getByRole('button', { name: 'Chấp nhận' }).click();
    await stranger.getByRole('alert').getByText('Chưa ghi được:').waitFor();
    expect(await openOf(here, 'refusedEntries')).toBe(2);
    await stranger.getByRole('button', { name: 'Không nhận' }).click();
    await screenshot(page, 'decisions-reject');
    expect(await accessibilityFaults(page)).toEqual([]);
    await stranger.getByRole('button', { name: 'Không nhận', exact: true }).click();
    expect(await openOf(here, 'refusedEntries')).toBe(2);
    await page.locator('input[name=reason]').fill('Mã của hội nghị khác');
    await stranger.getByRole('button', { name: 'Không nhận', exact: true }).click();
    await section(page, 'refused')
      .getByText('Không nhận: Mã DT-999. Lượt vẫn được giữ trong danh sách.')
      .waitFor();
    await eventually(() => items(page, 'refused').count(), 1);
    await page.locator('main select').selectOption('rejected');
    await section(page, 'refused')
      .getByText(/Không nhận lúc .*: Mã của hội nghị khác/)
      .waitFor();
    expect(await servedStates(here.place)).toEqual({});
  });

  it('asks for a reason after the site has confirmed the checkpoint', async () => {
    const here = await held();
    const confirm = {
      id: randomUUID(),
      checkpointId: here.place.opening.id,
      kind: 'confirm',
      headcount: 15,
      method: 'roll_call',
      recordedAt: '2026-11-22T00:00:00.000Z',
    };
    made(await here.console.post(pathTo(ROUTES.attendance, here.place.site.id), { entries: [confirm] }));
    const { page } = await decisions(here);
    const first = items(page, 'quarantine').last();
    const name = await first.locator('strong').innerText();
    await first.getByRole('button', { name: 'Chấp nhận' }).click();
    await first.locator('input[name=reason]').fill('Máy cũ gửi muộn');
    await screenshot(page, 'decisions-amendment');
    await first.getByRole('button', { name: 'Chấp nhận', exact: true }).click();
    await section(page, 'quarantine').getByText(`Đã ghi vào sổ: ${name}.`).waitFor();
    expect(Object.keys(await servedStates(here.place))).toEqual([name]);
  });

  it('shows empty lists, loading and a missing answer, and recovers', async () => {
    const place = await commune(app);
    const { page, expectFault } = await decisions({ place } as Held);
    await page.getByText('Không có lượt nào từ máy đã thu hồi.').waitFor();
    await page.getByText('Không có lượt nào bị từ chối.').waitFor();
    await screenshot(page, 'decisions-empty');
    let answer = (): void => undefined;
    const held = new Promise<void>((done) => (answer = done));
    await page.route('**/quarantine?**', async (route) => {
      await held;
      await route.abort();
    });
    await page.reload();
    await section(page, 'quarantine').getByText('Đang tải…').waitFor();
    answer();
    await section(page, 'quarantine').getByRole('alert').waitFor();
    expect(await section(page, 'quarantine').locator('h2').innerText()).toBe('Từ máy đã thu hồi');
    await screenshot(page, 'decisions-error');
    await page.unroute('**/quarantine?**');
    await section(page, 'quarantine').getByRole('button', { name: 'Thử lại' }).click();
    await page.getByText('Không có lượt nào từ máy đã thu hồi.').waitFor();
    expectFault(/ERR_FAILED/);
  });

  it('is shown in English', async () => {
    const here = await held();
    const { page, faults } = await decisions(here, { language: 'en' }, '?state=all');
    await page.getByRole('heading', { name: 'From revoked devices (3)' }).waitFor();
    await eventually(() => items(page, 'refused').count(), 2);
    await screenshot(page, 'decisions-en');
    expect(await page.locator('main').innerText()).not.toMatch(/lượt|lúc|Lý do|Chấp nhận|Vắng mặt/);
    expect(faults).toEqual([]);
  });
});
