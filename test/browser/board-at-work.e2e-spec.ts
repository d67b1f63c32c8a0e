import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import type { HelpCall } from '../../src/contract/help.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { ParticipantListed } from '../../src/contract/participant.js';
import type { Site } from '../../src/contract/site.js';
import { ApiClient } from '../../src/demo/api-client.js';
import { type LoadedDay, loadDay } from '../../src/demo/model-day/load.js';
import { Random } from '../../src/demo/random.js';
import {
  bottomOf,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  SIZES,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made, makeHall, pair, present } from '../support/hall.js';
import { LiveClient } from '../support/live.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
const SLUG = 'bang-dieu-hanh';
let day: LoadedDay;
let sites: Site[];
let people: ParticipantListed[];

beforeAll(async () => {
  const organizer = new ApiClient(app.url, app.organizer.token!);
  day = await loadDay(
    organizer,
    { sites: 239, participants: 480, slug: SLUG, startsAt: Date.now() - 3_600_000, random: new Random(7) },
    () => undefined,
  );
  sites = await organizer.all<Site>(pathTo(ROUTES.sites, day.conference.id));
  people = await organizer.all<ParticipantListed>(pathTo(ROUTES.participants, day.conference.id));
});
afterEach(closePages);

async function onBoard(query = '', options: PageOptions = {}, slug = SLUG): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(`${app.url}/organizer/c/${slug}/board${query}`);
  await watched.page.locator('[data-live=true]').waitFor();
  await watched.page.locator('.wall').waitFor();
  return watched;
}
const tile = (page: Page, siteId: string): Locator => page.locator(`[data-site="${siteId}"]`);

describe('a board that is filtered', () => {
  for (const size of ['desk', 'phone'] as const)
    it(`shows matching sites in their block at the top of the wall: ${size}`, async () => {
      const { page, faults } = await onBoard('', { size });
      const last = sites.findLast((site) => site.parentId !== null)!;
      await page.getByPlaceholder('Tìm điểm cầu').fill(last.code);
      await page.locator('.block').nth(1).waitFor({ state: 'detached' });
      expect(await page.locator('.block').count()).toBe(1);
      expect(await page.locator('.wall li').count()).toBe(1);
      expect(await page.locator('.wall h2 .name').textContent()).toBe(
        sites.find((site) => site.id === last.parentId)!.name,
      );
      const under = await bottomOf(page.locator('.filters'));
      expect((await tile(page, last.id).boundingBox())!.y - under).toBeLessThan(60);
      if (size === 'desk') expect(await bottomOf(tile(page, last.id))).toBeLessThan(SIZES.desk.height);
      await screenshot(page, `board-found-${size}`);
      await page.getByRole('button', { name: 'Bỏ lọc' }).click();
      expect(await page.locator('.wall [data-site]').count()).toBe(239);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(faults).toEqual([]);
    });

  it('hides a site that no longer matches, and shows it again without the filter', async () => {
    const { page, faults } = await onBoard('?show=not-started', { size: 'wall', scheme: 'dark' });
    const site = sites[40]!;
    await tile(page, site.id).waitFor();
    const before = await page.locator('.wall [data-site]').count();
    const somebody = people.find((person) => person.siteId === site.id)!;
    made(
      await app.organizer.post(pathTo(ROUTES.attendance, site.id), {
        entries: [present(day.checkpoints[0]!.id, somebody.id)],
      }),
    );
    await tile(page, site.id).waitFor({ state: 'detached' });
    expect(await page.locator('.wall [data-site]').count()).toBe(before - 1);
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await tile(page, site.id).waitFor();
    expect(faults).toEqual([]);
  });
});

