import { accessibilityFaults, screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

describe('the pairing sheets', () => {
  it('have a QR code for each site and the site’s whole name, and break between sites on paper', async () => {
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
    expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(sites.length);
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, 'pairing-print');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('[data-sheet]')).backgroundColor`)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: null });
    await page.getByLabel('Cách in').selectOption('four');
    expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(1);
    expect(faults).toEqual([]);
  });
});
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
