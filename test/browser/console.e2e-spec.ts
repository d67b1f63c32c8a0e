import type { Device } from '../../src/contract/auth.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually, pairedConsole, pairingFor } from '../support/commune.js';
import { LOOKS } from '../support/looks.js';
import { allPresent, marks, row, tap } from '../support/roll.js';

const { app, browser } = await browserStories();

describe('pairing', () => {
  it('by link removes the code from the address and opens the roll, next time directly', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const { page, faults } = await browser.open(`/console#pair=${code}`);
    expect(await page.locator('input[name=deviceName]').inputValue()).not.toBe('');
    await page.locator('input[name=deviceName]').fill('Máy văn phòng');
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await eventually(() => page.locator('[data-person]').count(), 15);
    expect(page.url()).toBe(`${app.url}/console`);
    const devices = await app.organizer.get<{ items: Device[] }>(pathTo(ROUTES.devices, place.site.id));
    expect(devices.body.items.map(({ name }) => name)).toEqual(['Máy văn phòng']);
    await page.reload();
    await eventually(() => page.locator('[data-person]').count(), 15);
    expect(faults).toEqual([]);
  });

  it('by typing uses a code once, and a wrong code is named in plain words', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const first = await browser.open('/console');
    await first.page.locator('input[name=code]').fill(code.toLowerCase());
    await first.page.getByRole('button', { name: 'Bắt đầu' }).click();
    await first.page.locator('[data-person]').first().waitFor();
    const second = await browser.open(`/console#pair=${code}`);
    await second.page.getByRole('button', { name: 'Bắt đầu' }).click();
    await second.page.getByText('Mã ghép sai, đã dùng hoặc hết hạn').waitFor();
    expect(second.page.url()).toBe(`${app.url}/console`);
    second.expectFault(/401/);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  it('keeps other sign-ins in the same browser', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    expect(await page.context().cookies()).toEqual([]);
  });
});

describe.each(LOOKS)('on a %s, in %s, %s', (size, language, scheme) => {
  const name = `console-${size}-${language}-${scheme}`;
  it('passes axe, and nothing scrolls sideways', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const { page, faults } = await browser.open(`/console#pair=${code}`, { size, language, scheme });
    await page.locator('form button.primary').waitFor();
    await screenshot(page, `${name}-pairing`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('form button.primary').click();
    await page.locator('[data-person]').first().waitFor();
    await screenshot(page, `${name}-fresh`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await allPresent(page);
    await tap(page, 'Trần Văn Minh');
    await row(page, 'Trần Văn Minh').locator('.chip').nth(1).click();
    await tap(page, 'Giáp Văn Định');
    await marks(page, 'received', 15);
    await screenshot(page, `${name}-roll`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });
});
