import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import type { Pairing, ViewerLink } from '../../src/contract/auth.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { SECTIONS } from '../../web/src/organizer/route.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type AttackedConference, attackedConference, NOT_SHOWN } from '../support/attacked-conference.js';
import { type PageOptions, TestBrowser, type WatchedPage } from '../support/browser.js';
import { eventually } from '../support/commune.js';
import { explore, look, watchForDanger } from '../support/danger.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { PAYLOADS, payloadFor } from '../support/payloads.js';
import { TextFields } from '../support/text-fields.js';

let app: TestApp;
let browser: TestBrowser;
let fields: TextFields;
let place: AttackedConference & { attacked: Set<string> };
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  fields = await TextFields.ofBuiltService();
  place = await attackedConference(app, fields);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(closePages);

const open = async (path: string, options: PageOptions = {}): Promise<WatchedPage> => {
  const watched = await browser.open('/robots.txt', options);
  watched.faults.length = 0;
  watchForDanger(watched);
  await watched.page.goto(app.url + path);
  return watched;
};
const organizer = async (): Promise<WatchedPage> => {
  const watched = await signedInPage(browser);
  watchForDanger(watched);
  return watched;
};
/**
 * What a refused act of the exploration leaves in the console, and a request cut off by the next visit, is no
 * danger.
 */
const dangers = ({ faults }: WatchedPage): string[] =>
  faults.filter((fault) => !/status of 4\d\d/.test(fault) && fault !== 'error: ');

