import { rm } from 'node:fs/promises';
import type { Page, Response } from 'playwright-core';
import type { BoardSnapshot } from '../../src/contract/board.js';
import type { Roster } from '../../src/contract/roster.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { WebFolder } from '../../src/pages/web-folder.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { servesPages, TestBrowser, webFolder } from '../support/browser.js';
import { changedPages } from '../support/changed-pages.js';
import { type Commune, commune, eventually, pairedConsole } from '../support/commune.js';
import { present } from '../support/hall.js';
import { LiveClient, refusal } from '../support/live.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { marks, tap } from '../support/roll.js';
import { type Refusal, UpgradeProxy } from '../support/upgrade-proxy.js';

let app: TestApp;
let proxy: UpgradeProxy;
let browser: TestBrowser;
beforeAll(async () => {
  app = servesPages(await startTestApp());
});
afterAll(() => app.stop());
afterEach(async () => {
  await closePages();
  await browser?.close();
  await proxy?.close();
});

async function behind(kind: Refusal): Promise<void> {
  proxy = await UpgradeProxy.to(app.url, kind);
  browser = await TestBrowser.launchAt(proxy.url);
}
/** Live news that reaches the page by polling. */
function heard(page: Page, event: string): Promise<unknown> {
  const isNews = async (answer: Response): Promise<boolean> =>
    /transport=polling/.test(answer.url()) && (await answer.text().catch(() => '')).includes(`"${event}"`);
  return page.waitForResponse(isNews, { timeout: 60_000 });
}
/** After so many WebSockets that were refused, a page of ours has long been online by polling. */
const ENOUGH_UPGRADES = 3;
const presence = async ({ conference }: Commune): Promise<string | undefined> =>
  (await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, conference.id))).body.sites[0]?.presence.state;

/** Marks the nth of the roster again and again: a line that is cut may have missed the first news. */
async function keepRecording({ site, opening }: Commune, nth: number): Promise<NodeJS.Timeout> {
  const { body } = await app.organizer.get<Roster>(pathTo(ROUTES.roster, site.id));
  const person = body.members[nth]!.participantId;
  let times = 0;
  return setInterval(() => {
    const entry = { ...present(opening.id, person), kind: times++ % 2 ? 'absent' : 'present' };
    void app.organizer.post(pathTo(ROUTES.attendance, site.id), { entries: [entry] });
  }, 1_000);
}

describe.each<[string, Refusal]>([
  ['answers 400', '400'],
  ['answers 502', '502'],
  ['never answers', 'hang'],
  ['cuts the line', 'cut'],
  ['cuts it as soon as it is open', 'cut-once-open'],
])('behind a proxy that does this to a WebSocket: %s', (_what, kind) => {
  it('the console is online on the board, and hears what others record', async () => {
    await behind(kind);
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const news = heard(page, 'attendance.changed');
    await eventually(() => presence(place), 'online', 60_000);
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'received', 1);
    const recording = await keepRecording(place, 3);
    await news.finally(() => clearInterval(recording));
    expect(proxy.upgrades).toBeGreaterThan(0);
  });

  it('the board connects by its cookie, and shows what a site records', async () => {
    await behind(kind);
    const place = await commune(app);
    const { page } = await signedInPage(browser);
    const watching = heard(page, 'board.changed');
    await page.goto(`${proxy.url}/organizer/c/${place.conference.slug}/board`);
    const recording = await keepRecording(place, 0);
    await watching.finally(() => clearInterval(recording));
    expect(proxy.upgrades).toBeGreaterThan(0);
  });
});

it('a page with WebSockets alone never connects behind it: the canary', async () => {
  await behind('400');
  const pages = await changedPages({
    in: '.js',
    find: /`websocket`,`polling`|`polling`,`websocket`/g,
    replace: '`websocket`',
  });
  app.app.get(WebFolder).use(pages);
  const place = await commune(app);
  await pairedConsole(browser, place);
  await eventually(async () => proxy.upgrades >= ENOUGH_UPGRADES, true, 60_000);
  expect(await presence(place)).not.toBe('online');
  app.app.get(WebFolder).use(webFolder());
  await rm(pages, { recursive: true });
});

describe('the handshake of polling', () => {
  it('needs the header of our own pages beside a cookie, and their origin', async () => {
    await behind('400');
    const signedIn = await fetch(app.url + pathTo(ROUTES.signIn), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ login: 'ban-to-chuc', password: 'diem-cau-239-sites' }),
    });
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    const polling = (headers: Record<string, string>): Promise<LiveClient> =>
      LiveClient.connect(app.url, { headers: { cookie, ...headers }, transports: ['polling'] });
    (await polling({ 'x-diemcau-page': '1' })).close();
    await refusal(polling({}));
    await refusal(polling({ 'x-diemcau-page': '1', origin: 'https://evil.example' }));
    await refusal(polling({ 'x-diemcau-page': '1', 'sec-fetch-site': 'cross-site' }));
    const preflight = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-diemcau-page',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});
