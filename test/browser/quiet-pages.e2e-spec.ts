import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { SECTIONS } from '../../web/src/organizer/route.js';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually, pairedConsole } from '../support/commune.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

/** How long nobody touches a page, in ms. */
const STILL = 6_000;
/** A page may read once more meanwhile, or say that it is there. */
const FEW = 5;

/** Answers, from now on, what a page asks by itself: requests, and messages of its live connection. */
function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => void asked.push(String(payload).slice(0, 80))),
  );
  return asked;
}
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, STILL));

describe('pages that nobody touches', () => {
  it('ask the service for nothing again and again: organizers, console, room screen', async () => {
    const place = await commune(app);
    const { conference, site } = place;
    const post = async (path: string, body: object) => void made(await app.organizer.post(path, body));
    const console = await pairedConsole(browser, place);
    const announcement = { text: 'Kiểm tra âm thanh', level: 'important', to: { all: true } };
    await post(pathTo(ROUTES.announcements, conference.id), announcement);
    const request = { id: randomUUID(), topic: 'Hỏi về 2-3-5', speaker: 'Hồ Văn Ba', siteId: site.id };
    await post(pathTo(ROUTES.speakRequests, conference.id), request);

    const organizer = (await signedInPage(browser)).page.context();
    const home = `/organizer/c/${conference.slug}`;
    const places = [
      ...['/organizer', ...SECTIONS.map((section) => `${home}/${section}`), `${home}/board?big=1`].map(
        (path) => ({ path, context: organizer }),
      ),
      { path: '/site-screen', context: console.page.context() },
      { path: '/console', context: console.page.context() },
    ];
    const pages: { path: string; asked: string[] }[] = [];
    for (const { path, context } of places) {
      const page = await context.newPage();
      const asked = listen(page);
      await page.goto(app.url + path);
      await page.locator('h1:visible').first().waitFor();
      pages.push({ path, asked });
    }
    // Until they have read what they show.
    await eventually(async () => {
      const before = pages.map(({ asked }) => asked.length);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return pages.filter(({ asked }, at) => asked.length > before[at]! + FEW).map(({ path }) => path);
    }, []);
    for (const { asked } of pages) asked.length = 0;
    await rest();
    expect(pages.filter(({ asked }) => asked.length > FEW)).toEqual([]);
  }, 90_000);

  it('are heard when they do', async () => {
    const { page } = await browser.open('/organizer');
    const asked = listen(page);
    await page.evaluate(`setInterval(() => fetch('/api/v1/conferences'), 300)`);
    await rest();
    expect(asked.length).toBeGreaterThan(FEW);
  });
});