describe('what needs help', () => {
  it('lists calls in a column of their own, as many as fit and none cut, and late sites apart', async () => {
    const calling = sites.slice(10, 15);
    const calls: string[] = [];
    for (const site of calling) {
      const { token } = await pair(app.organizer, site.id);
      const { id } = made(
        await app.anonymous.as(token).post<HelpCall>(pathTo(ROUTES.siteHelp, site.id), {
          id: randomUUID(),
          message: `Mất tiếng ${site.code}`,
        }),
      );
      calls.push(id);
    }
    const { page, faults } = await onBoard('', { size: 'wall' });
    const needs = page.locator('.needs');
    await needs.locator('li.help').nth(4).waitFor();
    expect(await needs.locator('.count').textContent()).toBe('5');
    await needs.getByRole('heading', { name: 'Vào trễ, điểm danh trễ 239' }).waitFor();
    await screenshot(page, 'board-needs-wall');
    await page.setViewportSize({ width: 1366, height: 480 });
    await needs.getByRole('button', { name: /và \d điểm cầu nữa/ }).click();
    expect(await needs.locator('li.help:not([inert])').count()).toBe(5);
    expect(await needs.locator('.list').evaluate((list) => list.scrollHeight - list.clientHeight)).toBe(0);
    await needs.getByRole('button', { name: 'Thu gọn' }).click();
    const shown = needs.locator('li.help:not([inert])');
    expect(await shown.count()).toBeLessThan(5);
    for (const box of await Promise.all((await shown.all()).map((one) => one.boundingBox())))
      expect(box!.y + box!.height).toBeLessThanOrEqual(480);
    for (const id of calls) made(await app.organizer.post(pathTo(ROUTES.helpAnswer, id), {}));
    await page.setViewportSize(SIZES.wall);
    await needs.getByRole('button', { name: '239 điểm cầu chưa vào' }).click();
    expect(new URL(page.url()).searchParams.get('show')).toBe('never');
    expect(await page.locator('.wall [data-site]').count()).toBe(239);
    expect(await needs.locator('li').count()).toBe(1);
    expect(faults).toEqual([]);
  });
  for (const [language, words] of [
    ['vi', 'Chưa có điểm cầu nào cần hỗ trợ; 2 điểm cầu chưa vào.'],
    ['en', 'No site needs help yet; 2 never connected so far.'],
  ] as const)
    it(`does not say that nobody needs help before all sites have come: ${language}`, async () => {
      const hall = await makeHall(app.organizer, { sites: 2, people: 1 });
      const { page, faults } = await onBoard(
        '',
        { size: 'phone', language, scheme: 'dark' },
        hall.conference.slug,
      );
      await page.locator('.needs').getByText(words).waitFor();
      await screenshot(page, `board-needs-none-${language}`);
      expect(faults).toEqual([]);
    });
});

describe('a checkpoint that opens', () => {
  const turned = 'Bảng đã chuyển sang mốc “Sau giờ nghỉ”, đếm từ ';
  it('is named with a link to the previous checkpoint’s report, and no link for a viewer', async () => {
    const { conference, checkpoint, sites: rooms } = await makeHall(app.organizer, { sites: 3, people: 1 });
    const { page, faults } = await onBoard('', { size: 'desk' }, conference.slug);
    await page.getByText('Mốc: Khai mạc').waitFor();
    const opensAt = new Date(Date.now() - 1_000).toISOString();
    made(
      await app.organizer.post(pathTo(ROUTES.checkpoints, conference.id), { name: 'Sau giờ nghỉ', opensAt }),
    );
    await page.getByText(turned).waitFor({ timeout: 30_000 });
    await screenshot(page, 'board-turn-desk');

    const { url } = made(
      await app.organizer.post<{ url: string }>(pathTo(ROUTES.viewers, conference.id), {
        name: 'Hội trường',
      }),
    );
    const wall = await browser.open(url.slice(app.url.length), { size: 'wall', scheme: 'dark' });
    await wall.page.getByText(turned).waitFor();
    await screenshot(wall.page, 'board-turn-wall');
    expect(await wall.page.getByRole('link', { name: /Báo cáo/ }).count()).toBe(0);
    await wall.page.context().close();
    const phone = await onBoard('', { size: 'phone', language: 'en' }, conference.slug);
    await phone.page.getByText('The board now counts checkpoint “Sau giờ nghỉ”, since ').waitFor();
    expect(await phone.page.locator('[data-site]').count()).toBe(rooms.length);
    expect(await sidewaysScroll(phone.page)).toBe(0);
    await screenshot(phone.page, 'board-turn-phone');

    await page.getByRole('link', { name: 'Báo cáo mốc “Khai mạc”' }).click();
    expect(await page.locator('select[name=period]').inputValue()).toBe(`checkpointId=${checkpoint.id}`);
    expect([...faults, ...wall.faults, ...phone.faults]).toEqual([]);
  }, 60_000);
});

