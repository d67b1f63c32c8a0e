import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from '../../contract/auth.js';
import type { ProblemCode } from '../../contract/problem.js';
import { ROUTES } from '../../contract/routes.js';
import { API_BASE, CONTRACT_HEADER, CONTRACT_VERSION } from '../../contract/version.js';
import { ConferenceOfService } from '../../identity/guard/conference-of.service.js';
import { Config } from '../../platform/config/config.js';
import { VERSION } from '../../platform/version/version.js';
import { readAnswers, readReached } from './built-notes.js';
import { HEADERS, importRejected, PARAMETERS, PROBLEM_SCHEMA, RESPONSES } from './components.js';
import { describeOperation, type Method, type Shared } from './described-operation.js';
import { Examples, type ExampleSchema } from './examples.rules.js';
import { TAGS } from './tags.js';
import { sayWhole } from './whole-numbers.rules.js';

const METHODS: readonly Method[] = ['get', 'post', 'patch', 'put', 'delete'];

/** Describes the HTTP interface in OpenAPI, from the code. */
@Injectable()
export class OpenApiService {
  private app?: INestApplication;
  private text?: string;

  constructor(
    private readonly config: Config,
    private readonly conferenceOf: ConferenceOfService,
  ) {}

  /** Names the application that is described. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  /** Made at the first request, so that the start does not wait for it. */
  document(): string {
    this.text ??= JSON.stringify(this.compose(this.app!));
    return this.text;
  }

  private compose(app: INestApplication): OpenAPIObject {
    const document = SwaggerModule.createDocument(app, this.head(), {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
    });
    const { operations, components } = readAnswers();
    const reached = readReached();
    const schemas = {
      ...document.components?.schemas,
      ...components,
      Problem: PROBLEM_SCHEMA,
      ...importRejected(components.ImportReport),
    } as Record<string, ExampleSchema>;
    sayWhole([schemas, document.paths]);
    const shared: Shared = {
      responses: { ...RESPONSES },
      examples: new Examples(schemas),
    };
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of METHODS) {
        const operation = item[method];
        if (!operation) continue;
        const name = operation.operationId!;
        describeOperation(
          operation,
          { method, path, answer: operations[name], reached: reached[name], missing: this.missingAt(path) },
          shared,
        );
      }
    }
    document.components = {
      ...document.components,
      schemas: schemas as never,
      headers: HEADERS as never,
      parameters: used(PARAMETERS, document.paths) as never,
      responses: shared.responses as never,
    };
    document.info.contact = { name: 'Those who run this service' };
    document.tags = tagsIn(document);
    return document;
  }

  private head(): Omit<OpenAPIObject, 'paths'> {
    const cookie = this.config.isHttps ? SESSION_COOKIE.secure : SESSION_COOKIE.plain;
    const builder = new DocumentBuilder()
      .setTitle('Diemcau')
      .setDescription(
        'The control room, the check-in desk and the library of a training conference held in hundreds of ' +
          'rooms at once.\n\nErrors are `application/problem+json` with a stable `code`. Lists answer ' +
          '`{ items, next }` and take `limit` and `after`. Times are ISO 8601 in UTC.\n\nA client may say ' +
          'the version of the contract that it was written for in ' +
          `the header \`${CONTRACT_HEADER}\` (now ${CONTRACT_VERSION}); one that is no longer served is ` +
          'answered 426 `contract.too-old`. Additions do not raise the version: expect new fields, codes ' +
          'and words.\n\nSigned in by cookie, every route but GET needs an `Origin` of this service.',
      )
      .setVersion(VERSION)
      .setOpenAPIVersion('3.1.0')
      .setLicense('MIT', 'https://opensource.org/license/mit')
      .addServer(this.config.publicUrl ?? '/', 'This service')
      .addBearerAuth({
        type: 'http',
        scheme: 'bearer',
        description: 'From POST /auth/tokens, /auth/pair or /auth/trainee',
      })
      .addCookieAuth(cookie, {
        type: 'apiKey',
        in: 'cookie',
        name: cookie,
        description: 'From the sign-in routes; methods other than GET need an `Origin` of this service',
      });
    const { publicUrl } = this.config;
    if (publicUrl !== null)
      builder.setExternalDoc('The same for people to read', publicUrl + API_BASE + ROUTES.docs);
    return builder.build();
  }

  /** The code of the problem if the thing that `{id}` names does not exist. */
  private missingAt(path: string): ProblemCode | null {
    const [, part, id] = path.slice(API_BASE.length).split('/');
    return id === '{id}' ? (this.conferenceOf.thing(part!)?.missing ?? null) : null;
  }
}

/** Leaves out components that nothing refers to: linters warn of them. */
function used<T extends object>(components: T, paths: OpenAPIObject['paths']): Partial<T> {
  const text = JSON.stringify(paths);
  const isUsed = ([name]: [string, unknown]): boolean => text.includes(`#/components/parameters/${name}"`);
  return Object.fromEntries(Object.entries(components).filter(isUsed)) as Partial<T>;
}

/** In the order of the reference, those that have a route. */
function tagsIn({ paths }: OpenAPIObject): { name: string; description: string }[] {
  const used = new Set(
    Object.values(paths).flatMap((item) => METHODS.flatMap((method) => item[method]?.tags ?? [])),
  );
  const all = [...Object.values(TAGS), { name: 'Routes', description: 'Of a service that runs unbuilt.' }];
  return all.filter(({ name }) => used.has(name));
}
