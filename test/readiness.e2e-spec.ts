import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import { DEFAULT_READINESS, type ReadinessResult, type SiteReadiness } from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { made, pair } from './support/hall.js';
import { but, PASSED, readinessDesk } from './support/readiness-desk.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const HOUR = 3_600_000;
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
const { desk, put, read, askFor, onBoard } = readinessDesk(() => app);

describe('access to readiness', () => {
  it('a site signs its own test; organizers pass by hand, and nobody else does either', async () => {
    const own = await place(app, 'ai-duoc-kiem-tra', 'open');
    const foreign = await desk();
    const body = { id: randomUUID(), items: PASSED, signedBy: 'An' };
    const tried: [Client, string, string, object | undefined, string][] = [
      [app.anonymous, 'PUT', pathTo(ROUTES.siteReadiness, own.site), body, 'auth.required'],
      [app.organizer, 'PUT', pathTo(ROUTES.siteReadiness, own.site), body, 'auth.forbidden'],
      [own.trainee, 'GET', pathTo(ROUTES.siteReadiness, own.site), undefined, 'auth.forbidden'],
      [own.wall, 'GET', pathTo(ROUTES.siteReadiness, own.site), undefined, 'auth.forbidden'],
      [foreign.console, 'PUT', pathTo(ROUTES.siteReadiness, own.site), body, 'site.not-found'],
      [foreign.console, 'GET', pathTo(ROUTES.readinessHistory, own.site), undefined, 'site.not-found'],
      [foreign.console, 'POST', pathTo(ROUTES.lineTest, own.site), {}, 'site.not-found'],
      [foreign.console, 'GET', pathTo(ROUTES.lineDownload, own.site), undefined, 'site.not-found'],
      [own.coordinator, 'POST', pathTo(ROUTES.readinessPass, own.site), { reason: 'x' }, 'auth.forbidden'],
      [own.coordinator, 'GET', pathTo(ROUTES.readinessItems, own.conference), undefined, 'auth.forbidden'],
      [app.organizer, 'GET', pathTo(ROUTES.siteReadiness, randomUUID()), undefined, 'site.not-found'],
    ];
    for (const [who, method, path, sent, code] of tried)
      expect([path, (await who.send<ProblemBody>(method, path, sent)).body.code]).toEqual([path, code]);
    const history = await own.coordinator.get<Page<ReadinessResult>>(
      pathTo(ROUTES.readinessHistory, own.site),
    );
    expect(made(history).items).toEqual([]);
  });
});

describe('a test', () => {
  it('begins as a list of what is asked for, and ends signed by name, time and device', async () => {
    const here = await desk();
    const before = await read(here, here.console);
    expect(before).toMatchObject({ state: 'untested', at: null, by: null, settings: DEFAULT_READINESS });
    expect(before.items).toEqual(DEFAULT_READINESS.items.map((key) => ({ key, outcome: 'not_measured' })));
    const after = await put(here, PASSED);
    expect(after).toMatchObject({
      state: 'passed',
      stage: 'ready',
      by: 'Nguyễn Thị Hà',
      device: { id: here.deviceId, name: 'Máy tính hội trường' },
      isByHand: false,
      failed: [],
      staleBecause: null,
      incomplete: null,
    });
    expect(after.items).toEqual(PASSED);
    expect(Date.now() - Date.parse(after.at!)).toBeLessThan(60_000);
    expect(await read(here)).toEqual(after);
    expect(await onBoard(here)).toEqual(['passed', 1]);
  });

  it('fails with its items, and the history keeps every result', async () => {
    const here = await desk();
    await put(here, PASSED);
    const failed = await put(here, but('upload', 'failed'));
    expect([failed.state, failed.failed]).toEqual(['failed', ['upload']]);
    expect(await onBoard(here)).toEqual(['failed', 0]);
    await put(here, PASSED);
    const first = made(
      await here.console.get<Page<ReadinessResult>>(
        `${pathTo(ROUTES.readinessHistory, here.siteId)}?limit=2`,
      ),
    );
    const rest = made(
      await app.organizer.get<Page<ReadinessResult>>(
        `${pathTo(ROUTES.readinessHistory, here.siteId)}?after=${first.next}`,
      ),
    );
    expect([...first.items, ...rest.items].map(({ outcome }) => outcome)).toEqual([
      'passed',
      'failed',
      'passed',
    ]);
  });

  it('that measured not everything decides nothing, and takes no pass away', async () => {
    const here = await desk();
    const offline = await put(here, but('download', 'not_measured'));
    expect([offline.state, offline.stage, offline.failed]).toEqual(['untested', 'tested', []]);
    expect(offline.incomplete).toMatchObject({ outcome: 'incomplete', by: 'Nguyễn Thị Hà' });
    await put(here, PASSED);
    const again = await put(here, but('download', 'not_measured'));
    expect([again.state, again.incomplete?.outcome]).toEqual(['passed', 'incomplete']);
  });

  it('sent again is stored once, and another one under its id is refused', async () => {
    const here = await desk();
    const id = randomUUID();
    const answers = await Promise.all(
      [1, 2, 3].map(() => put(here, PASSED, { id, recordedAt: hoursAgo(1) })),
    );
    expect(new Set(answers.map(({ at }) => at)).size).toBe(1);
    const other = await here.console.send<ProblemBody>('PUT', pathTo(ROUTES.siteReadiness, here.siteId), {
      id,
      items: PASSED,
      signedBy: 'Ai khác',
    });
    expect([other.status, other.body.code]).toEqual([409, 'readiness.id-reused']);
    const { items } = made(
      await here.console.get<Page<ReadinessResult>>(pathTo(ROUTES.readinessHistory, here.siteId)),
    );
    expect(items).toHaveLength(1);
  });

  it('made offline counts from when it was signed, and does not replace a later one', async () => {
    const here = await desk();
    await put(here, PASSED, { recordedAt: hoursAgo(1) });
    const late = await put(here, but('tone', 'failed'), { recordedAt: hoursAgo(3) });
    expect([late.state, late.failed]).toEqual(['passed', []]);
    const fast = await put(here, but('tone', 'failed'), {
      recordedAt: hoursAgo(-2),
      clockOffset: 2 * HOUR + 60_000,
    });
    expect(fast.state).toBe('failed');
    expect(Math.abs(Date.parse(fast.at!) - Date.now() + 60_000)).toBeLessThan(30_000);
  });

  it.each([
    ['without items', { items: [] }, 'items'],
    ['with another outcome', { items: [{ key: 'tone', outcome: 'good' }] }, 'items.0.outcome'],
    [
      'with a value that is none',
      { items: [{ key: 'tone', outcome: 'passed', value: {} }] },
      'items.0.value',
    ],
    ['without a name', { signedBy: ' ' }, 'signedBy'],
    ['with more than a test has', { state: 'passed' }, 'state'],
  ])('%s is refused', async (_, wrong, path) => {
    const here = await desk();
    const { body } = await here.console.send<ProblemBody>('PUT', pathTo(ROUTES.siteReadiness, here.siteId), {
      id: randomUUID(),
      items: PASSED,
      signedBy: 'An',
      ...wrong,
    });
    expect([body.code, body.errors?.map((error) => error.path)]).toEqual(['request.invalid', [path]]);
  });
});

