import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conference } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { API_BASE } from '../src/contract/version.js';
import type { Page } from '../src/contract/wire.js';
import { newDatabase, ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { ChildService } from './support/child-service.js';
import { Client, organizerToken } from './support/client.js';
import { expectProblemResponse } from './support/expect-problem.js';
import { LiveClient } from './support/live.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const METRICS_TOKEN = 'a-scraper-of-the-province';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ METRICS_TOKEN });
});
afterAll(() => app.stop());

describe('health', () => {
  test.each([
    ['/health/live', { status: 'ok', version }],
    ['/health/ready', { status: 'ok' }],
  ])('%s answers without a sign-in', async (path, body) => {
    const answer = await app.anonymous.get(path);
    expect([answer.status, answer.body, answer.headers.get('cache-control')]).toEqual([
      200,
      body,
      'no-store',
    ]);
  });
});

describe('metrics', () => {
  test('are hidden from strangers', async () => {
    expectProblemResponse(await app.anonymous.get('/metrics'), 404, 'route.not-found');
    expectProblemResponse(await app.anonymous.as('not-the-token').get('/metrics'), 404, 'route.not-found');
  });

  test('are read by organizers and the bearer of METRICS_TOKEN, labelled by route pattern', async () => {
    await app.organizer.get(pathTo(ROUTES.conference, 'no-such'));
    for (const client of [app.organizer, app.anonymous.as(METRICS_TOKEN)]) {
      const answer = await client.get<string>('/metrics');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
      expect(answer.body).toMatch(
        new RegExp(
          '^diemcau_http_request_duration_seconds_count' +
            String.raw`\{method="GET",route="/api/v1/conferences/:id",status="404"\} [1-9]`,
          'm',
        ),
      );
      expect(answer.body).toMatch(/^process_resident_memory_bytes \d/m);
      expect(answer.body).toMatch(/^diemcau_writes_waiting 0$/m);
      expect(answer.body.split('\n')).toContain(`diemcau_build_info{version="${version}"} 1`);
      expect(answer.body).not.toContain('no-such');
    }
  });

  test('a histogram is cumulative', async () => {
    const { body } = await app.organizer.get<string>('/metrics');
    const series = [
      ...body.matchAll(
        new RegExp(
          '^diemcau_http_request_duration_seconds_bucket' +
            String.raw`\{(method="POST",route="[^"]*tokens",status="201"),le="([^"]+)"\} (\d+)$`,
          'gm',
        ),
      ),
    ].map((line) => Number(line[3]));
    expect(series).toHaveLength(7);
    expect(series).toEqual([...series].sort((a, b) => a - b));
    expect(series.at(-1)).toBeGreaterThan(0);
  });
});

describe('OpenAPI', () => {
  test('lists every route of the contract and the service, who may call it, and its faults', async () => {
    const { status, body: document } = await app.anonymous.get<OpenAPIObject>(pathTo(ROUTES.openapi));
    expect(status).toBe(200);
    expect(document.openapi).toMatch(/^3\./);
    expect(document.info.version).toBe(version);
    const described = new Set(
      Object.entries(document.paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
    const fastify = app.app.getHttpAdapter().getInstance();
    const inTheContract = Object.values(ROUTES).filter((route) => route !== ROUTES.docs);
    const missing = inTheContract.flatMap((route) => {
      const url = `${API_BASE}${route}` as const;
      const methods = (['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const).filter((method) =>
        fastify.hasRoute({ url, method }),
      );
      return methods.map((method) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    });
    expect(missing.length).toBeGreaterThan(10);
    expect(missing.filter((route) => !described.has(route))).toEqual([]);
    expect(document.components?.securitySchemes).toMatchObject({
      bearer: { scheme: 'bearer' },
      cookie: { in: 'cookie', name: 'sid' },
    });
    const operation = document.paths[`${API_BASE}/conferences`]!.post as {
      'x-allow'?: string[];
      security?: unknown;
      responses: Record<string, unknown>;
    };
    expect(operation['x-allow']).toEqual(['organizer']);
    expect(operation.security).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(operation.responses.default).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });

  test('every route that takes a file says so', async () => {
    const { body: document } = await app.anonymous.get<OpenAPIObject>(pathTo(ROUTES.openapi));
    const forms = Object.entries(document.paths).filter(([, { post }]) =>
      JSON.stringify(post?.requestBody ?? {}).includes('multipart/form-data'),
    );
    expect(forms.map(([path]) => path).sort()).toEqual(
      [
        ROUTES.materials,
        ROUTES.materialVersions,
        ROUTES.participantImport,
        ROUTES.sessionImport,
        ROUTES.siteImport,
      ]
        .map((route) => `${API_BASE}${route.replace(':id', '{id}')}`)
        .sort(),
    );
  });
});

describe('the built service, as its own process', () => {
  const env = { ORGANIZER_LOGIN: ORGANIZER.login, ORGANIZER_PASSWORD: ORGANIZER.password };
  let settings: Record<string, string | undefined>;
  let running: ChildService;
  beforeEach(async () => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'diemcau-ops-'));
    settings = {
      ...env,
      DATA_DIR,
      DATABASE_URL: process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined,
    };
    running = new ChildService(settings);
  });
  afterEach(async () => {
    running.signal('SIGKILL');
    await running.exit;
    await rm(settings.DATA_DIR!, { recursive: true, force: true });
  });

  test('describes the bodies it takes in OpenAPI', async () => {
    const { body: document } = await new Client(await running.url()).get<OpenAPIObject>(
      pathTo(ROUTES.openapi),
    );
    expect(document.components?.schemas?.ConferenceCreateDto).toMatchObject({
      required: expect.arrayContaining(['slug', 'title', 'startsOn', 'endsOn']),
      properties: {
        status: { enum: ['draft', 'open', 'live', 'closed'] },
        languages: { type: 'array' },
        simulated: { type: 'boolean' },
      },
    });
    expect(document.paths[`${API_BASE}/conferences`]!.post).toMatchObject({
      requestBody: {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ConferenceCreateDto' } } },
      },
    });
  });

  test('ends on SIGTERM under load with exit code 0, and keeps all acknowledged entries', async () => {
    const url = await running.url();
    const organizer = new Client(url).as(await organizerToken(url, ORGANIZER.login, ORGANIZER.password));
    const live = await LiveClient.connect(url, { token: organizer.token });
    const acknowledged: string[] = [];
    let stopped = false;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let at = 0; !stopped; at += 1) {
        const slug = `s-${writer}-${at}`;
        const answer = await organizer
          .post(pathTo(ROUTES.conferences), {
            slug,
            title: 'X',
            startsOn: '2026-11-22',
            endsOn: '2026-11-22',
          })
          .catch(() => null);
        if (answer?.status === 201) acknowledged.push(slug);
        else stopped = true;
      }
    });
    while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await running.stop()).toBe(0);
    await Promise.all(writers);
    live.close();
    expect(running.stderr).toBe('');
    running = new ChildService(settings);
    const again = new Client(await running.url()).as(organizer.token!);
    const kept = new Set<string>();
    for (let after = ''; ;) {
      const { body } = await again.get<Page<Conference>>(
        `${pathTo(ROUTES.conferences)}?limit=500${after && `&after=${after}`}`,
      );
      for (const { slug } of body.items) kept.add(slug);
      if (body.next === null) break;
      after = body.next;
    }
    expect(acknowledged.filter((slug) => !kept.has(slug))).toEqual([]);
    expect(kept.size).toBeGreaterThanOrEqual(40);
  });
});