describe('a checkpoint that opens before a full wall', () => {
  it('moves no site, and the wall still fits without scrolling', async () => {
    const { page, faults } = await onBoard('', { size: 'wall' });
    const places = (): Promise<number[]> =>
      page
        .locator('[data-site]')
        .evaluateAll((tiles) => tiles.map((one) => Math.round(one.getBoundingClientRect().x)));
    const before = await places();
    made(
      await app.organizer.post(pathTo(ROUTES.checkpoints, day.conference.id), {
        name: 'Sau giờ nghỉ trưa',
        opensAt: new Date().toISOString(),
      }),
    );
    await page.getByText('Bảng đã chuyển sang mốc “Sau giờ nghỉ trưa”').waitFor({ timeout: 30_000 });
    expect(await places()).toEqual(before);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1080);
    expect(faults).toEqual([]);
  }, 40_000);
});

describe('the room that there is', () => {
  it('shows large tiles on a wall for a small conference, and whole names on a desk', async () => {
    const { conference } = await makeHall(app.organizer, { sites: 20, people: 0 });
    const wall = await onBoard('', { size: 'wall' }, conference.slug);
    const boxes = await wall.page
      .locator('[data-site]')
      .evaluateAll((tiles) => tiles.map((one) => one.getBoundingClientRect()));
    expect(Math.min(...boxes.map(({ height }) => height))).toBeGreaterThanOrEqual(72);
    expect(Math.max(...boxes.map(({ bottom }) => bottom))).toBeGreaterThan(500);
    expect(await wall.page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1080);
    await screenshot(wall.page, 'board-few-wall');
    for (const size of ['wall', 'desk'] as const) {
      const { page, faults } = await onBoard('', { size });
      const cut = await page
        .locator('.wall .name')
        .evaluateAll((names) =>
          names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
        );
      expect(cut).toEqual([]);
      await screenshot(page, `board-names-${size}`);
      expect(faults).toEqual([]);
    }
    expect(wall.faults).toEqual([]);
  });
});

describe('a site that is opened', () => {
  it('says that its device is connected now, and writes each state on one line', async () => {
    const {
      conference,
      checkpoint,
      sites: rooms,
      people: rolls,
    } = await makeHall(app.organizer, { sites: 1, people: 3 });
    const [room, roll] = [rooms[0]!, rolls[0]!];
    const name = 'Đại biểu được cử đi dự hội nghị thay cho đồng chí Phó Chủ tịch Hội đồng nhân dân';
    made(
      await app.organizer.patch(pathTo(ROUTES.participant, roll[0]!.id), {
        position: name,
        unit: 'Ủy ban nhân dân thị trấn',
      }),
    );
    const { token } = await pair(app.organizer, room.id);
    made(
      await app.anonymous
        .as(token)
        .post(pathTo(ROUTES.attendance, room.id), { entries: [present(checkpoint.id, roll[0]!.id)] }),
    );
    const { page, faults } = await onBoard(`?site=${room.id}`, { size: 'desk' }, conference.slug);
    const dialog = page.locator('dialog[open]');
    await dialog
      .locator('li')
      .getByText(/ghép nối/)
      .waitFor();
    expect(
      await dialog
        .locator('li')
        .getByText(/đang kết nối/)
        .count(),
    ).toBe(0);
    const live = await LiveClient.connect(app.url, { token });
    await live.ask('site.join', { siteId: room.id });
    await dialog
      .locator('li')
      .getByText(/ghép nối .* · đang kết nối$/)
      .waitFor();
    expect(await dialog.getByText(/thấy lần cuối/).count()).toBe(0);
    expect(await dialog.locator('dt').allTextContents()).toContain('Không thuộc danh sách nào');
    const heights = await dialog
      .locator('.state')
      .evaluateAll((states) => states.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(30);
    await screenshot(page, 'board-site-connected');
    live.close();
    expect(faults).toEqual([]);
  });
});