describe('a pass', () => {
  it('grows stale with age, with another device and with a new item, and says why', async () => {
    const old = await desk();
    expect(await put(old, PASSED, { recordedAt: hoursAgo(25) })).toMatchObject({
      state: 'stale',
      staleBecause: 'age',
    });
    await askFor(old, { staleHours: 48 });
    expect(await read(old)).toMatchObject({ state: 'passed', staleBecause: null });
    expect(await onBoard(old)).toEqual(['passed', 1]);

    const replaced = await desk();
    await put(replaced, PASSED);
    await pair(app.organizer, replaced.siteId, 'Máy mới');
    expect(await read(replaced)).toMatchObject({ state: 'stale', staleBecause: 'device' });

    const asked = await desk();
    await put(asked, PASSED);
    await askFor(asked, { items: DEFAULT_READINESS.items.slice(0, 3) });
    expect((await read(asked)).state).toBe('passed');
    await askFor(asked, { items: [...DEFAULT_READINESS.items, 'camera'] });
    expect(await read(asked)).toMatchObject({ state: 'stale', staleBecause: 'item' });
    expect(await onBoard(asked)).toEqual(['stale', 0]);
    // A console that knows older settings leaves the new item out: that passes nobody.
    await put(asked, PASSED);
    expect((await read(asked)).state).toBe('stale');
    await put(asked, [...PASSED, { key: 'camera', outcome: 'passed', value: null }]);
    expect((await read(asked)).state).toBe('passed');
  });

  it('grows stale on the board when the console that tested is revoked', async () => {
    const here = await desk();
    await put(here, PASSED);
    expect(await onBoard(here)).toEqual(['passed', 1]);
    expect((await app.organizer.delete(pathTo(ROUTES.device, here.deviceId))).status).toBe(204);
    expect(await read(here)).toMatchObject({ state: 'stale', staleBecause: 'device' });
    for (let tries = 0; (await onBoard(here))[0] !== 'stale' && tries < 50; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await onBoard(here)).toEqual(['stale', 0]);
  });

  it('by hand is shown with its reason and account, until the site tests again', async () => {
    const here = await desk();
    const passed = made(
      await app.organizer.post<SiteReadiness>(pathTo(ROUTES.readinessPass, here.siteId), {
        reason: ' Đã gọi, hình và tiếng tốt ',
      }),
    );
    expect(passed).toMatchObject({
      state: 'passed',
      isByHand: true,
      reason: 'Đã gọi, hình và tiếng tốt',
      device: null,
    });
    expect(passed.by).toMatch(/\S/);
    await askFor(here, { items: [...DEFAULT_READINESS.items, 'microphone'] });
    await pair(app.organizer, here.siteId);
    expect((await read(here)).state).toBe('passed');
    expect(await put(here, but('tone', 'failed'))).toMatchObject({ state: 'failed', isByHand: false });
  });

  it('survives a restart of the service, and so do the items of the conference', async () => {
    const here = await desk();
    await askFor(here, { staleHours: 12, deadline: '2026-11-22T01:00:00.000Z' });
    await put(here, PASSED);
    app = await app.restart();
    expect(await onBoard(here)).toEqual(['passed', 1]);
    expect(await read(here)).toMatchObject({
      state: 'passed',
      beginsAt: '2026-11-22T01:00:00.000Z',
      settings: { staleHours: 12 },
    });
  });
});
