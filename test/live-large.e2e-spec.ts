import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Entry, Receipt } from '../src/contract/attendance.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, makeHall, present } from './support/hall.js';
import { LiveClient } from './support/live.js';

const LIMIT = 512 * 1024;
let app: TestApp;
let hall: Hall;
const clients: LiveClient[] = [];
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 1 });
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(() => app.stop());

async function connect(transport: string): Promise<LiveClient> {
  const client = await LiveClient.connect(app.url, { token: app.organizer.token!, transports: [transport] });
  clients.push(client);
  return client;
}
const siteId = (): string => hall.sites[0]!.id;
/** As long as the form allows, in letters of three bytes, unless told otherwise. */
function walkIn(letters: number): Entry {
  const text = (most: number): string => 'Ệ'.repeat(Math.min(letters, most));
  const entry = present(hall.checkpoint.id, randomUUID(), {
    method: 'walk_in',
    walkIn: { fullName: text(200), unit: text(200), position: text(200) },
    reason: text(500),
  });
  delete (entry as Partial<Entry>).participantId;
  return entry as Entry;
}
const bytesOf = (entries: Entry[]): number => Buffer.byteLength(JSON.stringify({ entries }));
const some = (count: number, letters: number): Entry[] =>
  Array.from({ length: count }, () => walkIn(letters));

describe.each(['websocket', 'polling'])('attendance.submit by %s', (transport) => {
  it('accepts 200 long entries, a receipt for each, and the connection stays', async () => {
    const client = await connect(transport);
    const entries = some(200, 180);
    expect(bytesOf(entries)).toBeGreaterThan(300_000);
    const { receipts } = (await client.ask('attendance.submit', { siteId: siteId(), entries })) as {
      receipts: Receipt[];
    };
    expect(receipts.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
    expect(new Set(receipts.map(({ code }) => code))).not.toContain('request.too-large');
    expect(client.socket.connected).toBe(true);
  });

  it('accepts as many bytes and entries as the HTTP route, and no more', async () => {
    const client = await connect(transport);
    const least = some(200, 1);
    const room = Math.floor((LIMIT - bytesOf(least)) / 3);
    const entries = least.map((entry) => ({
      ...entry,
      reason: 'Ệ'.repeat(Math.min(500, 1 + Math.floor(room / 200))),
    }));
    entries[0]!.note = 'x'.repeat(LIMIT - bytesOf(entries) - 10);
    const full = [...entries];
    expect(bytesOf(full)).toBe(LIMIT);
    const over = [{ ...full[0]!, note: `${full[0]!.note}${'x'.repeat(400)}` }, ...full.slice(1)];
    for (const [sent, code] of [
      [full, undefined],
      [over, 'request.too-large'],
    ] as const) {
      const live = await client.ask('attendance.submit', { siteId: siteId(), entries: sent });
      const http = await app.organizer.post<ProblemBody>(pathTo(ROUTES.attendance, siteId()), {
        entries: sent,
      });
      expect([live.problem?.code, http.body.code]).toEqual([code, code]);
    }
    expect(client.socket.connected).toBe(true);
  });

  it('answers a larger one with a problem that names the HTTP route, and later ones as usual', async () => {
    const client = await connect(transport);
    const entries = some(200, 500);
    expect(bytesOf(entries)).toBeGreaterThan(600_000);
    const { problem } = await client.ask('attendance.submit', { siteId: siteId(), entries });
    expect(problem).toMatchObject({
      code: 'request.too-large',
      status: 413,
      detail: expect.stringContaining('POST /api/v1/sites/:id/attendance'),
    });
    for (const half of [entries.slice(0, 100), entries.slice(100)])
      expect(await client.ask('attendance.submit', { siteId: siteId(), entries: half })).toMatchObject({
        receipts: expect.any(Array),
      });
    expect(client.socket.connected).toBe(true);
  });
});

describe('any other event', () => {
  it('above 64 KiB is answered before the connection ends', async () => {
    const client = await connect('websocket');
    const { problem } = await client.ask('board.watch', { conferenceId: 'x'.repeat(70_000) });
    expect(problem).toMatchObject({ code: 'request.too-large', status: 413 });
    await client.until('dropped', () => !client.socket.connected);
  });

  it('counts by its bytes: many large events are slowed down', async () => {
    const client = await connect('websocket');
    const entries = some(200, 180);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => client.ask('attendance.submit', { siteId: siteId(), entries })),
    );
    const codes = answers.map(({ problem }) => problem?.code ?? 'ok');
    expect([codes.includes('ok'), codes.includes('rate.limited')]).toEqual([true, true]);
    expect(client.socket.connected).toBe(true);
  });

  it('before the sign-in closes the connection', async () => {
    const socket = io(`${app.url}/live`, {
      auth: { token: 'x'.repeat(70_000) },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    const refused = jest.fn();
    socket.on('connect_error', refused);
    await new Promise((resolve) => socket.io.on('close', resolve));
    // Its token was not even looked at.
    expect(refused).not.toHaveBeenCalled();
  });
});
