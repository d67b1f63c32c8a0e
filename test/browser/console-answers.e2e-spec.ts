import { describe, expect, it } from '@jest/globals';
import type { Route } from 'playwright-core';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually, storedOnDevice, pairedConsole, unaccounted } from '../support/commune.js';
import { expectAllReceived } from '../support/console-store.js';
import { allPresent } from '../support/roll.js';

const { app, browser } = await browserStories();

type Answer = (route: Route) => Promise<void>;
const page =
  (status: number): Answer =>
  (route) =>
    route.fulfill({ status, contentType: 'text/html', body: '<h1>Đăng nhập Wi-Fi</h1>' });
const problem =
  (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  (route) =>
    route.fulfill({
      status,
      headers,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: `urn:diemcau:problem:${code}`,
        title: code,
        status,
        code,
        detail: code,
        requestId: 'r',
      }),
    });
const json =
  (status: number, body: string): Answer =>
  (route) =>
    route.fulfill({ status, contentType: 'application/json', body });

/** Promise R7: whatever may come back for a batch of entries. */
const ANSWERS: [string, Answer][] = [
  ['400', problem(400, 'request.invalid')],
  ['a proxy’s 401', page(401)],
  ['403', problem(403, 'auth.forbidden')],
  ['404', problem(404, 'site.not-found')],
  ['409', problem(409, 'checkpoint.not-open')],
  ['413', problem(413, 'request.too-large')],
  ['422', problem(422, 'entry.invalid')],
  ['429', problem(429, 'rate.limited', { 'retry-after': '1' })],
  ['500', problem(500, 'server.failed')],
  ['502 in HTML', page(502)],
  ['503', problem(503, 'server.busy', { 'retry-after': '1' })],
  ['JSON that is cut', json(200, '{"receipts":[{"id":"')],
  [
    'receipts of somebody else',
    json(
      200,
      JSON.stringify({
        receipts: [{ id: '00000000-0000-7000-8000-000000000000', outcome: 'accepted' }],
        seq: 1,
      }),
    ),
  ],
  ['a captive portal’s 200', page(200)],
  ['a reset', (route) => route.abort('connectionreset')],
  // Longer than the console waits for a whole answer.
  [
    'silence',
    async (route) => void setTimeout(() => void route.abort().catch(() => undefined), 60_000).unref(),
  ],
];

describe('an answer that is none', () => {
  it.each(ANSWERS)('%s: nothing is lost or stands in the way, and all is received', async (name, answer) => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place);
    // Twice, but for silence, which takes its time.
    let left = name === 'silence' ? 1 : 2;
    let isAsked = false;
    await watched.page.route('**/attendance', async (route) => {
      isAsked = true;
      if (left === 0) return route.fallback();
      left -= 1;
      return answer(route);
    });
    await allPresent(watched.page);
    await eventually(async () => isAsked, true);
    expect(await unaccounted(watched.page)).toBe(0);
    await eventually(async () => (await storedOnDevice(watched.page)).waiting, 0, 40_000);
    expect(left).toBe(0);
    await expectAllReceived([watched.page], place);
  });
});
