import { type ProblemBody, type ProblemCode, PROBLEMS } from '../../contract/problem.js';
import type { Need } from '../../identity/guard/needs.decorator.js';

/** The facts of a route that decide which problems it may answer. */
export interface Asked {
  method: string;
  /** It lies below the base of the API. */
  isOfApi: boolean;
  hasQuery: boolean;
  hasBody: boolean;
  /** Nobody has to be signed in. */
  isPublic: boolean;
  /** What a token needs; `null` if none is let in. */
  need: Need | null;
  /** The code if the thing that `{id}` names does not exist; `null` if the path has none. */
  missing: ProblemCode | null;
  /** Codes that its own code may answer. */
  codes: readonly string[];
}

/** With more codes than these, the name of a response would be a sentence. */
const MOST_IN_NAME = 3;
/** These come with `Retry-After`. */
const RETRIED = [426, 429, 503, 507];

const isCode = (code: string): code is ProblemCode => code in PROBLEMS;

/** Every code that the route may answer, in the order of the table. */
export function codesOf(asked: Asked): ProblemCode[] {
  const { isPublic, need } = asked;
  const isUnsafe = asked.method !== 'get';
  const codes = new Set<ProblemCode>([
    ...asked.codes.filter(isCode),
    ...when(asked.hasQuery || asked.hasBody, 'request.invalid'),
    ...when(asked.hasBody, 'request.too-large', 'request.media-type', 'request.timeout'),
    ...when(!isPublic, 'auth.required', 'auth.forbidden', 'auth.ended'),
    ...when(isUnsafe, 'request.foreign-origin'),
    ...when(need === 'browser', 'auth.browser-only'),
    ...when(need !== null && need !== 'browser' && need !== 'any', 'auth.token-scope'),
    ...when(asked.isOfApi, 'contract.too-old'),
    ...when(asked.missing !== null, asked.missing!),
  ]);
  // Nothing else is wrong with a request that asks for health, and linters want one word at least.
  if (![...codes].some((code) => PROBLEMS[code].status < 500)) codes.add('request.headers-too-large');
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => codes.has(code));
}
const when = (holds: boolean, ...codes: ProblemCode[]): ProblemCode[] => (holds ? codes : []);

/** The responses that share a status, each by its codes. */
export function byStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const found = new Map<number, ProblemCode[]>();
  for (const code of codes)
    found.set(PROBLEMS[code].status, [...(found.get(PROBLEMS[code].status) ?? []), code]);
  return found;
}

/** A response of OpenAPI for problems of one status. */
export function problemResponse(status: number, codes: readonly ProblemCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
    headers: {
      'x-request-id': { $ref: '#/components/headers/RequestId' },
      ...(RETRIED.includes(status) ? { 'retry-after': { $ref: '#/components/headers/RetryAfter' } } : {}),
    },
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: codes } } },
          ],
        },
        example: exampleOf(codes[0]!),
      },
    },
  };
}

/** A name for the response: that of its codes, or of the first if there are many. */
export function nameOf(status: number, codes: readonly ProblemCode[]): string {
  const isShort = codes.length <= MOST_IN_NAME;
  const words = isShort ? codes : [codes[0]!];
  const name = words
    .flatMap((code) => code.split(/[.-]/))
    .map(capital)
    .join('');
  return isShort ? name : `${name}AndMore${status}`;
}
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function exampleOf(code: ProblemCode): ProblemBody {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:diemcau:problem:${code}`,
    title,
    status,
    code,
    detail: title,
    requestId: '0197a3b2-6c1e-7d4f-8a90-1b2c3d4e5f60',
    ...(code === 'request.invalid'
      ? { errors: [{ path: 'name', code: 'field.invalid', message: 'name must be a text' }] }
      : {}),
  };
}
