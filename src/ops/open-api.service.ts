import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from '../contract/auth.js';
import { PROBLEMS } from '../contract/problem.js';
import { CONTRACT_HEADER, CONTRACT_VERSION } from '../contract/version.js';
import { Config } from '../platform/config/config.js';
import { VERSION } from '../platform/version/version.js';
import { type Answers, readAnswers, withAnswer } from './answers.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457. `code` is stable; programs decide by it.',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string', example: 'urn:diemcau:problem:site.not-found' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** The HTTP interface as the code has it, in OpenAPI's words. */
@Injectable()
export class OpenApiService {
  private app?: INestApplication;
  private text?: string;

  constructor(private readonly config: Config) {}

  /** Names the application that is described. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  /** Made at the first question: nobody's start waits for it. */
  document(): string {
    this.text ??= JSON.stringify(this.compose(this.app!));
    return this.text;
  }

  private compose(app: INestApplication): OpenAPIObject {
    const cookie = this.config.isHttps ? SESSION_COOKIE.secure : SESSION_COOKIE.plain;
    const head = new DocumentBuilder()
      .setTitle('Diemcau')
      .setDescription(
        'Errors are application/problem+json with a stable `code`. ' +
          'Lists answer `{ items, next }` and take `limit` and `after`. Times are ISO 8601 in UTC. ' +
          'A client may say the version of the contract that it was written for in the header ' +
          `\`${CONTRACT_HEADER}\` (now ${CONTRACT_VERSION}); ` +
          'one that is no longer served is answered 426 `contract.too-old`. ' +
          'Additions do not raise the version: expect new fields, codes and words.',
      )
      .setVersion(VERSION)
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth({
        type: 'http',
        scheme: 'bearer',
        description: 'From POST /auth/tokens, /auth/pair or /auth/trainee',
      })
      .addCookieAuth(cookie, {
        type: 'apiKey',
        in: 'cookie',
        name: cookie,
        description: 'From the sign-in routes; unsafe methods need an own Origin',
      })
      .build();
    const document = SwaggerModule.createDocument(app, head, {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
    });
    const { operations, components } = readAnswers();
    document.components = {
      ...document.components,
      schemas: {
        ...document.components?.schemas,
        ...components,
        Problem: PROBLEM_SCHEMA,
        ...importRejected(components.ImportReport),
      },
    };
    for (const item of Object.values(document.paths)) {
      for (const method of METHODS) {
        const operation = item[method];
        if (!operation) continue;
        withAnswer(operation, operations[operation.operationId!]);
        withProblem(operation);
      }
    }
    return document;
  }
}

/** A problem that carries the import's report; its `errors` are those of rows. */
function importRejected(report: Answers['components'][string] | undefined): Answers['components'] {
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

function withProblem(operation: Operation): void {
  operation.responses.default = {
    description: 'A problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