describe(`${PAYLOADS.length} payloads in every text`, () => {
  it('come in by every route that takes a text, a new one too', () => {
    expect(new Set(PAYLOADS).size).toBe(60);
    expect(fields.routes().filter((route) => !place.attacked.has(route) && !(route in NOT_SHOWN))).toEqual(
      [],
    );
  });

  describe('run on no page of the organizers (R23)', () => {
    it('the conferences', async () => {
      const watched = await organizer();
      await watched.page.getByText(payloadFor(1)).first().waitFor();
      await explore(watched, `${app.url}/organizer`);
      expect(dangers(watched)).toEqual([]);
    });

    it.each(['accounts', 'account'])('%s', async (page) => {
      const watched = await organizer();
      await watched.page.goto(`${app.url}/organizer/${page}`);
      await watched.page.getByText(payloadFor(1)).first().waitFor();
      await explore(watched, `${app.url}/organizer/${page}`);
      expect(dangers(watched)).toEqual([]);
    });

    it.each(SECTIONS)(
      '%s',
      async (section) => {
        const watched = await organizer();
        const address = `${app.url}/organizer/c/${place.conference.slug}/${section}`;
        await watched.page.goto(address);
        await watched.page.locator('main h1').first().waitFor();
        await watched.page.waitForTimeout(500);
        await explore(watched, address);
        expect(dangers(watched)).toEqual([]);
      },
      120_000,
    );

    it.each([
      ['sites', ['code', 'name', 'level', 'parentCode']],
      ['participants', ['code', 'fullName', 'siteCode', 'mode']],
    ])('the faults of an import of %s', async (section, headings) => {
      const watched = await organizer();
      await watched.page.goto(`${app.url}/organizer/c/${place.conference.slug}/${section}`);
      await watched.page.getByRole('button', { name: 'Nhập từ tệp' }).click();
      const rows = PAYLOADS.map((payload) => headings.map(() => payload));
      const headed = [[...headings, ...PAYLOADS], ...rows.map((row) => [...row, ...PAYLOADS])];
      await watched.page.locator('dialog[open] input[type=file]').setInputFiles({
        name: `${payloadFor(12)}.csv`,
        mimeType: 'text/csv',
        buffer: Buffer.from(stringify(headed)),
      });
      await watched.page.locator('dialog[open] table').first().waitFor();
      await look(watched, 'the faults');
      expect(await watched.page.locator('dialog[open]').textContent()).toContain('onerror=alert(1)');
      expect(dangers(watched)).toEqual([]);
    });

    it('the wall of somebody who only looks on', async () => {
      const { url } = made(
        await app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, place.conference.id), { name: 'Tường' }),
      );
      const watched = await open(new URL(url!).pathname + new URL(url!).hash, { size: 'wall' });
      await watched.page.locator('main h1').first().waitFor();
      await explore(watched, watched.page.url());
      expect(dangers(watched)).toEqual([]);
    });
  });

  describe('run on no console (R23)', () => {
    it('its roll, and all that it opens', async () => {
      const { code } = made(await app.organizer.post<Pairing>(pathTo(ROUTES.pairings, place.site.id)));
      const watched = await open(`/console#pair=${code}`);
      await watched.page.locator('input[name=deviceName]').fill(payloadFor(12));
      await look(watched, 'pairing');
      await watched.page.locator('form button.primary').click();
      await watched.page.locator('[data-person]').nth(60).waitFor();
      await explore(watched, `${app.url}/console`);
      expect(dangers(watched)).toEqual([]);
    }, 120_000);
  });

  describe('run on no page for trainees (R23)', () => {
    it.each([
      ['with our script', true],
      ['as the service wrote it', false],
    ])(
      '%s',
      async (_, script) => {
        for (const path of [
          '/',
          '/?all',
          '/?lang=en',
          `/c/${place.conference.slug}`,
          `/c/${place.conference.slug}?lang=en`,
        ]) {
          const watched = await open(path, { script });
          expect(await watched.page.locator('body').textContent()).toContain('alert(1)');
          if (script) await explore(watched, app.url + path);
          else await look(watched, path);
          expect(dangers(watched)).toEqual([]);
          await watched.page.context().close();
        }
      },
      120_000,
    );

    it('to one who has signed in', async () => {
      const watched = await open(`/c/${place.conference.slug}`);
      await watched.page.locator('#code').fill(place.fresh.code!);
      await watched.page.locator('#code').press('Enter');
      await watched.page.locator('.signed-in').waitFor();
      await look(watched, 'signed in');
      expect(dangers(watched)).toEqual([]);
    });
  });

  it.each(['scheduleXml', 'scheduleJson', 'materials', 'conferences'] as const)(
    'run in no answer that is opened as a page: %s (R23)',
    async (route) => {
      const watched = await open(pathTo(ROUTES[route], place.conference.slug));
      expect(await watched.page.content()).toContain('alert(1)');
      expect(await watched.page.locator('parsererror').count()).toBe(0);
      // The browser's own way to show XML has styles of its own, which our policy does not let in.
      if (route === 'scheduleXml') watched.expectFault(/Applying inline style/);
      expect(dangers(watched)).toEqual([]);
    },
  );
});

describe('the canaries', () => {
  /** Svelte's `set_text`, in the built pages, with a defect: a text is written as HTML. */
  const asHtml = async ({ page }: WatchedPage): Promise<void> => {
    await page.route('**/assets/*.js', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({
        response,
        body: text.replaceAll(
          /(\w+)\.nodeValue=`\$\{(\w+)\}`/g,
          '$1.parentElement&&($1.parentElement.innerHTML=$2)',
        ),
      });
    });
  };

  const sites = (): string => `${app.url}/organizer/c/${place.conference.slug}/sites`;

  it('would be reported by the policy if a page wrote its texts as HTML: the canary', async () => {
    const watched = await organizer();
    await asHtml(watched);
    await watched.page.goto(sites());
    await eventually(async () => watched.faults.some((fault) => /Content Security Policy/.test(fault)), true);
    await eventually(async () => dangers(watched).some((fault) => fault.startsWith('foreign request')), true);
  });

  it('would run if there were no policy either: the canary', async () => {
    const watched = await organizer();
    await asHtml(watched);
    await watched.page.route(`${app.url}/organizer/**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': '' } });
    });
    await watched.page.goto(sites());
    await eventually(async () => watched.faults.includes('dialog: 1'), true);
  });
});
