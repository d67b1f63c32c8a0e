import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Conference } from '../src/contract/conference.js';
import type { Material } from '../src/contract/material.js';
import { startTestApp, type TestApp } from './support/app.js';
import { content, makeLibrary, PDF, uploadBy } from './support/library.js';
import { zip } from './support/zip.js';

const SCRIPT = '<script>alert(document.domain)</script>';
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
/** Files that are two things at once, and a program that reads the other one would run it. */
const POLYGLOTS: [string, string, Buffer][] = [
  ['a PDF that is a page further down', 'bai.pdf', Buffer.from(`%PDF-1.7\n<html>${SCRIPT}</html>\n%%EOF`)],
  [
    'a PDF with a script of its own',
    'bai.pdf',
    Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF'),
  ],
  [
    'a picture whose comment is a page',
    'anh.jpg',
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, 0x40]), Buffer.from(`*/=1;</style>${SCRIPT}`)]),
  ],
  [
    'a picture that is an archive too',
    'anh.png',
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      zip([{ name: 'a.html', content: Buffer.from(SCRIPT) }]),
    ]),
  ],
  ['a text that is a page after a comment', 'ghi chu.txt', Buffer.from(`<!-- -->\n<html>${SCRIPT}`)],
  ['a table that is a page', 'bang.csv', Buffer.from(`a,b\n"${SCRIPT}",=cmd|' /C calc'!A0\n`)],
  [
    'a note with markup',
    'ghi chu.md',
    Buffer.from(`# A\n<img src=x onerror=alert(1)>\n[x](javascript:alert(1))`),
  ],
  [
    'an archive with a link to /etc/passwd and names that climb',
    'goi.zip',
    zip([
      { name: '../../etc/cron.d/x', content: Buffer.from('* * * * * root true') },
      { name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120_777 },
    ]),
  ],
  [
    'a document with a link inside',
    'de an.docx',
    zip([{ name: 'word/document.xml', content: Buffer.from('/etc/passwd'), mode: 0o120_777 }]),
  ],
];
const REFUSED: [string, string, Buffer, string][] = [
  [
    'a drawing with a script',
    'hinh.svg',
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
    'material.type-refused',
  ],
  [
    'a drawing under a picture’s name',
    'hinh.png',
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
    'material.type-refused',
  ],
  [
    'a drawing that says it is a text',
    'hinh.txt',
    Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
    'material.type-refused',
  ],
  [
    'a page in UTF-16 that says it is a text',
    'trang.txt',
    utf16(`  <HTML>${SCRIPT}`),
    'material.type-refused',
  ],
  [
    'a page after blanks that says it is a note',
    'trang.md',
    Buffer.from(`\n\n \t<!DOCTYPE html>${SCRIPT}`),
    'material.type-refused',
  ],
  ['two extensions, the last of them a page’s', 'bai.pdf.html', PDF, 'material.type-refused'],
  ['an extension in capitals', 'TRANG.HTML', PDF, 'material.type-refused'],
  ['an extension behind NUL', 'bai.html\0.exe', PDF, 'material.type-refused'],
  ['nothing but the way up', '../..', PDF, 'material.type-refused'],
  ['no bytes at all', 'bai.pdf', Buffer.alloc(0), 'material.empty'],
  ['no bytes under the name of a text', 'bai.txt', Buffer.alloc(0), 'material.empty'],
  ['one byte', 'bai.pdf', Buffer.from('%'), 'material.type-refused'],
];
const NAMES: [string, string, string][] = [
  ['the way up', '../../../etc/passwd.pdf', 'passwd.pdf'],
  ['the way up of Windows', '..\\..\\Windows\\a.pdf', 'a.pdf'],
  ['a drive', 'C:\\a.pdf', 'a.pdf'],
  ['a whole path', '/etc/a.pdf', 'a.pdf'],
  ['NUL', 'a\0.html.pdf', 'a.html.pdf'],
  ['line breaks', 'a\r\nSet-Cookie: x=1.pdf', 'a%0D%0ASet-Cookie: x=1.pdf'],
  ['reversed writing', 'slides\u202efdp.pdf', 'slidesfdp.pdf'],
];

