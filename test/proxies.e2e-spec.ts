import { afterEach, beforeEach, describe, expect, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { io } from 'socket.io-client';
import type { Pairing } from '../src/contract/auth.js';
import { LIVE_NAMESPACE } from '../src/contract/live.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { type Hall, makeHall } from './support/hall.js';
import { program } from './support/programs.js';
import { freePort, placed, type ProxyAnswer, ProxyProgram } from './support/proxy-program.js';
import { storyWhere } from './support/story-where.js';

const [nginx, caddy, openssl] = [program('nginx'), program('caddy'), program('openssl')];
const lacks = (name: string, path: string | null): string | null =>
  path === null ? `no ${name} on this machine` : openssl === null ? 'no openssl on this machine' : null;
const withNginx = storyWhere('nginx', lacks('nginx', nginx));
const withCaddy = storyWhere('Caddy', lacks('caddy', caddy));
/** Above the 1 MB that nginx takes by itself. */
const LARGE = 3 * 1024 * 1024;
/** A material of the largest size, and its form with 20 fields. */
const LARGEST = (500 + 2) * 1024 * 1024;

let app: TestApp;
let hall: Hall;
let proxy: ProxyProgram;
beforeEach(async () => {
  // Without PUBLIC_URL all of it has to come from the headers.
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
  hall = await makeHall(app.organizer, { sites: 1, people: 0 });
  proxy = new ProxyProgram();
});
afterEach(async () => {
  await proxy.stop();
  await app.stop();
});

const signIn = (base: string): Promise<ProxyAnswer> =>
  proxy.ask(`${base}${pathTo(ROUTES.signIn)}`, {
    method: 'POST',
    headers: { origin: base, 'content-type': 'application/json' },
    body: JSON.stringify(ORGANIZER),
  });

function upload(base: string): Promise<ProxyAnswer> {
  const boundary = 'x-diemcau-boundary';
  const part = (head: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${part('name="title"')}Tập huấn\r\n${part('name="audience"')}public\r\n`),
    Buffer.from(
      part('name="file"; filename="bai.txt"').replace('\r\n\r\n', '\r\nContent-Type: text/plain\r\n\r\n'),
    ),
    Buffer.alloc(LARGE, 'a'),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return proxy.ask(`${base}${pathTo(ROUTES.materials, hall.conference.id)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${app.organizer.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body,
  });
}

/** How the live connection came about, or what its client was told. */
function live(base: string, transport: 'websocket' | 'polling', headers = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = io(`${base}${LIVE_NAMESPACE}`, {
      transports: [transport],
      ca: readFileSync(proxy.certificate, 'utf8'),
      auth: Object.keys(headers).length > 0 ? {} : { token: app.organizer.token },
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    });
    const end = (said: string): void => {
      socket.disconnect();
      resolve(said);
    };
    socket.once('connect', () => end(`connected by ${transport}`));
    socket.once('connect_error', (fault) => end(fault.message));
  });
}

/** What people need of a proxy: to sign in, to be live, to hand in files, to be led to the right address. */
async function expectServed(base: string): Promise<void> {
  const signedIn = await signIn(base);
  expect([signedIn.status, signedIn.text.slice(0, 500)]).toEqual([200, expect.stringContaining('organizer')]);
  const cookie = signedIn.headers['set-cookie']![0]!.split(';')[0]!;
  expect(await live(base, 'websocket', { cookie, origin: base })).toBe('connected by websocket');
  expect(await live(base, 'polling')).toBe('connected by polling');
  const handedIn = await upload(base);
  expect([handedIn.status, JSON.parse(handedIn.text)]).toEqual([
    201,
    expect.objectContaining({ size: LARGE }),
  ]);
  const pairing = await proxy.ask(`${base}${pathTo(ROUTES.pairings, hall.sites[0]!.id)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.organizer.token}` },
  });
  expect((JSON.parse(pairing.text) as Pairing).url).toMatch(`${base}/console#pair=`);
}

/** The service would answer an organizer, and does so without the proxy. */
async function expectNoMetrics(base: string): Promise<void> {
  expect((await app.organizer.get('/metrics')).status).toBe(200);
  const headers = { authorization: `Bearer ${app.organizer.token}` };
  const written = ['/metrics', '/metrics?x=1', '/%6Detrics', '//metrics', '/x/../metrics'];
  for (const path of written) {
    const { status, text } = await proxy.ask(base, { path, headers });
    expect([path, status, text.includes('diemcau_')]).toEqual([path, 404, false]);
  }
}

