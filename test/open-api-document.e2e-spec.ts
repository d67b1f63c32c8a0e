import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROUTES } from '../src/contract/routes.js';
import { EXAMPLE_VALUES } from '../src/ops/open-api/example-values.js';
import { DescribedService } from './support/described-service.js';
import { findingsOf } from './support/linted.js';
import { TextFields } from './support/text-fields.js';

let here: DescribedService;
beforeAll(async () => void (here = await DescribedService.start()));
afterAll(() => here.stop());

describe('what linters and generators ask of OpenAPI', () => {
  test('holds their rules', () => expect(findingsOf(here.document)).toEqual([]));

  test('would find what breaks them', () => {
    const broken = JSON.parse(JSON.stringify(here.document)) as typeof here.document;
    const { get, post } = broken.paths['/api/v1/conferences']!;
    Object.assign(get!, { operationId: 'a.b', tags: ['Moon'], summary: '', security: undefined });
    Object.assign(post!, { security: [], operationId: 'signIn', responses: { 201: { description: '' } } });
    Object.assign(broken, { servers: [] });
    broken.components!.schemas!.Site = { type: 'number' };
    expect(findingsOf(broken).length).toBeGreaterThan(9);
  });

  test('each example is of its shape', () => {
    const media = here
      .operations()
      .flatMap(([name, { requestBody, responses }]) =>
        [requestBody, ...Object.values(responses)].flatMap((part) =>
          Object.values(part?.content ?? {}).map((one) => ({ name, ...one })),
        ),
      )
      .filter((one) => 'example' in one);
    expect(media.length).toBeGreaterThan(150);
    expect(
      media
        .map(({ name, schema, example }) => ({ name, example, faults: here.faults(schema!, example) }))
        .filter(({ faults }) => faults !== null),
    ).toEqual([]);
  });

  test('every text has an example: by its name in example-values.ts, or an @example in its comment', () => {
    const schemas = Object.values(here.document.components!.schemas!) as { properties?: object }[];
    const fields = schemas.flatMap(({ properties = {} }) => Object.entries(properties));
    const nameless = fields.filter(
      ([name, { type, format, enum: words, pattern, examples, example }]) =>
        [type].flat()[0] === 'string' &&
        [format, words, pattern, examples, example].every((said) => said === undefined) &&
        !(name in EXAMPLE_VALUES),
    );
    expect(fields.length).toBeGreaterThan(500);
    expect([...new Set(nameless.map(([name]) => name))]).toEqual([]);
  });

  test('says the codes that a route answers, with their statuses, and when to come again', () => {
    const { responses } = here.operation('post', ROUTES.conferences);
    const said = Object.entries(responses).map(([status, { $ref = '' }]) => [status, $ref.split('/').at(-1)]);
    expect(Object.fromEntries(said)).toMatchObject({
      401: 'AuthRequiredAuthEnded',
      409: 'ConferenceSlugTaken',
      422: 'ConferenceDatesReversedConferenceTimezoneUnknown',
      503: 'ServerBusyServerDatabaseAway',
    });
    const { ServerStorage, ConferenceSlugTaken } = here.document.components!.responses as Record<
      string,
      { headers: object }
    >;
    expect(Object.keys(ServerStorage!.headers)).toEqual(['x-request-id', 'retry-after']);
    expect(Object.keys(ConferenceSlugTaken!.headers)).toEqual(['x-request-id']);
  });
});

describe('the answers in OpenAPI', () => {
  test('every route says what it answers, or that it answers nothing', () => {
    const silent = here.operations().filter(([, { responses }]) => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      // A browser is sent elsewhere, and gets nothing here.
      if ('302' in responses) return good.length > 0;
      return (
        good.length !== 1 ||
        !good.every(
          ([status, { content }]) =>
            (status === '204') !== Object.values(content ?? {}).some(({ schema }) => says(schema)),
        )
      );
    });
    expect(silent.map(([name]) => name)).toEqual([]);
    expect(here.operations().length).toBeGreaterThan(50);
  });

  test('no shape is empty, every name leads somewhere', () => {
    const schemas = here.document.components!.schemas!;
    const names = [...JSON.stringify(here.document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(names.filter((name) => !says(schemas[name]))).toEqual([]);
    for (const [name, schema] of Object.entries(schemas))
      expect(JSON.stringify(schema)).not.toBe(JSON.stringify({ $ref: `#/components/schemas/${name}` }));
  });

  test('what is no JSON has its media type', () => {
    const media = (route: string) => Object.keys(here.operation('get', route).responses[200]!.content!);
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
    expect(here.answerSchema('get', ROUTES.sites, 200)).toMatchObject({
      properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Site' } } },
    });
    const schema = here.answerSchema('get', ROUTES.site, 200);
    const site = here.hall.sites[0]!;
    expect(here.faults(schema, site)).toBeNull();
    for (const wrong of [
      { ...site, level: 'moon' },
      { ...site, id: 7 },
      { ...site, more: true },
      { ...site, code: undefined },
      { ...site, createdAt: 'noon' },
    ]) {
      expect(here.faults(schema, JSON.parse(JSON.stringify(wrong)))).not.toBeNull();
    }
  });
});

describe('the bodies in OpenAPI', () => {
  test('every text says its form or its limit', async () => {
    const fields = await TextFields.ofBuiltService();
    const texts = fields.routes().flatMap((route) => fields.of(route).map((field) => ({ route, ...field })));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter(({ limit }) => limit === undefined)).toEqual([]);
  });

  test('ids, times and days say what they are', () => {
    const { schemas } = here.document.components as { schemas: Record<string, { properties: object }> };
    expect(schemas.CheckpointCreateDto!.properties).toMatchObject({
      sessionId: { type: ['string', 'null'], format: 'uuid' },
      opensAt: { type: ['string', 'null'], format: 'date-time' },
      name: { type: 'string', minLength: 1, maxLength: 200 },
    });
    expect(schemas.ConferencePatchDto!.properties).toMatchObject({
      startsOn: { type: 'string', format: 'date' },
    });
    expect(schemas.WalkInsRemoveDto!.properties).toMatchObject({
      participantIds: { type: 'array', maxItems: 500, items: { type: 'string', format: 'uuid' } },
    });
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
