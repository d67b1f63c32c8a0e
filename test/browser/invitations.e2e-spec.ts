import type { InvitationList } from '../../src/contract/invitation.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Hall, made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

async function invitedHall(sites: number): Promise<Hall & { links: string[] }> {
  const hall = await makeHall(app.organizer, { sites, people: 2 });
  const { id } = hall.conference;
  await app.organizer.patch(pathTo(ROUTES.conference, id), {
    title: 'Tập huấn kiến thức cơ bản về chuyển đổi số',
    endsOn: '2999-12-31',
    hotline: '0204 3 555 666',
  });
  await app.organizer.post(pathTo(ROUTES.invitations, id));
  const { items } = made(await app.organizer.get<InvitationList>(pathTo(ROUTES.invitations, id)));
  return { ...hall, links: items.map(({ invitation }) => invitation!.url.slice(app.url.length)) };
}

describe('an invitation', () => {
  it.each(['light', 'dark'] as const)(
    'names its site and makes this machine its console: %s',
    async (scheme) => {
      const { sites, links } = await invitedHall(1);
      const { page, faults } = await browser.open(links[0]!, { scheme });
      await page.getByRole('heading', { name: sites[0]!.name }).waitFor();
      expect(await page.getByRole('link', { name: '0204 3 555 666' }).getAttribute('href')).toBe(
        'tel:02043555666',
      );
      await screenshot(page, `invitation-${scheme}`);
      expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);
      await page.getByRole('button', { name: 'Lấy mã để nhập ở máy khác' }).click();
      await page.getByText('Ở máy kia').waitFor();
      await screenshot(page, `invitation-code-${scheme}`);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('Invitation for the site').waitFor();
      await screenshot(page, `invitation-en-${scheme}`);
      await page.getByRole('button', { name: 'Take the roll on this machine' }).click();
      await page.waitForURL(/\/console#pair=/);
      await page.locator('form button.primary').click();
      await page.locator('[data-row]').first().waitFor();
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('that was cut off or revoked says so, and leads on', async () => {
    const { page, expectFault } = await browser.open(`/i#${'A'.repeat(43)}`);
    await page.getByRole('alert').filter({ hasText: 'đã thu hồi' }).waitFor();
    await screenshot(page, 'invitation-wrong');
    expect(await accessibilityFaults(page)).toEqual([]);
    expectFault(/401/);
    await page.goto(`${app.url}/i`);
    await page.getByRole('alert').filter({ hasText: 'chưa đủ' }).waitFor();
    await page.context().close();
  });
});

describe('the page of invitations', () => {
  it('has a message to copy for each site, and says who opened theirs', async () => {
    const { conference, sites, links } = await invitedHall(3);
    await app.organizer.patch(pathTo(ROUTES.site, sites[1]!.id), {
      contactName: 'Lương Văn Đầu Mối',
      contactPhone: '0912 345 678',
    });
    const opened = await browser.open(links[0]!);
    await opened.page.getByRole('heading', { name: sites[0]!.name }).waitFor();
    await opened.page.context().close();

    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${conference.slug}/pairing`);
    await page.getByRole('link', { name: 'Lời mời' }).click();
    await page.getByText('1/3 điểm cầu đã mở').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
    const row = (at: number) => page.locator(`[data-invitation=${sites[at]!.code}]`);
    await row(0).getByText('Đã mở 1 lần').waitFor();
    await row(1).getByRole('button', { name: 'Chép tin nhắn' }).click();
    await row(1).getByText('Đã chép').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.split('\n')).toEqual(
      expect.arrayContaining([
        `Kính gửi ${sites[1]!.name},`,
        app.url + links[1]!,
        'Cần giúp, gọi đường dây nóng 0204 3 555 666.',
      ]),
    );
    await screenshot(page, 'invitations');
    await page.getByText('Nội dung tin nhắn').first().click();
    await screenshot(page, 'invitations-text');
    expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await page.getByLabel('Hiện').selectOption('unopened');
    expect(await page.locator('[data-invitation]').count()).toBe(2);
    await row(1).getByRole('button', { name: 'Thu hồi' }).click();
    await row(1).getByRole('alertdialog').getByRole('button', { name: 'Thu hồi' }).click();
    await page.getByText('2/3 có liên kết').waitFor();
    await page.getByLabel('Hiện').selectOption('none');
    await row(1).getByRole('button', { name: 'Tạo liên kết' }).click();
    await page.getByText('3/3 có liên kết').waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByLabel('Hiện').selectOption('all');
    await screenshot(page, 'invitations-phone');
    expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    expect(faults).toEqual([]);
  });
});
