import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { ViewerLink } from '../../src/contract/auth.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Hall, made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);
let halls: Hall[];
beforeAll(async () => {
  halls = [
    await makeHall(app.organizer, { sites: 2, people: 1 }),
    await makeHall(app.organizer, { sites: 1, people: 1 }),
  ];
});

describe('/', () => {
  it('shows everybody their door, and finds the conference of a personal code, script or not', async () => {
    for (const script of [true, false]) {
      const { page } = await browser.open('/', { script });
      await page.getByRole('link', { name: 'Cán bộ điểm cầu' }).waitFor();
      expect(await page.getByRole('link', { name: 'Ban tổ chức' }).getAttribute('href')).toBe('/organizer');
      if (script) {
        await screenshot(page, 'doors');
        expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);
      }
      await page.getByLabel('Mã cá nhân').fill('0000-0000');
      await page.getByRole('button', { name: 'Vào' }).click();
      await page.getByText('Xem lại', { exact: false }).first().waitFor();
      await page.getByLabel('Mã cá nhân').fill(halls[1]!.people[0]![0]!.code!);
      await page.getByRole('button', { name: 'Vào' }).click();
      await page.getByText('Xã 0').first().waitFor();
      await page.context().close();
    }
  });

  it('leads on whoever is signed in', async () => {
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/`);
    await page.waitForURL(`${app.url}/organizer`);
    await page.goto(`${app.url}/?all`);
    await page.getByRole('link', { name: 'Cán bộ điểm cầu' }).waitFor();
  });

  it('a viewer’s link opens in a tab that shows the sign-in', async () => {
    const { url } = made(
      await app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, halls[0]!.conference.id), {
        name: 'Tường',
      }),
    );
    const { page } = await browser.open('/organizer', { size: 'desk' });
    await page.locator('input[name=login]').waitFor();
    await page.evaluate(`location.href = ${JSON.stringify(url)}`);
    await page.locator('input[name=login]').waitFor({ state: 'detached' });
    await page.getByText('Hội nghị').first().waitFor();
    expect(await page.evaluate('location.hash')).toBe('');
    await page.context().close();
  });
});

describe('the public page of a conference', () => {
  it('says what it is to chats and search engines', async () => {
    const { slug, title } = halls[0]!.conference;
    const html = await (await fetch(`${app.url}/c/${slug}`)).text();
    expect(html).toContain(`<meta property="og:title" content="${title}"`);
    expect(html).toMatch(/<meta name="description" content="[^"]*22 tháng 11[^"]* · 2 điểm cầu\./);
    expect(html).toContain('rel="manifest"');
    for (const [path, type] of [
      ['/robots.txt', 'text/plain'],
      ['/favicon.ico', 'image/x-icon'],
      ['/trainee.webmanifest', 'application/manifest+json'],
      ['/icon-192.png', 'image/png'],
      ['/icon-512.png', 'image/png'],
      ['/icon-maskable-512.png', 'image/png'],
      ['/apple-touch-icon.png', 'image/png'],
      ['/card.png', 'image/png'],
    ] as const) {
      const answer = await fetch(app.url + path);
      expect([path, answer.status, answer.headers.get('content-type')?.startsWith(type)]).toEqual([
        path,
        200,
        true,
      ]);
    }
  });

  it('tells a reader without a code how many materials wait for it', async () => {
    const { conference } = halls[0]!;
    for (const name of ['a', 'b', 'c'])
      await app.organizer.upload(
        pathTo(ROUTES.materials, conference.id),
        { name: `${name}.pdf`, type: 'application/pdf', content: '%PDF-1.7\n%%EOF' },
        { title: name, audience: 'participants' },
      );
    const { page, faults } = await browser.open(`/c/${conference.slug}`);
    await page.getByText('3 tài liệu dành cho đại biểu').waitFor();
    expect(await page.getByText('Chưa có tài liệu nào').count()).toBe(0);
    await screenshot(page, 'trainee-locked');
    await page.getByLabel('Mã cá nhân').fill(halls[0]!.people[0]![0]!.code!);
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.getByRole('link', { name: 'dành cho đại biểu' }).first().waitFor();
    expect(await page.getByText('nhập mã cá nhân để tải').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, 'trainee-print');
    await page.context().close();
  });
});