/** Lists missing headers that keep a download from running here. */
function gaps({ headers }: { headers: Headers }): string[] {
  const rules: Record<string, boolean> = {
    attachment: /^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[^\s;]+$/.test(
      headers.get('content-disposition') ?? '',
    ),
    nosniff: headers.get('x-content-type-options') === 'nosniff',
    sandbox: headers.get('content-security-policy') === 'sandbox',
    'own origin': headers.get('cross-origin-resource-policy') === 'same-origin',
    'no page': !/html|xml|svg|javascript/.test(
      headers.get('content-type')?.replace('openxmlformats', '') ?? 'html',
    ),
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

describe('uploads cannot run, escape or lie (R24)', () => {
  let app: TestApp;
  let conference: Conference;
  beforeAll(async () => {
    app = await startTestApp();
    ({ conference } = await makeLibrary(app));
  });
  afterAll(() => app.stop());

  const upload = uploadBy(() => ({ app, conference }));
  const folder = (): string => join(app.dataDir, 'materials');
  /** Names on the disk that say anything of what the sender called the file. */
  const strangers = async (): Promise<string[]> =>
    (await readdir(folder(), { recursive: true })).filter(
      (name) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name),
    );
  const sent = async (name: string, bytes: Buffer): Promise<Material> => {
    const { status, body } = await upload(name, { audience: 'public' }, bytes);
    expect([name, status]).toEqual([name, 201]);
    return body;
  };
  afterEach(async () => expect(await strangers()).toEqual([]));

  test.each(POLYGLOTS)(
    '%s comes back byte for byte, to be saved and not to be shown',
    async (_, name, bytes) => {
      const { id } = await sent(name, bytes);
      for (const headers of [{}, { range: 'bytes=0-9' }, { accept: 'text/html' }] as Record<
        string,
        string
      >[]) {
        const answer = await content(app.anonymous, id, headers);
        expect([answer.status, gaps(answer)]).toEqual([headers.range ? 206 : 200, []]);
        expect(answer.bytes.equals(headers.range ? bytes.subarray(0, 10) : bytes)).toBe(true);
      }
    },
  );

  test.each(REFUSED)('refuses %s, and leaves no file', async (_, name, bytes, code) => {
    const before = await readdir(folder());
    expect((await upload(name, {}, bytes)).body.code).toBe(code);
    expect(await readdir(folder())).toEqual(before);
  });

  test('a refused upload does not hold up the next request on its connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const form = (name: string): string =>
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n` +
      `%PDF-1.7\n${'x'.repeat(300_000)}\r\n--x--\r\n`;
    const post = (name: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const headers = {
          authorization: `Bearer ${app.organizer.token}`,
          'content-type': 'multipart/form-data; boundary=x',
        };
        const asked = request(
          `${app.url}/api/v1/conferences/${conference.id}/materials`,
          { method: 'POST', agent, headers },
          (answer) => {
            answer.resume().on('end', () => resolve(answer.statusCode!));
          },
        );
        asked.on('error', reject).setTimeout(30_000, () => asked.destroy(new Error('nothing came')));
        asked.end(form(name));
      });
    expect([await post('a.html'), await post('b.html'), await post('c.pdf')]).toEqual([415, 415, 201]);
    agent.destroy();
  });

  test.each(NAMES)('cleans a name with %s', async (_, name, kept) => {
    const material = await sent(name, PDF);
    expect(material.fileName).toBe(kept);
    const answer = await content(app.anonymous, material.id);
    expect(gaps(answer)).toEqual([]);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test.each([255, 256, 1_000])(
    'a name of %d bytes and more is cut between letters, and keeps its extension',
    async (bytes) => {
      const { fileName } = await sent(`${'ễ'.repeat(Math.ceil(bytes / 3))}.pdf`, PDF);
      expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
      expect(fileName).toMatch(/^ễ+\.pdf$/);
    },
  );

  test('the type that a form states is ignored', async () => {
    const form = new FormData();
    form.append('audience', 'public');
    form.append('file', new Blob([PDF], { type: 'text/html' }), 'bai.pdf');
    const { body } = await app.organizer.send<Material>(
      'POST',
      `/api/v1/conferences/${conference.id}/materials`,
      form,
    );
    const answer = await content(app.anonymous, body.id);
    expect([answer.headers.get('content-type'), gaps(answer)]).toEqual(['application/pdf', []]);
  });

  test('an archive is never unpacked: its bytes are stored as sent', async () => {
    const [, name, bytes] = POLYGLOTS[7]!;
    const { id } = await sent(name, bytes);
    const stored = await Promise.all((await readdir(folder())).map((one) => readFile(join(folder(), one))));
    expect(stored.some((one) => one.equals(bytes))).toBe(true);
    expect((await content(app.anonymous, id)).bytes.equals(bytes)).toBe(true);
  });

  test('canaries: the tests notice missing headers and a file stored under the sender’s name', async () => {
    const { id } = await sent('bai.pdf', PDF);
    const server = app.app.getHttpServer() as Server;
    const careless = (_: IncomingMessage, response: ServerResponse): void => {
      const writeHead = response.writeHead.bind(response) as (
        status: number,
        headers: Record<string, string>,
      ) => ServerResponse;
      response.writeHead = ((
        status: number,
        { 'content-disposition': _a, 'content-security-policy': _b, ...rest }: Record<string, string>,
      ) => {
        response.removeHeader('content-disposition');
        response.removeHeader('content-security-policy');
        return writeHead(status, { ...rest, 'content-type': 'text/html' });
      }) as never;
    };
    server.prependListener('request', careless);
    expect(gaps(await content(app.anonymous, id))).toEqual(['attachment', 'sandbox', 'no page']);
    server.off('request', careless);
    const file = join(folder(), 'trang.html');
    await writeFile(file, SCRIPT);
    expect(await strangers()).toEqual(['trang.html']);
    await rm(file);
  });
});
