import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { type Schema, valid } from './schemas.js';
import { mutated, odd, oddText } from './values.js';

/** The caller. A coordinator, trainee or viewer may be of another conference. */
export const CALLERS = ['organizer', 'coordinator', 'trainee', 'viewer', 'anonymous'] as const;
export type Caller = (typeof CALLERS)[number];
export interface FuzzRequest {
  who: Caller;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | undefined;
}
export interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: object }> }>;
}
export interface Route {
  /** `post /api/v1/conferences/{id}/sites` */
  name: string;
  method: string;
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;
/** Puts destructive routes last, and signing out at the very end. */
const rank = ({ method, path }: Route): number =>
  path.endsWith('/sign-out') ? 2 : method === 'delete' ? 1 : 0;
export const routesOf = (document: OpenAPIObject): Route[] =>
  Object.entries(document.paths)
    .flatMap(([path, item]) =>
      METHODS.flatMap((method) =>
        item[method]
          ? [{ name: `${method} ${path}`, method, path, operation: item[method] as Operation }]
          : [],
      ),
    )
    .sort((a, b) => rank(a) - rank(b));

const HEADERS: Record<string, string>[] = [
  { range: 'bytes=0-' },
  { range: 'bytes=-99999999999999999999' },
  { range: 'bytes=99999999999999999999-' },
  { range: 'bytes=5-1' },
  { range: 'x' },
  { 'if-none-match': '*' },
  { 'if-none-match': 'W/"1", "' },
  { 'if-modified-since': '9'.repeat(40) },
  { 'if-range': '"' },
  { accept: 'text/html' },
  { 'accept-encoding': 'br;q=9, x' },
  { 'x-forwarded-for': '1.2.3.4, x' },
  { cookie: 'sid=%E0%A4%A; __Host-sid="' },
  { origin: 'https://evil.example' },
  { 'accept-language': 'ễ'.replace('ễ', 'x'.repeat(900)) },
];
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json;;;',
  'application/xml',
  'multipart/form-data',
  'multipart/mixed; boundary=x',
  'x',
  'application/vnd.api+json',
];
const BROKEN_JSON = [
  '{',
  '[',
  '"',
  '{"a":}',
  'undefined',
  '{"a":1,}',
  '\ufeff{}',
  '1',
  'null',
  '"x"',
  '[]',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":1}}',
  '{"a":"\\ud800"}',
  '{"a":9007199254740993}',
  '{"a":1e999}',
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
  `{"a":"${'x'.repeat(300_000)}"}`,
  '',
];

/** Requests of one route: as the document wants them, and in every way otherwise. */
export function requestsOf(
  route: Route,
  document: OpenAPIObject,
  ids: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  const { parameters = [], requestBody } = route.operation;
  const id = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ids) },
    fc.uuid(),
    fc.constantFrom(...ids).map((one) => one.toUpperCase()),
    oddText,
  );
  const query = parameters.filter((one) => one.in === 'query').map((one) => queryOf(one, document, ids));
  const body = requestBody
    ? bodyOf(requestBody.content, document, ids)
    : fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, jsonBody(odd));
  const who = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Caller>('organizer') },
    fc.constantFrom(...CALLERS),
  );
  return fc
    .record({
      who,
      id,
      query: fc.tuple(...query),
      stranger: fc.option(fc.tuple(oddText, oddText), { freq: 12 }),
      body,
      headers: fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, fc.constantFrom(...HEADERS)),
    })
    .map((made) => {
      const pairs = [...made.query.flat(), ...(made.stranger ? [made.stranger] : [])].map(
        ([name, value]) => `${encoded(name)}=${encoded(value)}`,
      );
      const path =
        route.path.replace('{id}', encoded(made.id)) + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
      const sent: { headers?: Record<string, string>; body?: FuzzRequest['body'] } =
        route.method === 'get' ? {} : made.body;
      return {
        who: made.who,
        method: route.method.toUpperCase(),
        path,
        headers: { ...made.headers, ...sent.headers },
        body: sent.body,
      };
    });
}

