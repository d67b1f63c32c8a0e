import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { type ProblemBody, type ProblemCode, PROBLEMS } from '../../../src/contract/problem.js';
import { type Caller, type FuzzRequest, requestsOf, type Route } from './requests.js';
import { Judge } from './schemas.js';

/** Cases a route: so many in every run, more by the environment. */
export const CASES = Number(process.env.FUZZ_CASES ?? 40);
const AT_ONCE = 4;
/** fast-check prints seed and path of a failure; `FUZZ_SEED` repeats a run. */
const seed = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };
export const runs = (cases: number) => ({
  numRuns: Math.ceil(cases / AT_ONCE),
  endOnFailure: true,
  includeErrorInReport: true,
  ...seed,
});
export const together = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE });

/** Codes that may have a 5xx status: the service says that it is not available. */
const DELIBERATE: ProblemCode[] = ['server.busy', 'server.not-ready', 'server.storage'];

/** Answered before a route is found, or whatever the route is: they are said of the service as a whole. */
const BEFORE_ROUTES: ProblemCode[] = [
  'route.not-found',
  'method.not-allowed',
  'request.invalid',
  'request.too-large',
  'request.headers-too-large',
  'request.media-type',
  'request.timeout',
  'rate.limited',
];

/** The service under attack. */
export interface Target {
  url: string;
  document: OpenAPIObject;
  /** Ids of existing things of every kind. */
  ids: readonly string[];
  tokens: Record<Exclude<Caller, 'anonymous'>, string>;
}

/** Finds the fault of a problem body; `null` if there is none. */
export function faultOfProblem(problem: Partial<ProblemBody> | null, status: number): string | null {
  const known = PROBLEMS[problem?.code as ProblemCode] as { status: number } | undefined;
  if (!known) return `no code of the table: ${JSON.stringify(problem)?.slice(0, 300)}`;
  if (known.status !== status || problem!.status !== status) return `${problem!.code} with status ${status}`;
  return status >= 500 && !DELIBERATE.includes(problem!.code!) ? `${status} ${problem!.code}` : null;
}

export class Attack {
  private readonly judge: Judge;
  /** How often each status was seen: a fuzz that meets 400 alone proves little. */
  readonly seen = new Map<number, number>();

  constructor(private readonly target: Target) {
    this.judge = new Judge(target.document);
  }

  /** @throws with seed and request, when an answer is not as promised */
  async on(route: Route, cases = CASES): Promise<void> {
    const property = fc.asyncProperty(
      together(requestsOf(route, this.target.document, this.target.ids)),
      async (requests) => {
        await Promise.all(requests.map((request) => this.send(route, request)));
      },
    );
    await fc.assert(property, runs(cases));
  }

  private async send(route: Route, { who, method, path, headers, body }: FuzzRequest): Promise<void> {
    const authorization: Record<string, string> =
      who === 'anonymous' ? {} : { authorization: `Bearer ${this.target.tokens[who]}` };
    const response = await fetch(this.target.url + path, {
      method,
      redirect: 'manual',
      headers: { ...authorization, ...headers },
      body,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    this.seen.set(response.status, (this.seen.get(response.status) ?? 0) + 1);
    const fault = this.faultOf(route, response, bytes);
    if (fault !== null)
      throw new Error(
        `${response.status} to ${who}: ${fault}; ${method} ${path.slice(0, 300)} ` +
          `${JSON.stringify(headers).slice(0, 200)} ${JSON.stringify(String(body)).slice(0, 600)}`,
      );
  }

  private faultOf(route: Route, { status, headers }: Response, bytes: Buffer): string | null {
    const mediaType = headers.get('content-type')?.split(';')[0] ?? '';
    if (status >= 400) return this.faultOfError(route, status, mediaType, bytes);
    return status === 304 ? null : this.faultOfSuccess(route, status, mediaType, bytes);
  }

  private faultOfError(
    { operation }: Route,
    status: number,
    mediaType: string,
    bytes: Buffer,
  ): string | null {
    if (mediaType !== 'application/problem+json')
      return `an error as ${mediaType}: ${bytes.toString().slice(0, 200)}`;
    const problem = JSON.parse(bytes.toString()) as ProblemBody;
    const own = this.resolved(operation.responses[status]);
    if (!own && status < 500 && !BEFORE_ROUTES.includes(problem.code))
      return `a status that is not documented, ${problem.code}`;
    const documented = (BEFORE_ROUTES.includes(problem.code) ? null : own) ?? operation.responses.default!;
    const faults = this.judge.faults(documented.content!['application/problem+json']!.schema!, problem);
    const described = `${JSON.stringify(faults)} ${JSON.stringify(problem).slice(0, 300)}`;
    return (
      faultOfProblem(problem, status) ?? (faults === null ? null : `not the documented problem: ${described}`)
    );
  }

  private resolved(response: Route['operation']['responses'][string] | undefined): typeof response {
    const name = response?.$ref?.split('/').at(-1);
    return name === undefined
      ? response
      : (this.target.document.components!.responses![name] as typeof response);
  }

  private faultOfSuccess(
    { operation }: Route,
    status: number,
    mediaType: string,
    bytes: Buffer,
  ): string | null {
    const reply = operation.responses[status === 206 ? 200 : status];
    const text = (): string => bytes.toString().slice(0, 400);
    if (!reply) return 'a status that is not documented';
    if (!reply.content) return bytes.length === 0 ? null : `a body where none is documented: ${text()}`;
    const content = reply.content[mediaType] ?? reply.content['*/*'];
    if (!content) return `a media type that is not documented: ${mediaType}`;
    if (mediaType !== 'application/json') return null;
    const faults = this.judge.faults(content.schema!, JSON.parse(bytes.toString()));
    return faults === null
      ? null
      : `not the documented shape: ${JSON.stringify(faults).slice(0, 600)} ${text()}`;
  }
}
