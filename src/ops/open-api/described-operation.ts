import type { OpenAPIObject } from '@nestjs/swagger';
import { ROLES } from '../../contract/account.js';
import type { ProblemCode } from '../../contract/problem.js';
import { API_BASE } from '../../contract/version.js';
import type { Allowed } from '../../identity/guard/allow.decorator.js';
import type { Need } from '../../identity/guard/needs.decorator.js';
import type { Answers, Reached, Schema } from './built-notes.js';
import type { Examples, ExampleSchema } from './examples.rules.js';
import { OTHER_PROBLEMS } from './components.js';
import { operationIdOf } from './operation-id.rules.js';
import { sentencesOf, whoMay } from './operation-text.rules.js';
import { byStatus, codesOf, nameOf, problemResponse } from './problem-responses.rules.js';
import { tagOf } from './tags.js';

type Item = OpenAPIObject['paths'][string];
export type Operation = NonNullable<Item['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Response = { description?: string; headers?: object; content?: Content };
type Content = Record<string, { schema?: Schema; example?: unknown }>;
export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** What is known of a route, besides what Nest knows. */
export interface Known {
  method: Method;
  path: string;
  answer: Answers['operations'][string];
  reached: Reached | undefined;
  /** The code if the thing that `{id}` names does not exist. */
  missing: ProblemCode | null;
}
/** Parts of the document that operations share. */
export interface Shared {
  responses: Record<string, object>;
  examples: Examples;
}

/** Adds to an operation what follows from the code; Nest gives its path, body and comment. */
export function describeOperation(operation: Operation, known: Known, shared: Shared): void {
  const { codes = [], headers = [] } = known.reached ?? {};
  const access = accessOf(operation, known);
  withWords(operation, access, known.reached);
  withAnswer(operation, known.answer);
  const success = successOf(operation);
  withName(operation, success, known);
  withParameters(operation, headers);
  if (success !== null) withHeaders(operation, success.response, headers);
  withProblems(operation, shared, {
    method: known.method,
    isOfApi: known.path.startsWith(API_BASE),
    hasQuery: (operation.parameters ?? []).some((one) => (one as { in?: string }).in === 'query'),
    hasBody: operation.requestBody !== undefined,
    isPublic: access.isPublic,
    need: access.isOpenToTokens ? access.need : null,
    missing: known.missing,
    codes,
  });
  withExamples(operation, success?.response ?? null, shared);
}

interface Access {
  allowed: Allowed[];
  isPublic: boolean;
  isOpenToTokens: boolean;
  need: Need;
}
function accessOf(operation: Operation, { method }: Known): Access {
  const { 'x-allow': allowed = [], 'x-token-scope': need = method === 'get' ? 'read' : 'setup:write' } =
    operation as { 'x-allow'?: Allowed[]; 'x-token-scope'?: Need };
  const isPublic = allowed.includes('anyone');
  return {
    allowed,
    isPublic,
    need,
    isOpenToTokens: isPublic || ROLES.some((role) => allowed.includes(role)),
  };
}

function withWords(operation: Operation, { allowed, isPublic, need }: Access, reached?: Reached): void {
  const asksWho = reached?.asksWho ?? false;
  const { summary, rest } = sentencesOf([operation.summary, operation.description].join(' '));
  operation.summary = summary;
  operation.description = [rest, whoMay(allowed, need, asksWho)].filter((text) => text !== '').join('\n\n');
  operation.tags = [tagOf(reached?.folder ?? '')?.name ?? 'Routes'];
  operation.security = distinct(operation.security ?? []);
  if (isPublic) operation.security = asksWho ? [{}, ...(signIns as never[])] : [];
}

function withName(operation: Operation, success: Success | null, { method, path }: Known): void {
  const answersList = success !== null && isList(success.response);
  operation.operationId = operationIdOf(method, path, answersList, success?.status === '201');
}

const distinct = <T>(items: T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
const signIns = [{ bearer: [] }, { cookie: [] }];

/** Puts the shape under the status that Nest gives; `undefined` if the handler declares its own. */
function withAnswer(operation: Operation, schema: Schema | null | undefined): void {
  const success = successOf(operation);
  if (success === null) return;
  if (schema === null) success.response.content = undefined;
  if (schema) success.response.content = { 'application/json': { schema } };
  success.response.description ||= wordFor(success.response);
}

function wordFor(response: Response): string {
  const [media, { schema }] = Object.entries(response.content ?? {})[0] ?? ['', {}];
  if (media === '') return 'Done; there is no body.';
  if (isList(response)) return 'A page of the list; `next` is the `after` of the following one.';
  const name = (schema as { $ref?: string } | undefined)?.$ref?.split('/').at(-1);
  return name === undefined ? `The answer, as ${media}.` : `${name}.`;
}

interface Success {
  status: string;
  response: Response;
}
function successOf({ responses }: Operation): Success | null {
  const status = Object.keys(responses).find((code) => code.startsWith('2'));
  return status === undefined ? null : { status, response: responses[status] as Response };
}

function isList({ content }: Response): boolean {
  const schema = content?.['application/json']?.schema as ExampleSchema | undefined;
  return schema?.properties?.items !== undefined && schema.properties.next !== undefined;
}

/** Makes an id in a path a UUID, unless the route says otherwise. */
function withParameters(operation: Operation, headers: readonly string[]): void {
  const parameters = (operation.parameters ??= []);
  for (const parameter of parameters) {
    if (!('in' in parameter) || parameter.in !== 'path' || parameter.description) continue;
    parameter.schema = { type: 'string', format: 'uuid' };
  }
  const references = [
    ...(headers.includes('if-none-match') ? ['IfNoneMatch'] : []),
    ...(headers.includes('if-match') ? ['IfMatch'] : []),
    ...(headers.includes('range') ? ['Range'] : []),
  ];
  parameters.push(
    ...references.map((name) => ({ $ref: `#/components/parameters/${name}` }) as unknown as Parameter),
  );
  if (parameters.length === 0) delete operation.parameters;
}

function withHeaders(operation: Operation, response: Response, headers: readonly string[]): void {
  const refers = (name: string): object => ({ $ref: `#/components/headers/${name}` });
  response.headers = {
    ...response.headers,
    ...(headers.includes('etag') ? { etag: refers('ETag') } : {}),
    ...(headers.includes('last-modified') ? { 'last-modified': refers('LastModified') } : {}),
    'x-request-id': refers('RequestId'),
  };
  if (headers.includes('if-none-match'))
    operation.responses[304] = { $ref: '#/components/responses/NotModified' };
}

function withProblems(
  operation: Operation,
  { responses }: Shared,
  asked: Parameters<typeof codesOf>[0],
): void {
  for (const [status, codes] of byStatus(codesOf(asked))) {
    const own = operation.responses[status] as Response | undefined;
    if (own?.content) {
      own.description = [own.description, ...codes.map((code) => `\`${code}\``)].join(' · ');
      continue;
    }
    const name = nameOf(status, codes);
    const response = problemResponse(status, codes);
    // Two with the same beginning and length are told apart by a number.
    let free = name;
    for (let n = 2; free in responses && JSON.stringify(responses[free]) !== JSON.stringify(response); n++)
      free = `${name}${n}`;
    responses[free] = response;
    operation.responses[status] = { $ref: `#/components/responses/${free}` };
  }
  operation.responses.default = OTHER_PROBLEMS as never;
}

function withExamples(operation: Operation, success: Response | null, shared: Shared): void {
  const body = (operation.requestBody as { content?: Content } | undefined)?.content?.['application/json'];
  if (body?.schema) body.example = shared.examples.of(body.schema as ExampleSchema);
  const answer = success?.content?.['application/json'];
  if (answer?.schema) answer.example ??= shared.examples.of(answer.schema as ExampleSchema);
}
