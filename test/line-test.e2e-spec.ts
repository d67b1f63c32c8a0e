import type { ProblemBody } from '../src/contract/problem.js';
import { LINE_TEST, type LineProbe, type LineTestTurn, type LineUpload } from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { LineTestTiming } from '../src/readiness/line-test.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';

const SITES = 25;
let app: TestApp;
let hall: Hall;
let consoles: Client[];
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: SITES, people: 0 });
  consoles = [];
  for (const { id } of hall.sites) consoles.push(app.anonymous.as((await pair(app.organizer, id)).token));
});
afterAll(() => app.stop());

const path = (route: keyof typeof ROUTES, at: number): string => pathTo(ROUTES[route], hall.sites[at]!.id);
const take = (at: number, who = consoles[at]!) => who.post<LineTestTurn & ProblemBody>(path('lineTest', at));
const give = (at: number, who = consoles[at]!) => who.delete(path('lineTest', at));
const download = async (at: number): Promise<[number, Uint8Array, Headers]> => {
  const answer = await fetch(app.url + path('lineDownload', at), {
    headers: { authorization: `Bearer ${consoles[at]!.token}`, 'accept-encoding': 'gzip, br' },
  });
  return [answer.status, new Uint8Array(await answer.arrayBuffer()), answer.headers];
};

describe('the line test of a console', () => {
  it('takes a turn, 2 MiB down and 512 KiB up, and costs 3 MB at the most', async () => {
    expect((await take(0)).status).toBe(200);
    const [status, bytes, headers] = await download(0);
    expect([status, bytes.length, headers.get('content-encoding')]).toEqual([200, 2_097_152, null]);
    // Bytes that something on the way could pack would measure the packer.
    expect(new Set(bytes.subarray(0, 4_096)).size).toBeGreaterThan(200);
    const filler = 'x'.repeat(LINE_TEST.uploadBytes);
    const sent = await consoles[0]!.post<LineUpload>(path('lineUpload', 0), { filler });
    expect([sent.status, sent.body]).toEqual([200, { bytes: 524_288 }]);
    const { at } = made(await consoles[0]!.get<LineProbe>(path('lineProbe', 0)));
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    expect(LINE_TEST.downloadBytes + LINE_TEST.uploadBytes).toBeLessThan(2_700_000);
    const more = await consoles[0]!.post<ProblemBody>(path('lineUpload', 0), {
      filler: `${filler}${filler}`,
    });
    expect(more.body.code).toBe('request.too-large');
    expect((await give(0)).status).toBe(204);
  });

  it('measures nothing without a turn', async () => {
    expect((await download(0))[0]).toBe(409);
    const up = await consoles[0]!.post<ProblemBody>(path('lineUpload', 0), { filler: 'x' });
    expect(up.body.code).toBe('line-test.no-turn');
    expect((await give(0)).status).toBe(204);
  });

  it('is one at a time for a site', async () => {
    const phone = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    expect((await take(0)).status).toBe(200);
    expect((await take(0)).status).toBe(200);
    const second = await take(0, phone);
    expect([second.status, second.body.code]).toEqual([503, 'line-test.busy']);
    await give(0, phone);
    expect((await download(0))[0]).toBe(200);
    await give(0);
    expect((await take(0, phone)).status).toBe(200);
    await give(0, phone);
  });
});

describe('twenty-five sites at once', () => {
  it('measure twenty at a time, the others when they are told to, and none is lost', async () => {
    // The rule's waits are of minutes: here a test takes a moment.
    const timing = app.app.get(LineTestTiming);
    timing.usual = 1_000;
    const first = await Promise.all(hall.sites.map((_, at) => take(at)));
    expect(first.filter(({ status }) => status === 200)).toHaveLength(20);
    const waiting = first.flatMap(({ status }, at) => (status === 503 ? [at] : []));
    expect(waiting).toHaveLength(5);
    for (const at of waiting) {
      expect(first[at]!.body.code).toBe('line-test.busy');
      expect(Number(first[at]!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect((await download(at))[0]).toBe(409);
    }
    const measured = await Promise.all(
      first.flatMap(({ status }, at) => (status === 200 ? [download(at)] : [])),
    );
    expect(measured.map(([status, { length }]) => [status, length])).toEqual(
      Array(20).fill([200, LINE_TEST.downloadBytes]),
    );
    for (const [at, { status }] of first.entries()) if (status === 200) await give(at);
    for (const at of waiting) {
      expect((await take(at)).status).toBe(200);
      expect((await download(at))[0]).toBe(200);
      await give(at);
    }
  });
});
