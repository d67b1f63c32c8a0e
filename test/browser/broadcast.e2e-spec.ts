import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

it('a link that an organizer sets reaches online trainees and the console, and nobody else', async () => {
  const { conference, sites, people } = await makeHall(app.organizer, { sites: 1, people: 2 });
  const [online, inRoom] = people[0]!;
  const today = new Date().toISOString().slice(0, 10);
  const days = { startsOn: '2026-01-01', endsOn: '2999-12-31', title: `Tập huấn ${today}` };
  made(await app.organizer.patch(pathTo(ROUTES.conference, conference.id), days));
  made(await app.organizer.patch(pathTo(ROUTES.participant, online!.id), { mode: 'online' }));

  const { page: settings } = await signedInPage(browser);
  await settings.goto(`${app.url}/organizer/c/${conference.slug}/settings`);
  await settings.getByLabel('Đường dây nóng của hội trường').fill('0204 3 555 666');
  await settings.getByLabel('Liên kết theo dõi trực tuyến').fill('https://zoom.us/j/999');
  const form = settings.locator('form', { has: settings.locator('input[name=broadcastUrl]') });
  await form.locator('button.primary').click();
  await form.getByRole('status').filter({ hasText: /\S/ }).waitFor();
  await screenshot(settings, 'settings-channels');
  expect([await accessibilityFaults(settings), await sidewaysScroll(settings)]).toEqual([[], 0]);

  const link = { name: 'Theo dõi trực tuyến' };
  for (const scheme of ['light', 'dark'] as const) {
    const { page, faults } = await browser.open(`/c/${conference.slug}#code=${online!.code}`, { scheme });
    await page.getByRole('link', link).waitFor();
    expect(await page.getByRole('link', link).getAttribute('href')).toBe('https://zoom.us/j/999');
    await screenshot(page, `trainee-watch-${scheme}`);
    expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    // A person without a network keeps what the page came with; a person who signs out does not.
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('link', link).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.context().close();
  }
  const { page: other } = await browser.open(`/c/${conference.slug}#code=${inRoom!.code}`);
  await other.getByRole('button', { name: 'Đăng xuất' }).waitFor();
  expect(await other.getByRole('link', link).count()).toBe(0);
  await other.context().close();

  const pairing = made(await app.organizer.post<{ url: string }>(pathTo(ROUTES.pairings, sites[0]!.id)));
  const { page: console } = await browser.open(pairing.url.slice(app.url.length));
  await console.locator('form button.primary').click();
  await console.getByRole('link', { name: 'Đường truyền' }).waitFor();
  await screenshot(console, 'console-watch');
  expect([await accessibilityFaults(console), await sidewaysScroll(console)]).toEqual([[], 0]);
  await console.context().close();
});
