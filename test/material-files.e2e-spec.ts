import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Conference } from '../src/contract/conference.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { eventually } from './support/commune.js';
import { content, makeLibrary, PDF, uploadBy } from './support/library.js';

describe('materials', () => {
  let app: TestApp;
  let conference: Conference;
  let coordinator: Client;
  let trainee: Client;
  beforeAll(async () => {
    app = await startTestApp();
    ({ conference, coordinator, trainee } = await makeLibrary(app));
  });
  afterAll(() => app.stop());

  const upload = uploadBy(() => ({ app, conference }));
  const onDisk = (): Promise<string[]> => readdir(join(app.dataDir, 'materials'));

  it('are written only by organizers; a refused upload leaves no file', async () => {
    const before = await onDisk();
    const { body: material } = await upload('a.pdf');
    for (const client of [app.anonymous, trainee, coordinator]) {
      const status = client === app.anonymous ? 401 : 403;
      const writes = [
        client.upload(pathTo(ROUTES.materials, conference.id), { name: 'b.pdf', content: PDF }),
        client.upload(pathTo(ROUTES.materialVersions, material.id), { name: 'b.pdf', content: PDF }),
        client.patch(pathTo(ROUTES.material, material.id), { title: 'x' }),
        client.delete(pathTo(ROUTES.material, material.id)),
        client.get(pathTo(ROUTES.materialDownloads, material.id)),
      ];
      expect((await Promise.all(writes)).map((answer) => answer.status)).toEqual(writes.map(() => status));
    }
    expect(await onDisk()).toHaveLength(before.length + 1);
  });

  it.each([
    ['a page', 'trang.html', '<!doctype html><script>alert(1)</script>'],
    ['a page that says it is a text', 'trang.txt', '\ufeff  <html><script>alert(1)</script>'],
    ['a drawing with a script', 'hinh.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a program', 'setup.exe', 'MZ\x90\x00'],
    ['a program that says it is a PDF', 'setup.pdf', 'MZ\x90\x00'],
    ['a page that says it is a PDF', 'trang.pdf', '<html>'],
    ['a page under a picture’s name', 'anh.png', '<html>'],
    ['no extension', 'tep', '%PDF-1.7'],
    ['a bare extension', '.pdf', '%PDF-1.7'],
    ['zero bytes inside a text', 'a.txt', 'a\0b'],
    ['an inherited name', 'a.constructor', '%PDF-1.7'],
  ])('refuse %s, and leave no file', async (_, name, text) => {
    const before = await onDisk();
    const answer = await upload(
      name,
      {},
      Buffer.from(text, 'latin1').includes(0) ? Buffer.from(text, 'latin1') : text,
    );
    expect([answer.status, answer.body.code]).toEqual([415, 'material.type-refused']);
    expect(await onDisk()).toEqual(before);
  });

  it('refuse an empty, missing or misplaced file and wrong fields, and leave no file', async () => {
    const before = await onDisk();
    expect((await upload('a.pdf', {}, '')).body.code).toBe('material.empty');
    const form = new FormData();
    form.append('title', 'x');
    const route = pathTo(ROUTES.materials, conference.id);
    expect((await app.organizer.send<ProblemBody>('POST', route, form)).body.code).toBe(
      'material.file-missing',
    );
    expect((await app.organizer.post<ProblemBody>(route, { title: 'x' })).body.code).toBe(
      'request.media-type',
    );
    for (const fields of [
      { audience: 'all' },
      { releaseAt: 'mai' },
      { colour: 'red' },
      { sessionId: 'x' },
    ] as Record<string, string>[]) {
      expect([fields, (await upload('a.pdf', fields)).body.code]).toEqual([fields, 'request.invalid']);
    }
    expect((await upload('a.pdf', { sessionId: conference.id })).body.code).toBe('session.not-found');
    const broken = await app.organizer.send<ProblemBody>('POST', route, '--x\r\nnonsense', {
      'content-type': 'multipart/form-data; boundary=x',
    });
    expect([broken.status, broken.body.code]).toEqual([400, 'request.invalid']);
    expect(await onDisk()).toEqual(before);
  });

  it('leave no file when the upload is cut', async () => {
    const before = await onDisk();
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    const start =
      '--cut\r\nContent-Disposition: form-data; name="file"; filename="dai.pdf"\r\n\r\n%PDF-1.7\n';
    socket.write(
      `POST ${pathTo(ROUTES.materials, conference.id)} HTTP/1.1\r\nHost: x\r\n` +
        `Authorization: Bearer ${app.organizer.token}\r\n` +
        'Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: 9000000\r\n\r\n' +
        `${start}${'x'.repeat(200_000)}`,
    );
    await eventually(async () => (await onDisk()).some((name) => name.endsWith('.part')), true);
    socket.destroy();
    await eventually(async () => (await onDisk()).length, before.length);
    expect(await onDisk()).toEqual(before);
  });

  it('cannot escape their folder or hide their name', async () => {
    const { body: escaping } = await upload('../../etc/bai giang.pdf');
    expect(escaping.fileName).toBe('bai giang.pdf');
    const { body: long } = await upload(`${'Điểm cầu '.repeat(60)}.pdf`);
    expect([Buffer.byteLength(long.fileName) <= 255, long.fileName.endsWith('.pdf')]).toEqual([true, true]);
    const { body: turned } = await upload('slides\u202efdp.pdf');
    expect(turned.fileName).toBe('slidesfdp.pdf');
  });

  it('lose all their files when they are deleted', async () => {
    const before = await onDisk();
    const { body: material } = await upload('Bỏ.pdf');
    await app.organizer.upload(pathTo(ROUTES.materialVersions, material.id), {
      name: 'Bỏ.pdf',
      content: PDF,
    });
    expect(await onDisk()).toHaveLength(before.length + 2);
    expect((await app.organizer.delete(pathTo(ROUTES.material, material.id))).status).toBe(204);
    expect(await onDisk()).toEqual(before);
    expect((await content(app.organizer, material.id)).status).toBe(404);
    expect((await app.organizer.delete<ProblemBody>(pathTo(ROUTES.material, material.id))).body.code).toBe(
      'material.not-found',
    );
  });

  it('survive a restart, which removes half-written files', async () => {
    const { body: material } = await upload('Bền.pdf', { audience: 'public' });
    await writeFile(join(app.dataDir, 'materials', 'half.part'), 'x');
    app = await app.restart();
    expect((await content(app.anonymous, material.id)).bytes.equals(PDF)).toBe(true);
    expect((await onDisk()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('leave no orphaned file after a power cut, and no foreign file is removed', async () => {
    await upload('Giữ.pdf');
    const named = await onDisk();
    const folder = join(app.dataDir, 'materials');
    await writeFile(join(folder, randomUUID()), PDF);
    await writeFile(join(folder, 'ghi-chu.txt'), 'x');
    app = await app.restart();
    expect((await onDisk()).sort()).toEqual([...named, 'ghi-chu.txt'].sort());
  });
});
