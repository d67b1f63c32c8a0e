import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { pagesPrinted } from '../support/printed.js';

const { app, browser } = await browserStories();
afterEach(closePages);

describe('the pairing sheets', () => {
  it('have a QR code and the whole name of each site, on A4, with breaks between sites', async () => {
    const { conference, sites } = await makeHall(app.organizer, { sites: 3, people: 0 });
    const { page, faults } = await signedInPage(browser, { scheme: 'dark' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/pairing`);
    await page.getByText('3 mã mới').waitFor();
    expect(await page.locator('[data-sheet]').count()).toBe(0);
    await page.getByRole('button', { name: 'Tạo phiếu ghép nối' }).click();
    await page.locator('[data-sheet]').first().waitFor();
    expect(await page.locator('[data-sheet] h2').allTextContents()).toEqual(sites.map((site) => site.name));
    expect(await page.locator('[data-sheet] svg[role=img]').count()).toBe(sites.length);
    await screenshot(page, 'pairing-screen-dark');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await pagesPrinted(page, 'pairing-one')).toBe(sites.length);
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, 'pairing-print');
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('[data-sheet]')).backgroundColor`),
    ).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: null });
    await page.getByLabel('Cách in').selectOption('four');
    expect(await pagesPrinted(page, 'pairing-four')).toBe(1);
    expect(faults).toEqual([]);
  });

  it('four to a page do not overlap, with long names too', async () => {
    const { conference } = await makeHall(app.organizer, { sites: 0, people: 0 });
    await app.organizer.patch(pathTo(ROUTES.conference, conference.id), {
      title: 'Tập huấn kiến thức cơ bản về chuyển đổi số cho cán bộ, công chức, viên chức toàn tỉnh',
      hotline: '0204 3 555 666',
    });
    for (const at of [1, 2, 3, 4])
      await app.organizer.post(pathTo(ROUTES.sites, conference.id), {
        code: `TTPVHCC-CN-${at}`,
        name: `Trung tâm Phục vụ hành chính công phường Trần Nguyên Hãn ${at}`,
      });
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${conference.slug}/pairing`);
    await page.getByRole('button', { name: 'Tạo phiếu ghép nối' }).click();
    await page.locator('[data-sheet]').first().waitFor();
    expect(await pagesPrinted(page, 'pairing-one-long')).toBe(4);
    await page.getByLabel('Cách in').selectOption('four');
    expect(await pagesPrinted(page, 'pairing-four-long')).toBe(1);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1047 }); // what 10 mm of margin leave of A4
    const boxes = (
      await Promise.all((await page.locator('[data-sheet]').all()).map((sheet) => sheet.boundingBox()))
    ).map((box) => box!);
    const contents = await page
      .locator('[data-sheet]')
      .evaluateAll((sheets) =>
        sheets.map((sheet) => (sheet as unknown as { scrollHeight: number }).scrollHeight),
      );
    expect(boxes.map(({ x }) => x > 300)).toEqual([false, true, false, true]);
    expect(contents.map((height, at) => height <= boxes[at]!.height + 1)).toEqual([true, true, true, true]);
    expect(boxes[0]!.y + boxes[0]!.height).toBeLessThanOrEqual(boxes[2]!.y);
    expect(boxes[3]!.y + boxes[3]!.height).toBeLessThanOrEqual(boxes[0]!.y + 1047);
    expect(faults).toEqual([]);
  });
});
