import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Pairing } from '../../src/contract/auth.js';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import { LANGUAGES } from '../../src/contract/languages.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import { ORGANIZER } from '../support/app.js';
import { type PageOptions, screenshot, TestBrowser } from '../support/browser.js';
import { ChildService } from '../support/child-service.js';
import { Client, organizerToken } from '../support/client.js';
import { made } from '../support/hall.js';
import { pagesOf, textOf } from '../support/paper-text.js';
import { pseudoBuild } from '../support/pseudo-build.js';

const TODAY = new Date().toISOString().slice(0, 10);
/** What has no language, or its own: dates as `Intl` writes them, codes, addresses, the account's name. */
const DAYS = '(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const MONTHS = '(Jan|Febr)uary|March|April|May|June|July|August|(Septem|Octo|Novem|Decem)ber';
const ACCOUNT = ORGANIZER.login.replaceAll('-', '|');
const NO_MESSAGES = new RegExp(`^(VI|EN|XX|QR|Asia|Ho_Chi_Minh|${DAYS}|${MONTHS}|UTC|kB|MB|${ACCOUNT})$`);

/** Names of time zones, as IANA writes them. */
const ZONE = /\b(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[^\n⟦]+/g;

/** Letters of the made language: ours write none. Fonts of paper have no such brackets. */
const ACCENTED = /áá|éé|íí|óó|úú|ýý|[ñťðğħšžç]/iu;

const SECTIONS =
  'home board announcements speaking sites participants units checkpoints decisions schedule materials ' +
  'readiness timeline replay reports rosters pairing settings';

let folder: string;
let dataDir: string;
let service: ChildService;
let organizer: Client;
let browser: TestBrowser;
let conference: Conference;
let site: Site;

/** All that people have written is between brackets too: whatever is not is of the program. */
async function seed(): Promise<void> {
  const post = async <T>(path: string, body: object): Promise<T> => made(await organizer.post<T>(path, body));
  conference = await post(pathTo(ROUTES.conferences), {
    slug: '01',
    title: '⟦1⟧',
    startsOn: TODAY,
    endsOn: TODAY,
    status: 'live',
  });
  site = await post(pathTo(ROUTES.sites, conference.id), { code: '01', name: '⟦2⟧', expected: 2 });
  await post<Participant>(pathTo(ROUTES.participants, conference.id), {
    siteId: site.id,
    fullName: '⟦3⟧',
    unit: '⟦4⟧',
    code: '0123456789',
  });
  await post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), { name: '⟦5⟧' });
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  await post<Session>(pathTo(ROUTES.sessions, conference.id), {
    title: '⟦6⟧',
    kind: 'talk',
    startsAt,
    endsAt,
  });
}

beforeAll(async () => {
  folder = await pseudoBuild();
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-xx-data-'));
  service = new ChildService(
    { DATA_DIR: dataDir, ORGANIZER_LOGIN: ORGANIZER.login, ORGANIZER_PASSWORD: ORGANIZER.password },
    { main: join(folder, 'dist/server/main.js') },
  );
  const url = await service.url();
  organizer = new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password));
  browser = await TestBrowser.launchAt(url);
  await seed();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  for (const path of [folder, dataDir]) if (path) await rm(path, { recursive: true, force: true });
});

/** The words of a text that stand in no message. */
function bareWords(text: string): string[] {
  let rest = text.replace(ZONE, ' ');
  for (const { name } of Object.values(LANGUAGES)) rest = rest.replaceAll(name, ' ');
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ')];
  return (rest.match(/[\p{L}_]{2,}/gu) ?? []).filter(
    (word) => !NO_MESSAGES.test(word) && !ACCENTED.test(word),
  );
}
/** What is seen, and what is read aloud. */
const TEXTS = `(() => {
  const names = ['aria-label', 'title', 'placeholder', 'alt'];
  const selector = names.map((name) => '[' + name + ']').join();
  const named = [...document.querySelectorAll(selector)].flatMap((element) =>
    names.map((name) => element.getAttribute(name) ?? ''),
  );
  return [document.title, document.body.innerText, ...named];
})()`;
async function bareOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(TEXTS);
  expect(texts.join(' ').split('⟦').length).toBeGreaterThan(3);
  return texts.flatMap(bareWords);
}
const open = (path: string, options: PageOptions = {}) => browser.open(path, { language: 'xx', ...options });

describe('a third language, turned on by one line', () => {
  it.each([
    ['as the service writes it', false],
    ['with its script', true],
  ])('says every text of the trainee’s page, %s', async (_, script) => {
    for (const path of ['/?lang=xx', '/?all&lang=xx', '/c/01?lang=xx']) {
      const { page } = await open(path, { script });
      expect(await page.locator('html').getAttribute('lang')).toBe('en-XA');
      if (script) await page.locator('.version select, .foot select').first().waitFor();
      expect([path, await bareOn(page)]).toEqual([path, []]);
    }
  });

  it('says every text of the console, and of its dialogs', async () => {
    const { code } = made(await organizer.post<Pairing>(pathTo(ROUTES.pairings, site.id)));
    const { page } = await open(`/console#pair=${code}`);
    await page.locator('input[name=deviceName]').fill('⟦7⟧');
    expect(await bareOn(page)).toEqual([]);
    await page.locator('form button.primary').click();
    await page.locator('[data-person]').first().waitFor();
    await page.locator('[data-row]').first().click();
    expect(await bareOn(page)).toEqual([]);
    await screenshot(page, 'third-language-console');
  });

  it('says every text of the organizers’ pages', async () => {
    const { page } = await open('/organizer', { size: 'desk' });
    await page.locator('input[name=login]').waitFor();
    expect(await bareOn(page)).toEqual([]);
    await page.locator('input[name=login]').fill(ORGANIZER.login);
    await page.locator('input[name=password]').fill(ORGANIZER.password);
    await page.locator('form button.primary').click();
    await page.locator('main .head').waitFor();
    const found: [string, string[]][] = [];
    for (const section of SECTIONS.split(' ')) {
      await page.goto(`${organizer.url}/organizer/c/01/${section}`);
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      found.push([section, await bareOn(page)]);
      if (section === 'board') await screenshot(page, 'third-language-board');
    }
    expect(found.filter(([, words]) => words.length > 0)).toEqual([]);
  });

  it('says every text of the tables, and of the papers to sign', async () => {
    const fileOf = async (route: 'reportPdf' | 'reportSummaryDocx' | 'reportAppendixDocx') => {
      const answer = await fetch(`${organizer.url}${pathTo(ROUTES[route], conference.id)}?lang=xx`, {
        headers: { authorization: `Bearer ${organizer.token}` },
      });
      return new Uint8Array(await answer.arrayBuffer());
    };
    const csv = await organizer.get<string>(`${pathTo(ROUTES.reportCsv, conference.id)}?lang=xx`);
    expect(bareWords(csv.body)).toEqual([]);
    expect(bareWords((await pagesOf(await fileOf('reportPdf'))).join(' '))).toEqual([]);
    for (const route of ['reportSummaryDocx', 'reportAppendixDocx'] as const)
      expect([route, textOf(await fileOf(route)).flatMap(bareWords)]).toEqual([route, []]);
  });
});
