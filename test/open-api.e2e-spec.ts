import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttendanceReply, Receipt } from '../src/contract/attendance.js';
import type { HeldEntries } from '../src/contract/decision.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Session } from '../src/contract/schedule.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { API_BASE } from '../src/contract/version.js';
import { newDatabase, ORGANIZER } from './support/app.js';
import { ChildService } from './support/child-service.js';
import { type Answer, Client, organizerToken } from './support/client.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

type Media = Record<string, { schema?: object }>;
type Operation = { responses: Record<string, { content?: Media }> };
const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** The shapes come from the build: they are looked at in the built service. */
let service: ChildService;
let dataDir: string;
let document: OpenAPIObject;
let anonymous: Client;
let organizer: Client;
let hall: Hall;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-open-api-'));
  const DATABASE_URL = process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined;
  service = new ChildService({
    ORGANIZER_LOGIN: ORGANIZER.login,
    ORGANIZER_PASSWORD: ORGANIZER.password,
    DATA_DIR: dataDir,
    DATABASE_URL,
  });
  anonymous = new Client(await service.url());
  organizer = anonymous.as(await organizerToken(anonymous.url, ORGANIZER.login, ORGANIZER.password));
  document = made(await anonymous.get<OpenAPIObject>(pathTo(ROUTES.openapi)));
  hall = await makeHall(organizer, { sites: 2, people: 2 });
});
afterAll(async () => {
  await service.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A field that the document does not name is a fault here, though readers have to bear one. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  return 'properties' in parts && !('additionalProperties' in parts)
    ? { ...parts, additionalProperties: false }
    : parts;
}

function faults(schema: object, body: unknown): unknown {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...(closed(schema) as object), components: closed(document.components) });
  return validate(body) ? null : validate.errors;
}

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method]
        ? [[`${method.toUpperCase()} ${path}`, item[method] as Operation] as [string, Operation]]
        : [],
    ),
  );

function answerSchema(method: (typeof METHODS)[number], route: string, status: number): object {
  const operation = document.paths[API_BASE + route.replace(':id', '{id}')]![method] as Operation;
  return operation.responses[status]!.content!['application/json']!.schema!;
}

describe('the answers in OpenAPI', () => {
  test('every route says what it answers, or that it answers nothing', () => {
    const silent = operations().filter(([, { responses }]) => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      return (
        good.length !== 1 ||
        !good.every(
          ([status, { content }]) =>
            (status === '204') !== Object.values(content ?? {}).some(({ schema }) => says(schema)),
        )
      );
    });
    expect(silent.map(([name]) => name)).toEqual([]);
    expect(operations().length).toBeGreaterThan(50);
  });

  test('no shape is empty, every name leads somewhere', () => {
    const schemas = document.components!.schemas!;
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(names.filter((name) => !says(schemas[name]))).toEqual([]);
    for (const [name, schema] of Object.entries(schemas))
      expect(JSON.stringify(schema)).not.toBe(JSON.stringify({ $ref: `#/components/schemas/${name}` }));
  });

  test('what is no JSON has its media type', () => {
    const media = (route: string) =>
      Object.keys(
        (document.paths[API_BASE + route.replace(':id', '{id}')]!.get as Operation).responses[200]!.content!,
      );
    expect(
      [
        ROUTES.scheduleIcs,
        ROUTES.scheduleXml,
        ROUTES.reportCsv,
        ROUTES.reportXlsx,
        ROUTES.reportPdf,
        ROUTES.materialContent,
      ].map(media),
    ).toEqual([
      ['text/calendar'],
      ['application/xml'],
      ['text/csv'],
      ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['application/pdf'],
      ['*/*'],
    ]);
  });

  test('a list names what it lists, and a wrong answer would be seen', () => {
    expect(answerSchema('get', ROUTES.sites, 200)).toMatchObject({
      properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Site' } } },
    });
    const schema = answerSchema('get', ROUTES.site, 200);
    const site = hall.sites[0]!;
    expect(faults(schema, site)).toBeNull();
    for (const wrong of [
      { ...site, level: 'moon' },
      { ...site, id: 7 },
      { ...site, more: true },
      { ...site, code: undefined },
      { ...site, createdAt: 'noon' },
    ]) {
      expect(faults(schema, JSON.parse(JSON.stringify(wrong)))).not.toBeNull();
    }
  });
});

