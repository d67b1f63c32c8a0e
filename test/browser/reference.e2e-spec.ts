import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIVE_COMMANDS } from '../../src/contract/live.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { ChildService } from '../support/child-service.js';

const PAGE = pathTo(ROUTES.docs);
let dataDir: string;
let service: ChildService;
let browser: TestBrowser;
let url: string;

/** The built service: what it describes is read from its code by the build. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-reference-'));
  service = new ChildService({ DATA_DIR: dataDir });
  url = await service.url();
  browser = await TestBrowser.launchAt(url);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the reference for people', () => {
  it('is a page like the others: nothing from elsewhere, the same policy, 304 while unchanged', async () => {
    const page = await fetch(url + PAGE);
    const other = await fetch(`${url}/console`);
    const policy = 'content-security-policy';
    expect(page.headers.get(policy)).toBe(other.headers.get(policy));
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const again = await fetch(url + PAGE, { headers: { 'if-none-match': page.headers.get('etag')! } });
    expect(again.status).toBe(304);
    const { page: opened, faults } = await browser.open(PAGE);
    await opened.getByText('/api/v1/conferences/{id}/sites', { exact: true }).first().waitFor();
    // A request to any other host would be among them, and a word of the policy.
    expect(faults).toEqual([]);
  });

  it('shows every route and event, and what one of them takes and answers', async () => {
    const document = (await (await fetch(url + pathTo(ROUTES.openapi))).json()) as {
      paths: Record<string, object>;
    };
    const live = (await (await fetch(url + pathTo(ROUTES.asyncapi))).json()) as { operations: object };
    const all =
      Object.values(document.paths).flatMap((item) => Object.keys(item)).length +
      Object.keys(live.operations).length;
    const { page } = await browser.open(PAGE, { size: 'desk' });
    await page.getByText(`${all} lệnh và sự kiện`).waitFor();
    for (const event of LIVE_COMMANDS) expect(await page.locator(`[id="${event}"]`).count()).toBe(1);
    await page.getByRole('searchbox').fill('conference.slug-taken post');
    await page.getByText('Tìm thấy 2').waitFor();
    await page.locator('#createConference > summary').click();
    const route = page.locator('#createConference');
    await route.getByText('conference.dates-reversed').waitFor();
    expect(await route.innerText()).toMatch(/For organizers with the role organizer or more/);
    await route.getByText('Ví dụ').first().click();
    await route.getByText('"slug": "chuyen-doi-so-2026"').first().waitFor();
    await page.getByRole('searchbox').fill('zzz');
    await page.getByText('Không có lệnh hay sự kiện nào khớp').waitFor();
  });

  it('opens at what the address names, and says when the service cannot be reached', async () => {
    const { page } = await browser.open(`${PAGE}?lang=en#recordAttendance`, { size: 'desk' });
    await page.locator('#recordAttendance').getByText('Try it in a terminal').waitFor();
    expect(await page.locator('#recordAttendance').getByText('entry').count()).toBeGreaterThan(0);
    await page.route('**/openapi.json', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('could not be read').waitFor();
    await page.unroute('**/openapi.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('/api/v1/conferences', { exact: true }).first().waitFor();
  });

  it.each([
    ['phone', 'vi', 'light'],
    ['desk', 'en', 'dark'],
  ] as const)('fits a %s in %s, %s, and everybody can use it', async (size, language, scheme) => {
    const { page } = await browser.open(`${PAGE}?lang=${language}#board.watch`, { size, scheme });
    await page.locator('[id="board.watch"] pre, [id="board.watch"] ul').first().waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `reference-${size}-${language}-${scheme}`);
  });
});
