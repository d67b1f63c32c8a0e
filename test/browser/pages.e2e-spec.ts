import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebFolder } from '../../src/pages/web-folder.js';
import {
  accessibilityFaults,
  screenshot,
  servesPages,
  sidewaysScroll,
  webFolder,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';

const { app, browser } = await browserStories();
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(app.url + path, { headers });
const assetsOf = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);

describe('the pages', () => {
  it.each(['/organizer', '/organizer/board?x=1', '/console', '/console/roll'])(
    '%s is a page that is asked for anew, and 304 while it is the same',
    async (path) => {
      const first = await get(path);
      expect(first.status).toBe(200);
      expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(first.headers.get('cache-control')).toBe('no-cache');
      expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
      const again = await get(path, { 'if-none-match': first.headers.get('etag')! });
      expect([again.status, await again.text()]).toEqual([304, '']);
    },
  );

  it('each names its own script', async () => {
    const scripts = await Promise.all(
      ['/', '/organizer', '/console'].map(
        async (path) => (await (await get(path)).text()).match(/<script[^>]+src="([^"]+)"/)?.[1],
      ),
    );
    expect(scripts).toEqual([
      expect.stringContaining('/assets/trainee-'),
      expect.stringContaining('/assets/organizer-'),
      expect.stringContaining('/assets/console-'),
    ]);
  });

  it('headers for documents come with pages, workers and pictures, not with scripts', async () => {
    const headersOf = async (path: string): Promise<boolean[]> => {
      const { headers } = await get(path);
      return ['x-content-type-options', 'cross-origin-resource-policy', 'content-security-policy'].map(
        (name) => headers.has(name),
      );
    };
    const [script] = assetsOf(await (await get('/console')).text()).filter((path) => path.endsWith('.js'));
    expect(await headersOf(script!)).toEqual([true, true, false]);
    for (const path of ['/console', '/console-worker.js', '/icon.svg', '/api/v1/health'])
      expect([path, await headersOf(path)]).toEqual([path, [true, true, true]]);
  });

  it('hashed files may be kept for ever, have their type, and leave compressed to who takes it', async () => {
    const assets = assetsOf(await (await get('/organizer')).text());
    expect(assets.length).toBeGreaterThan(1);
    for (const path of assets) {
      const plain = await get(path, { 'accept-encoding': 'identity' });
      expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(plain.headers.get('content-type')).toMatch(
        path.endsWith('.css') ? /^text\/css/ : path.endsWith('.woff2') ? /^font\/woff2/ : /^text\/javascript/,
      );
      const text = await plain.text();
      for (const encoding of ['br', 'gzip']) {
        const packed = await get(path, { 'accept-encoding': encoding });
        if (!path.endsWith('.woff2') && text.length > 1_000)
          expect(packed.headers.get('content-encoding')).toBe(encoding);
        expect(await packed.text()).toBe(text);
      }
    }
  });

  it('unknown paths of the API are problems, other unknown paths are a page', async () => {
    for (const path of ['/api', '/api/', '/api/v1/nothing', '/api/v2/sites']) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(await answer.json()).toMatchObject({ code: 'route.not-found' });
    }
    for (const path of [
      '/nothing',
      '/c',
      '/c/no-such-conference',
      '/assets/none.js',
      '/organizerx',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/manifest.json',
      '/server/trainee.mjs',
      '/%00',
      '/%',
    ]) {
      const answer = await get(path);
      expect([path, answer.status < 500 && answer.status >= 400]).toEqual([path, true]);
      const text = await answer.text();
      expect(text).not.toContain('better-sqlite3');
      if (answer.status === 404) expect(text).toContain('Không có trang này');
    }
  });

  it('a page takes no other method, and the API’s answers stay what they are', async () => {
    for (const path of ['/', '/console']) {
      const answer = await fetch(app.url + path, { method: 'POST' });
      expect([answer.status, answer.headers.get('allow'), await answer.json()]).toEqual([
        405,
        'GET, HEAD',
        expect.objectContaining({ code: 'method.not-allowed' }),
      ]);
    }
    expect((await fetch(`${app.url}/nothing`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${app.url}/api/v1/nothing`, { method: 'POST' })).status).toBe(404);
  });

  it('HEAD answers as GET without the body', async () => {
    const answer = await fetch(`${app.url}/console`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ]);
  });

  it('the page for a wrong address is clean to every reader', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, expectFault, faults } = await browser.open('/nowhere', { scheme });
      expectFault(/404/);
      expect(await page.getByRole('heading').innerText()).toBe('Không có trang này');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await screenshot(page, `not-found-${scheme}`);
      expect(faults).toEqual([]);
    }
  });

  it.each([
    ['without built pages', []],
    ['with those of a build that wrote no program for the service', ['trainee.html', 'console.html']],
  ])('%s there is a clear sentence, and the API works', async (_, files) => {
    const empty = await mkdtemp(join(tmpdir(), 'no-pages-'));
    for (const file of files) await writeFile(join(empty, file), '<div id="app"></div>');
    app.app.get(WebFolder).use(empty);
    try {
      for (const path of ['/', '/console', '/anything']) {
        const answer = await get(path);
        expect(answer.status).toBe(503);
        expect(await answer.text()).toContain('npm run build:web');
      }
      expect((await app.organizer.get('/api/v1/auth/me')).status).toBe(200);
      expect((await get('/api/v1/nothing')).status).toBe(404);
    } finally {
      app.app.get(WebFolder).use(webFolder());
      servesPages(app);
      await rm(empty, { recursive: true });
    }
  });
});