describe('the service answers as it says', () => {
  const expectAsSaid = (
    method: (typeof METHODS)[number],
    route: string,
    { status, body }: Answer<unknown>,
  ): void => {
    expect(faults(answerSchema(method, route, status), body)).toBeNull();
  };

  test('to writers', async () => {
    const { id: siteId } = hall.sites[0]!;
    const [person] = hall.people[0]!;
    const entries = [
      present(hall.checkpoint.id, person!.id),
      { ...present(hall.checkpoint.id, person!.id), participantId: undefined, code: 'nobody' },
    ];
    const receipts = await organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries });
    expect(receipts.body.receipts.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused']);
    expectAsSaid('post', ROUTES.attendance, receipts);
    const session = {
      title: 'Khai mạc',
      startsAt: '2026-11-22T01:00:00.000Z',
      endsAt: '2026-11-22T02:00:00.000Z',
      speakers: [{ name: 'Hà' }],
    };
    const added = await organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), session);
    expectAsSaid('post', ROUTES.sessions, added);
    expectAsSaid(
      'post',
      ROUTES.sessionStart,
      await organizer.post(pathTo(ROUTES.sessionStart, added.body.id)),
    );
    expectAsSaid(
      'post',
      ROUTES.materials,
      await organizer.upload(
        pathTo(ROUTES.materials, hall.conference.id),
        { name: 'a.txt', type: 'text/plain', content: 'a' },
        { title: 'A' },
      ),
    );
    const code = await organizer.post<{ code: string }>(pathTo(ROUTES.pairings, siteId));
    expectAsSaid('post', ROUTES.pairings, code);
    expectAsSaid(
      'post',
      ROUTES.pair,
      await anonymous.post(pathTo(ROUTES.pair), { code: code.body.code, deviceName: 'Máy' }),
    );
    expectAsSaid(
      'post',
      ROUTES.trainee,
      await anonymous.post(pathTo(ROUTES.trainee), { code: person!.code }),
    );
  });

  test('to readers of a conference', async () => {
    const routes = [
      ROUTES.conference,
      ROUTES.sites,
      ROUTES.participants,
      ROUTES.checkpoints,
      ROUTES.ledger,
      ROUTES.board,
      ROUTES.schedule,
      ROUTES.scheduleJson,
      ROUTES.sessions,
      ROUTES.materials,
      ROUTES.viewers,
      ROUTES.conferenceHelp,
    ];
    for (const route of routes)
      expectAsSaid('get', route, await organizer.get(pathTo(route, hall.conference.id)));
  });

  test('to readers of a site, and to each kind of sign-in about itself', async () => {
    for (const route of [ROUTES.site, ROUTES.roster, ROUTES.devices, ROUTES.siteHelp])
      expectAsSaid('get', route, await organizer.get(pathTo(route, hall.sites[0]!.id)));
    const console0 = await pair(organizer, hall.sites[1]!.id);
    const trainee = await signInTrainee(anonymous, hall.people[1]![0]!.code!);
    for (const who of [organizer, anonymous.as(console0.token), anonymous.as(trainee.token)])
      expectAsSaid('get', ROUTES.me, await who.get(pathTo(ROUTES.me)));
  });

  test('to a revoked console, and to who decides about its entries and the refused', async () => {
    const { conference, checkpoint, sites, people } = hall;
    const { token, deviceId } = await pair(organizer, sites[0]!.id);
    const entry = () => present(checkpoint.id, people[0]![1]!.id);
    await anonymous
      .as(token)
      .post(pathTo(ROUTES.attendance, sites[0]!.id), { entries: [{ ...entry(), participantId: deviceId }] });
    await organizer.delete(pathTo(ROUTES.device, deviceId));
    expectAsSaid(
      'post',
      ROUTES.quarantine,
      await anonymous.as(token).post(pathTo(ROUTES.quarantine), { entries: [entry(), { id: randomUUID() }] }),
    );
    const lists = [
      [ROUTES.conferenceQuarantine, ROUTES.quarantineAccept, ROUTES.quarantineReject],
      [ROUTES.refusedEntries, ROUTES.refusedAccept, ROUTES.refusedReject],
    ] as const;
    for (const [list, accept, reject] of lists) {
      for (const { id } of made(await organizer.get<HeldEntries>(pathTo(list, conference.id))).items) {
        const receipt = await organizer.post<Receipt>(pathTo(accept, id));
        expectAsSaid('post', accept, receipt);
        if (receipt.body.outcome === 'refused')
          expectAsSaid('post', reject, await organizer.post(pathTo(reject, id), { reason: 'Ghi nhầm' }));
      }
      const listed = await organizer.get<HeldEntries>(pathTo(list, conference.id));
      expect(listed.body.items.length).toBeGreaterThan(0);
      expectAsSaid('get', list, listed);
    }
  });

  test('with the report of a file that is not imported, row by row', async () => {
    const rejected = await organizer.upload<ProblemBody>(pathTo(ROUTES.siteImport, hall.conference.id), {
      name: 'a.csv',
      content: 'code,name,level\nX1,,moon\n',
    });
    const unread = await organizer.upload<ProblemBody>(pathTo(ROUTES.participantImport, hall.conference.id), {
      name: 'a.csv',
      content: '',
    });
    expect([rejected, unread].map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'import.rejected'],
      [422, 'import.empty'],
    ]);
    for (const [route, { body }] of [
      [ROUTES.siteImport, rejected],
      [ROUTES.participantImport, unread],
    ] as const) {
      const { responses } = document.paths[API_BASE + route.replace(':id', '{id}')]!.post as Operation;
      expect(faults(responses[422]!.content!['application/problem+json']!.schema!, body)).toBeNull();
    }
    const rows = { $ref: '#/components/schemas/ImportRejected' };
    expect(
      faults(rows, {
        ...rejected.body,
        errors: [{ path: 'name', code: 'cell.required', message: 'name is empty' }],
      }),
    ).not.toBeNull();
    const { created: _, ...counted } = rejected.body as ProblemBody & { created: number };
    expect(faults(rows, counted)).not.toBeNull();
  });

  test('with problems', async () => {
    const { responses } = document.paths[`${API_BASE}${ROUTES.conferences}`]!.post as Operation;
    const { schema } = responses.default!.content!['application/problem+json']!;
    for (const answer of [
      await organizer.post(pathTo(ROUTES.conferences), { slug: '' }),
      await anonymous.get(pathTo(ROUTES.me)),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(faults(schema!, answer.body)).toBeNull();
    }
  });
});

function says(schema: unknown): boolean {
  const {
    type = '',
    properties,
    additionalProperties,
    ...rest
  } = (schema ?? {}) as { type?: unknown; properties?: object; additionalProperties?: unknown };
  if (type === 'object')
    return additionalProperties !== undefined || Object.keys(properties ?? {}).length > 0;
  return type !== '' || '$ref' in rest || 'anyOf' in rest || 'enum' in rest;
}