describe('the files of `deploy/`', () => {
  withNginx('nginx serves people by nginx.conf', async () => {
    const [plain, secure] = [await freePort(), await freePort()];
    const site = placed('deploy/nginx.conf', [
      ['server 127.0.0.1:3000;', `server ${new URL(app.url).host};`],
      ['listen 80;', `listen 127.0.0.1:${plain};`],
      ['listen 443 ssl', `listen 127.0.0.1:${secure} ssl`],
      ['/etc/ssl/cau.example.vn.pem', proxy.certificate],
      ['/etc/ssl/cau.example.vn.key', proxy.key],
    ]);
    await proxy.nginx(nginx!, site, secure);
    await expectServed(`https://127.0.0.1:${secure}`);
    await expectNoMetrics(`https://127.0.0.1:${secure}`);
    const led = await proxy.ask(`http://127.0.0.1:${plain}/c/x`);
    expect([led.status, led.headers.location]).toEqual([301, 'https://127.0.0.1/c/x']);
  });

  withCaddy('Caddy serves people by Caddyfile', async () => {
    const secure = await freePort();
    const site = placed('deploy/Caddyfile', [
      ['\ncau.example.vn {', `\nhttps://127.0.0.1:${secure} {\n\ttls ${proxy.certificate} ${proxy.key}`],
      ['127.0.0.1:3000', new URL(app.url).host],
    ]);
    await proxy.caddy(caddy!, site, secure);
    await expectServed(`https://127.0.0.1:${secure}`);
    await expectNoMetrics(`https://127.0.0.1:${secure}`);
  });

  withCaddy('Caddyfile has room for the largest material', () => {
    const words = ['adapt', '--adapter', 'caddyfile', '--config', 'deploy/Caddyfile'];
    const read = execFileSync(caddy!, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(Number(/"max_size":(\d+)/.exec(read)?.[1])).toBeGreaterThan(LARGEST);
  });

  it('nginx.conf has room for it', () => {
    const room = /client_max_body_size (\d+)m;/.exec(readFileSync('deploy/nginx.conf', 'utf8'));
    expect(Number(room?.[1]) * 1024 * 1024).toBeGreaterThan(LARGEST);
  });
});

describe('nginx that speaks TLS and passes the Host alone', () => {
  withNginx('lets people in, and the log says why links begin with http', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const port = await freePort();
    const base = `https://127.0.0.1:${port}`;
    await proxy.nginx(
      nginx!,
      `server { listen 127.0.0.1:${port} ssl;
         ssl_certificate ${proxy.certificate}; ssl_certificate_key ${proxy.key};
         location / { proxy_pass ${app.url}; proxy_set_header Host $http_host; } }`,
      port,
    );
    expect((await signIn(base)).status).toBe(200);
    expect(warn.mock.calls.map(([text]) => String(text))).toContainEqual(
      expect.stringMatching(`^A page of ${base} asks, and .* http://.*X-Forwarded-Proto.*TRUST_PROXY`),
    );
    warn.mockRestore();
  });
});

describe('nginx with a bare proxy_pass', () => {
  withNginx('is told what it lacks, where the service can see it', async () => {
    const port = await freePort();
    await proxy.nginx(
      nginx!,
      `server { listen 127.0.0.1:${port}; location / { proxy_pass ${app.url}; } }`,
      port,
    );
    const base = `http://127.0.0.1:${port}`;
    const signedIn = await signIn(base);
    const { code, detail } = JSON.parse(signedIn.text) as ProblemBody;
    expect([signedIn.status, code]).toEqual([403, 'request.foreign-origin']);
    expect(detail).toContain(
      `A page of ${base} asks, and this service is addressed as ${new URL(app.url).host}.`,
    );
    expect(detail).toContain('proxy_set_header Host $http_host');
    const handshake = await proxy.ask(`${base}/socket.io/?EIO=4&transport=websocket`);
    expect([handshake.status, handshake.text]).toEqual([400, expect.stringContaining('Upgrade')]);
    expect(await live(base, 'polling')).toBe('connected by polling');
    const handedIn = await upload(base);
    expect([handedIn.status, handedIn.headers['content-type']]).toEqual([413, 'text/html']);
  });
});
