import { randomUUID } from 'node:crypto';
import type { Entry } from '../../src/contract/attendance.js';
import type { PairReply, SitePairings } from '../../src/contract/auth.js';
import type { Site } from '../../src/contract/site.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { ParticipantListed } from '../../src/contract/participant.js';
import { ApiClient } from '../../src/demo/api-client.js';
import { type LoadedDay, loadDay } from '../../src/demo/model-day/load.js';
import { Random } from '../../src/demo/random.js';
import { ORGANIZER, startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { made } from '../support/hall.js';
import { LiveClient } from '../support/live.js';

const SLUG = 'chuyen-doi-so';
const BOARD = `/organizer/c/${SLUG}/board`;
let app: TestApp;
let browser: TestBrowser;
let day: LoadedDay;
let sites: Site[];
const consoles = new Map<string, { token: string; live: LiveClient }>();

beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  const organizer = new ApiClient(app.url, app.organizer.token!);
  day = await loadDay(organizer, { sites: 239, participants: 3_600, slug: SLUG, startsAt: Date.now() - 3_600_000, random: new Random(7) }, () => undefined);
  sites = await organizer.all<Site>(pathTo(ROUTES.sites, day.conference.id));
  await aMorning(organizer);
});
afterAll(async () => {
  for (const { live } of consoles.values()) live.close();
  await browser?.close();
  await app?.stop();
});

/** Most consoles are there and have taken the roll; some have not begun, some never came. */
async function aMorning(organizer: ApiClient): Promise<void> {
  const random = new Random(11);
  const { items } = await organizer.post<SitePairings>(pathTo(ROUTES.conferencePairings, day.conference.id));
  const people = await organizer.all<ParticipantListed>(pathTo(ROUTES.participants, day.conference.id));
  for (const [at, pairing] of items.entries()) {
    if (at % 34 === 33) continue;
    const { token } = made(await app.anonymous.post<PairReply>(pathTo(ROUTES.pair), { code: pairing.code, deviceName: 'Máy tính văn phòng' }));
    const live = await LiveClient.connect(app.url, { token });
    await live.ask('site.join', { siteId: pairing.siteId });
    consoles.set(pairing.siteId, { token, live });
    if (at % 20 === 7) continue;
    const here = people.filter((person) => person.siteId === pairing.siteId).slice(random.chance(0.3) ? 4 : 0);
    await record(
      pairing.siteId,
      here.map((person) => entryOf(person.id, random)),
    );
  }
}
function entryOf(participantId: string, random: Random): Entry {
  const kind = random.chance(0.05) ? 'absent' : 'present';
  const mode = random.chance(0.15) ? 'online' : 'in_person';
  const minutesAgo = Math.floor(Math.abs(random.between(0, 20) + random.between(0, 20) - 20));
  return {
    id: randomUUID(),
    checkpointId: day.checkpoints[0]!.id,
    kind,
    participantId,
    method: 'roll_call',
    recordedAt: new Date(Date.now() - minutesAgo * 60_000 - 600_000).toISOString(),
    ...(kind === 'present' ? { mode } : { reason: 'business_trip' }),
  };
}
async function record(siteId: string, entries: Entry[]): Promise<void> {
  made(await app.anonymous.as(consoles.get(siteId)!.token).post(pathTo(ROUTES.attendance, siteId), { entries }));
}

async function signedIn(path: string, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await browser.open('/organizer', options);
  const { page } = watched;
  await page.locator('input[name=login]').fill(ORGANIZER.login);
  await page.locator('input[name=password]').fill(ORGANIZER.password);
  await page.locator('form button').click();
  await page.locator('form').waitFor({ state: 'detached' });
  watched.expectFault(/401/);
  await page.goto(app.url + path);
  return watched;
}
async function onBoard(query = '', options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await signedIn(BOARD + query, options);
  await watched.page.locator('[data-live=true]').waitFor();
  await watched.page.locator('[data-site]').first().waitFor();
  return watched;
}

describe('the board', () => {
  it('shows all 239 sites on one wall without scrolling', async () => {
    const { page, faults } = await onBoard('', { size: 'wall' });
    expect(await page.locator('[data-site]').count()).toBe(239);
    await page.waitForTimeout(1500);
    await screenshot(page, 'board-wall-vi-light');
    expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  });
  for (const size of ['wall', 'desk', 'phone'] as const)
    for (const language of ['vi', 'en'] as const)
      for (const scheme of ['light', 'dark'] as const)
        it(`is readable: ${size} ${language} ${scheme}`, async () => {
          const { page, faults } = await onBoard('', { size, language, scheme });
          await page.locator('.uplot canvas').waitFor();
          await screenshot(page, `board-${size}-${language}-${scheme}`);
          expect(await accessibilityFaults(page)).toEqual([]);
          expect(await sidewaysScroll(page)).toBe(0);
          expect(faults).toEqual([]);
        });
});
