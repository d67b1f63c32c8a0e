import { createHash } from 'node:crypto';
import type { Conference } from '../src/contract/conference.js';
import type { Material, MaterialDownloads } from '../src/contract/material.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { MaterialReleased } from '../src/materials/materials.events.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { eventually } from './support/commune.js';
import { content, makeLibrary, PDF, uploadBy } from './support/library.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const FUTURE = '2999-01-01T00:00:00.000Z';

describe('materials', () => {
  let app: TestApp;
  let conference: Conference;
  let other: Conference;
  let site: Site;
  let coordinator: Client;
  let trainee: Client;
  const released: string[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    ({ conference, site, coordinator, trainee } = await makeLibrary(app));
    const made = { title: 'Tập huấn', startsOn: '2026-11-22', endsOn: '2026-11-22', status: 'open' };
    other = (
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), { ...made, slug: 'hoi-nghi-khac' })
    ).body;
    app.app
      .get(EventBus)
      .on(MaterialReleased, ({ material }) => void released.push(`${material.title} ${material.version}`));
  });
  afterAll(() => app.stop());
  beforeEach(() => released.splice(0));

  const upload = uploadBy(() => ({ app, conference }));
  const titles = async (client: Client): Promise<string[]> =>
    (await client.get<Page<Material>>(pathTo(ROUTES.materials, conference.id))).body.items.map(
      (one) => one.title,
    );

  it('exist only for their audience, from their release on', async () => {
    const made = {
      public: await upload('Công khai.pdf', { audience: 'public' }),
      participants: await upload('Học viên.pdf'),
      coordinators: await upload('Điểm cầu.pdf', { audience: 'coordinators' }),
      later: await upload('Mai sau.pdf', { audience: 'public', releaseAt: FUTURE }),
    };
    expect(made.participants.body.audience).toBe('participants');
    const everybody = [app.organizer, coordinator, trainee, app.anonymous];
    for (const [name, readers] of Object.entries({
      public: [1, 1, 1, 1],
      participants: [1, 1, 1, 0],
      coordinators: [1, 1, 0, 0],
      later: [1, 0, 0, 0],
    })) {
      const { body: material } = made[name as keyof typeof made];
      const answers = await Promise.all(everybody.map((client) => content(client, material.id)));
      expect([name, answers.map((answer) => answer.status)]).toEqual([
        name,
        readers.map((may) => (may ? 200 : 404)),
      ]);
      const listed = await Promise.all(
        everybody.map(async (client) => ((await titles(client)).includes(material.title) ? 1 : 0)),
      );
      expect([name, listed]).toEqual([name, readers]);
      const alone = await Promise.all(
        everybody.map((client) => client.get<ProblemBody>(pathTo(ROUTES.material, material.id))),
      );
      expect([name, alone.map((answer) => answer.body.code ?? 1)]).toEqual([
        name,
        readers.map((may) => (may ? 1 : 'material.not-found')),
      ]);
    }
  });

  it('are hidden from coordinators of another conference, and from strangers in a draft', async () => {
    const { body: material } = await app.organizer.upload<Material>(
      pathTo(ROUTES.materials, other.id),
      { name: 'a.pdf', content: PDF },
      { audience: 'public' },
    );
    expect((await content(coordinator, material.id)).status).toBe(404);
    expect((await content(app.anonymous, material.id)).status).toBe(200);
    await app.organizer.patch(pathTo(ROUTES.conference, other.id), { status: 'draft' });
    expect((await content(app.anonymous, material.id)).status).toBe(404);
  });

  it('arrive unchanged, with their checksum and their Vietnamese name', async () => {
    const name = 'Bài giảng: Đề án 06 (bản cuối).pdf';
    const { status, body: material } = await upload(name.normalize('NFD'), { audience: 'public' });
    expect(status).toBe(201);
    expect(material).toMatchObject({
      title: 'Bài giảng: Đề án 06 (bản cuối)',
      fileName: name,
      mediaType: 'application/pdf',
      size: PDF.length,
      sha256: sha256(PDF),
      version: 1,
      sessionId: null,
      releaseAt: null,
    });
    expect(released).toEqual(['Bài giảng: Đề án 06 (bản cuối) 1']);
    const answer = await content(app.anonymous, material.id);
    expect(answer.bytes.equals(PDF)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'content-disposition':
        'attachment; filename="Bai giang: De an 06 (ban cuoi).pdf"; ' +
        "filename*=UTF-8''B%C3%A0i%20gi%E1%BA%A3ng%3A%20%C4%90%E1%BB%81%20%C3%A1n%2006" +
        '%20%28b%E1%BA%A3n%20cu%E1%BB%91i%29.pdf',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      etag: `"${sha256(PDF)}"`,
      'cache-control': 'no-cache',
    });
    expect(answer.headers.has('content-encoding')).toBe(false);
    expect(
      Math.abs(Date.parse(answer.headers.get('last-modified')!) - Date.parse(material.createdAt)),
    ).toBeLessThan(1_000);
  });

  it('answer ranges, HEAD and conditional requests', async () => {
    const { body: material } = await upload('Phần.pdf', { audience: 'public' });
    const etag = `"${material.sha256}"`;
    const part = await content(app.anonymous, material.id, { range: 'bytes=1000-1999' });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      `bytes 1000-1999/${PDF.length}`,
      '1000',
    ]);
    expect(part.bytes.equals(PDF.subarray(1000, 2000))).toBe(true);
    const rest = await content(app.anonymous, material.id, { range: 'bytes=299000-', 'if-range': etag });
    expect([rest.status, rest.bytes.equals(PDF.subarray(299_000))]).toEqual([206, true]);
    expect((await content(app.anonymous, material.id, { range: 'bytes=-5' })).bytes.toString()).toBe('%%EOF');
    const changed = await content(app.anonymous, material.id, {
      range: 'bytes=299000-',
      'if-range': '"another"',
    });
    expect([changed.status, changed.bytes.length]).toEqual([200, PDF.length]);
    expect((await content(app.anonymous, material.id, { range: 'bytes=0-1,4-5' })).status).toBe(200);

    const beyond = await content(app.anonymous, material.id, { range: `bytes=${PDF.length}-` });
    expect([
      beyond.status,
      beyond.headers.get('content-range'),
      (JSON.parse(beyond.bytes.toString()) as ProblemBody).code,
    ]).toEqual([416, `bytes */${PDF.length}`, 'material.range-invalid']);

    const known = await content(app.anonymous, material.id, { 'if-none-match': etag });
    expect([known.status, known.bytes.length, known.headers.get('etag')]).toEqual([304, 0, etag]);
    const modified = (await content(app.anonymous, material.id)).headers.get('last-modified')!;
    expect((await content(app.anonymous, material.id, { 'if-modified-since': modified })).status).toBe(304);

    const head = await content(app.anonymous, material.id, { range: 'bytes=0-1' }, 'HEAD');
    expect([
      head.status,
      head.bytes.length,
      head.headers.get('content-length'),
      head.headers.get('etag'),
    ]).toEqual([200, 0, String(PDF.length), etag]);
  });

  it('belong to a session of their conference, and to the conference after its deletion', async () => {
    const { body: session } = await app.organizer.post<Session>(pathTo(ROUTES.sessions, conference.id), {
      title: 'Phiên',
      startsAt: '2026-11-22T01:00:00Z',
      endsAt: '2026-11-22T02:00:00Z',
    });
    const { body: material } = await upload('Của phiên.pdf', {
      sessionId: session.id,
      title: ' Của  phiên ',
    });
    expect([material.sessionId, material.title]).toEqual([session.id, 'Của phiên']);
    await app.organizer.delete(pathTo(ROUTES.session, session.id));
    expect(
      (await app.organizer.get<Material>(pathTo(ROUTES.material, material.id))).body.sessionId,
    ).toBeNull();
  });

  it('are released by an organizer or by the clock, and announced once', async () => {
    const { body: material } = await upload('Đáp án.pdf', { audience: 'public', releaseAt: FUTURE });
    expect(released).toEqual([]);
    const patched = await app.organizer.patch<Material>(pathTo(ROUTES.material, material.id), {
      releaseAt: null,
    });
    expect([patched.status, patched.body.releaseAt]).toEqual([200, null]);
    await app.organizer.patch(pathTo(ROUTES.material, material.id), { title: 'Đáp án đúng' });
    expect(released).toEqual(['Đáp án 1']);
    expect((await content(app.anonymous, material.id)).status).toBe(200);

    const { body: soon } = await upload('Sắp.pdf', {
      audience: 'public',
      releaseAt: new Date(Date.now() + 400).toISOString(),
    });
    expect((await content(app.anonymous, soon.id)).status).toBe(404);
    await eventually(async () => released.includes('Sắp 1'), true);
    expect((await content(app.anonymous, soon.id)).status).toBe(200);
    await app.organizer.patch(pathTo(ROUTES.material, soon.id), { releaseAt: FUTURE });
    expect((await content(app.anonymous, soon.id)).status).toBe(404);
    expect(released).toEqual(['Đáp án 1', 'Sắp 1']);
  });

  it('have versions: readers get the newest, organizers any', async () => {
    const { body: first } = await upload('Bài.pdf', { audience: 'public' });
    const newer = Buffer.from('%PDF-1.7 bản hai');
    const { status, body: second } = await app.organizer.upload<Material>(
      pathTo(ROUTES.materialVersions, first.id),
      { name: 'Bài sửa.pdf', content: newer },
    );
    expect(status).toBe(201);
    expect(second).toMatchObject({
      id: first.id,
      title: 'Bài',
      fileName: 'Bài sửa.pdf',
      version: 2,
      sha256: sha256(newer),
      createdAt: first.createdAt,
    });
    expect(released).toEqual(['Bài 1', 'Bài 2']);
    expect((await content(app.anonymous, first.id)).bytes.equals(newer)).toBe(true);
    expect((await content(app.organizer, `${first.id}`)).headers.get('etag')).toBe(`"${sha256(newer)}"`);
    const older = `${pathTo(ROUTES.materialContent, first.id)}?version=1`;
    expect((await app.anonymous.get(older)).status).toBe(404);
    expect((await app.organizer.get(older)).headers.get('etag')).toBe(`"${sha256(PDF)}"`);
    expect((await app.organizer.get(older.replace('=1', '=3'))).status).toBe(404);
    expect((await app.organizer.get(older.replace('=1', '=x'))).status).toBe(400);
  });

  it('count complete downloads by site', async () => {
    const { body: material } = await upload('Đếm.pdf', { audience: 'public' });
    await content(coordinator, material.id);
    await content(coordinator, material.id, { range: 'bytes=0-10' });
    await content(coordinator, material.id, { range: 'bytes=200000-' });
    await content(app.anonymous, material.id);
    await content(app.anonymous, material.id, {}, 'HEAD');
    const counted = async (): Promise<MaterialDownloads[]> =>
      (await app.organizer.get<Page<MaterialDownloads>>(pathTo(ROUTES.materialDownloads, material.id))).body
        .items;
    // Counted once the last byte has gone out, which the reader may know before the service.
    await eventually(
      async () => (await counted()).reduce((sum, { downloads }) => sum + downloads, 0) >= 3,
      true,
    );
    const items = await counted();
    expect(items.map(({ siteId, kind, downloads }) => [siteId, kind, downloads])).toEqual(
      expect.arrayContaining([
        [null, 'anyone', 1],
        [site.id, 'coordinator', 2],
      ]),
    );
    expect(items).toHaveLength(2);
    const page = (query: string) =>
      app.organizer.get<Page<MaterialDownloads>>(`${pathTo(ROUTES.materialDownloads, material.id)}${query}`);
    const { body: first } = await page('?limit=1');
    const { body: second } = await page(`?limit=1&after=${first.next}`);
    expect([first.items, second.items, second.next]).toEqual([[items[0]], [items[1]], null]);
    expect((await page('?limit=0')).status).toBe(400);
  });

  it('are listed page by page', async () => {
    const all = await titles(app.organizer);
    const first = (await app.organizer.get<Page<Material>>(`${pathTo(ROUTES.materials, 'ngay-mau')}?limit=3`))
      .body;
    const second = (
      await app.organizer.get<Page<Material>>(
        `${pathTo(ROUTES.materials, 'ngay-mau')}?limit=500&after=${first.next}`,
      )
    ).body;
    expect([...first.items, ...second.items].map((one) => one.title)).toEqual(all);
    expect([first.items.length, second.next]).toEqual([3, null]);
  });
});
