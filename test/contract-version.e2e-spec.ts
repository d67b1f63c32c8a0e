import { API_BASE, CONTRACT_HEADER, CONTRACT_VERSION, OLDEST_CONTRACT } from '../src/contract/version.js';
import type { AttendanceReply } from '../src/contract/attendance.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { ServedContracts } from '../src/platform/http/served-contracts.js';
import { collectRoutes } from './support/entrances.js';
import { expectProblem } from './support/expect-problem.js';
import { pair, present } from './support/hall.js';
import { LiveClient, refusal } from './support/live.js';
import { liveHall } from './support/live-hall.js';

const routes = collectRoutes();
const here = liveHall();
const says = (version: unknown): Record<string, string> => ({ [CONTRACT_HEADER]: String(version) });
const schedule = (): string => pathTo(ROUTES.schedule, here.hall.conference.slug);

/** A service that no longer serves what this page speaks, as a later one will be. */
function raiseOldest(): void {
  here.app.app.get(ServedContracts).oldest = CONTRACT_VERSION + 1;
}
afterEach(() => void (here.app.app.get(ServedContracts).oldest = OLDEST_CONTRACT));

describe('a request that says its version of the contract', () => {
  it('is served with no version, the current, a newer or an unreadable one', async () => {
    raiseOldest();
    const served = [
      {},
      says(CONTRACT_VERSION + 1),
      says(999),
      says('new'),
      says(''),
      says('-1'),
      says('1.5'),
    ];
    for (const headers of served)
      expect([headers, (await here.app.organizer.get(pathTo(ROUTES.me), headers)).status]).toEqual([
        headers,
        200,
      ]);
  });

  it('is refused with 426 contract.too-old below the oldest served version, and writes nothing', async () => {
    const [site] = here.hall.sites;
    const { token } = await pair(here.app.organizer, site!.id);
    const console = here.app.anonymous.as(token);
    const entry = present(here.hall.checkpoint.id, here.hall.people[0]![0]!.id);
    const send = (headers: Record<string, string>) =>
      console.post<AttendanceReply & ProblemBody>(
        pathTo(ROUTES.attendance, site!.id),
        { entries: [entry] },
        headers,
      );
    raiseOldest();
    const refused = await send(says(CONTRACT_VERSION));
    expectProblem(refused, 426, 'contract.too-old');
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '60',
      'x-content-type-options': 'nosniff',
      'x-request-id': refused.body.requestId,
    });
    // A header of one connection alone; proxies that speak HTTP/2 pass it on, and browsers then drop the
    // answer.
    expect(refused.headers.get('upgrade')).toBeNull();
    const ledger = await here.app.organizer.get<Page<unknown>>(
      pathTo(ROUTES.ledger, here.hall.conference.id),
    );
    expect(ledger.body.items).toEqual([]);
    expect((await send(says(CONTRACT_VERSION + 1))).body.receipts).toMatchObject([
      { id: entry.id, outcome: 'accepted' },
    ]);
  });

  it('is refused on every route of the API except its description', async () => {
    raiseOldest();
    const api = [...routes].filter((route) => route.includes(` ${API_BASE}/`));
    expect(api.length).toBeGreaterThan(50);
    const answered: string[] = [];
    for (const route of api) {
      const [method, path] = route.split(' ') as [string, string];
      const { status } = await here.app.organizer.send(
        method,
        path.replace(/:\w+/g, here.hall.conference.id),
        undefined,
        says(CONTRACT_VERSION),
      );
      if (status !== 426) answered.push(route);
    }
    expect(answered).toEqual([`GET ${API_BASE}${ROUTES.openapi}`]);
  });

  it('is refused before a cached response is given', async () => {
    expect((await here.app.anonymous.get(schedule())).status).toBe(200);
    expect((await here.app.anonymous.get(schedule(), says(OLDEST_CONTRACT))).status).toBe(200);
    raiseOldest();
    expectProblem(await here.app.anonymous.get(schedule(), says(CONTRACT_VERSION)), 426, 'contract.too-old');
    expect((await here.app.anonymous.get(schedule())).status).toBe(200);
  });

  it('gets pages, health and metrics with any version, so that old pages can update', async () => {
    raiseOldest();
    for (const path of ['/console', '/icon.svg', '/health/live', '/metrics']) {
      const [plain, old] = [
        await here.app.anonymous.get(path),
        await here.app.anonymous.get(path, says(CONTRACT_VERSION)),
      ];
      expect([path, old.status]).toEqual([path, plain.status]);
      expect(old.status).not.toBe(426);
    }
  });
});

describe('a live handshake that says its version of the contract', () => {
  it('is refused with contract.too-old before authentication, by polling too', async () => {
    const { token } = await pair(here.app.organizer, here.hall.sites[0]!.id);
    raiseOldest();
    for (const options of [{ token }, {}, { token, transports: ['polling'] }]) {
      const { message, data } = await refusal(
        LiveClient.connect(here.app.url, { ...options, contract: CONTRACT_VERSION }),
      );
      expect([message, data]).toEqual([
        'contract.too-old',
        expect.objectContaining({ status: 426, code: 'contract.too-old' }),
      ]);
    }
  });

  it('is served with no version, a newer or an unreadable one', async () => {
    const { token } = await pair(here.app.organizer, here.hall.sites[0]!.id);
    raiseOldest();
    for (const contract of [undefined, CONTRACT_VERSION + 1, String(CONTRACT_VERSION + 1), null, 'new', {}]) {
      const client = await LiveClient.connect(here.app.url, { token, contract });
      here.open.push(client);
      expect(await client.ask('site.join', { siteId: here.hall.sites[0]!.id })).toMatchObject({
        announcements: [],
      });
    }
  });
});