/** A lone surrogate has no percent-encoding. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

function queryOf(
  { name, required, schema = {} }: NonNullable<Operation['parameters']>[number],
  document: OpenAPIObject,
  ids: readonly string[],
): fc.Arbitrary<[string, string][]> {
  const value = fc
    .oneof({ weight: 3, arbitrary: valid(schema, document, ids, name) }, odd)
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const once = value.map((one): [string, string][] => [[name, one]]);
  return fc.oneof(
    { weight: 6, arbitrary: once },
    { weight: required === true ? 1 : 4, arbitrary: fc.constant<[string, string][]>([]) },
    fc.tuple(value, value).map(([a, b]): [string, string][] => [
      [name, a],
      [name, b],
    ]),
    value.map((one): [string, string][] => [[`${name}[a]`, one]]),
  );
}

interface Sent {
  headers?: Record<string, string>;
  body?: FuzzRequest['body'];
}
const jsonBody = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> =>
  value.map((one) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(one) }));

function bodyOf(
  content: Record<string, { schema: Schema }>,
  document: OpenAPIObject,
  ids: readonly string[],
): fc.Arbitrary<Sent> {
  const form = content['multipart/form-data'];
  if (form) return formOf(form.schema, document, ids);
  const good = valid(content['application/json']!.schema, document, ids);
  return fc.oneof(
    { weight: 6, arbitrary: jsonBody(good) },
    { weight: 8, arbitrary: jsonBody(good.chain(mutated)) },
    jsonBody(odd),
    fc
      .constantFrom(...BROKEN_JSON)
      .map((body) => ({ headers: { 'content-type': 'application/json' }, body })),
    fc
      .tuple(fc.constantFrom(...TYPES), good)
      .map(([type, one]) => ({ headers: { 'content-type': type }, body: JSON.stringify(one) })),
    fc.constant({}),
  );
}

const FILES = [
  '%PDF-1.7\n%%EOF',
  'code,fullName,siteCode\nX1,Đỗ Ân,A\n',
  'code,name\nX1,Xã Đông Sơn\nX1,\n',
  'code,name,expected\nX2,B,99999999999999999999\nX3,C,-1\n',
  '',
  '\0\0\0',
  'PK\u0003\u0004',
  '\ufeffcode;name\n\ud800;b',
  `code,name\n${'ΐ'.repeat(40)},B\n`,
  `code,name\nZ,${'x'.repeat(400)}\n`,
  'siteCode,fullName,email\nA,Lê Văn A,x\n',
];
const FILE_NAMES = [
  'a.pdf',
  'a.csv',
  'a.xlsx',
  'a.html',
  '../../a.pdf',
  '',
  'a\0.pdf',
  '\u202efdp.exe',
  `${'ễ'.repeat(200)}.pdf`,
  `${'a'.repeat(5_000)}.pdf`,
  '.pdf',
  'CON.pdf',
  'a.pdf/',
  '"; x=".pdf',
];

/**
 * A form as it should be, and forms that break off, name nothing, name two
 * files, or hold fields that are none.
 */
function formOf(schema: Schema, document: OpenAPIObject, ids: readonly string[]): fc.Arbitrary<Sent> {
  const { file: _, ...fields } = schema.properties ?? {};
  const values = fc.record(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        fc.oneof({ weight: 2, arbitrary: valid(field, document, ids, name) }, oddText),
      ]),
    ),
    { requiredKeys: [] },
  );
  const boundary = fc.oneof(
    { weight: 9, arbitrary: fc.constant('----x') },
    fc.constantFrom(
      '',
      'x'.repeat(70),
      'x'.repeat(252),
      'x'.repeat(253),
      'x'.repeat(4_000),
      '"',
      'a b',
      '"a\\"b"',
    ),
  );
  const stranger = fc.option(
    fc.tuple(fc.constantFrom('more', '__proto__', 'constructor', 'file', 'title'), oddText),
    {
      freq: 6,
    },
  );
  return fc
    .record({
      values,
      boundary,
      stranger,
      field: fc.oneof(
        { weight: 9, arbitrary: fc.constant('file') },
        fc.constantFrom('files', '', '__proto__'),
      ),
      name: fc.constantFrom(...FILE_NAMES),
      content: fc.constantFrom(...FILES),
      encoding: fc.constantFrom(
        '',
        '\r\nContent-Transfer-Encoding: base64',
        '\r\nContent-Type: x/y; charset=nonsense',
      ),
      breaks: fc.constantFrom('no', 'no', 'no', 'no', 'cut', 'twice', 'none', 'headers'),
      at: fc.nat(),
    })
    .map((form) => {
      const text = (name: string, value: unknown): string =>
        `--${form.boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`;
      const file =
        `--${form.boundary}\r\nContent-Disposition: form-data; name="${form.field}"; ` +
        `filename="${form.name}"${form.encoding}\r\n\r\n${form.content}\r\n`;
      const parts = [...Object.entries(form.values), ...(form.stranger ? [form.stranger] : [])].map(
        ([name, value]) => text(name, value),
      );
      if (form.breaks !== 'none') parts.push(file);
      if (form.breaks === 'twice') parts.push(file);
      if (form.breaks === 'headers') parts.push(`--${form.boundary}\r\n${'x: y\r\n'.repeat(3_000)}\r\n`);
      const whole = new TextEncoder().encode(`${parts.join('')}--${form.boundary}--\r\n`);
      return {
        headers: { 'content-type': `multipart/form-data; boundary=${form.boundary}` },
        body: form.breaks === 'cut' ? whole.slice(0, form.at % whole.length) : whole,
      };
    });
}
