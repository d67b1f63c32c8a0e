import { type ProblemCode, PROBLEMS } from '../../contract/problem.js';
import type { Answers, Schemas } from './built-notes.js';

export const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457. `code` is stable; programs decide by it.',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string', examples: ['urn:diemcau:problem:site.not-found'] },
    title: { type: 'string', examples: [PROBLEMS['site.not-found'].title] },
    status: { type: 'integer', format: 'int32', examples: [404] },
    code: { type: 'string', enum: Object.keys(PROBLEMS) as ProblemCode[], examples: ['site.not-found'] },
    detail: { type: 'string', examples: [PROBLEMS['site.not-found'].title] },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string', examples: ['field.invalid'] },
          message: { type: 'string', examples: ['name must be a text'] },
        },
      },
    },
  },
};

/** A problem with the report of an import; its `errors` are those of rows. */
export function importRejected(report: Schemas[string] | undefined): Answers['components'] {
  const { required = [], properties = {} } = (report ?? {}) as {
    required?: string[];
    properties?: Answers['components'];
  };
  const code = { type: 'string' as const, enum: ['import.rejected'] };
  return {
    ImportRejected: {
      type: 'object',
      description: 'The problem `import.rejected`: nothing was written, and `errors` says why, row by row.',
      required: [...PROBLEM_SCHEMA.required, ...required],
      properties: { ...(PROBLEM_SCHEMA.properties as Answers['components']), code, ...properties },
    },
  };
}

const text = { type: 'string' as const };
/** Headers of answers. */
export const HEADERS = {
  RequestId: {
    description: 'Names this request in the log of the service; problems say it as `requestId`.',
    schema: { type: 'string', format: 'uuid' },
  },
  RetryAfter: {
    description: 'After how many seconds to try again.',
    schema: { type: 'integer', format: 'int32', minimum: 0 },
    example: 5,
  },
  ETag: {
    description: 'The version of the answer; send it as `If-None-Match` the next time.',
    schema: text,
    example: 'W/"4711"',
  },
  LastModified: {
    description: 'When the content was last changed.',
    schema: text,
    example: 'Sun, 22 Nov 2026 01:00:00 GMT',
  },
};

/** Headers of requests. */
export const PARAMETERS = {
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` of the copy that one has: 304 while that is current.',
    schema: text,
    example: 'W/"4711"',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` that one has read: 412 if somebody has changed the thing since.',
    schema: text,
    example: 'W/"4711"',
  },
  Range: {
    name: 'Range',
    in: 'header',
    description: 'A part of the file: 206 and that part.',
    schema: text,
    example: 'bytes=0-1023',
  },
};

/** The response of every operation to problems that are not its own. */
export const OTHER_PROBLEMS = {
  description: 'Any other problem: the service is busy, cannot write now, or has failed.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

export const RESPONSES = {
  NotModified: {
    description: 'The copy named by `If-None-Match` is current.',
    headers: { etag: { $ref: '#/components/headers/ETag' } },
  },
};
