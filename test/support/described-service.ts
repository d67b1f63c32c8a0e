import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { API_BASE } from '../../src/contract/version.js';
import { newDatabase, ORGANIZER } from './app.js';
import { ChildService } from './child-service.js';
import { Client, organizerToken } from './client.js';
import { closed } from './fuzz/schemas.js';
import { type Hall, made, makeHall } from './hall.js';

type Media = Record<string, { schema?: object; example?: unknown }>;
export type Operation = {
  requestBody?: { content?: Media };
  responses: Record<string, { $ref?: string; content?: Media }>;
};
const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** A built service with its OpenAPI document and a hall: the shapes come from the build. */
export class DescribedService {
  private constructor(
    private readonly service: ChildService,
    private readonly dataDir: string,
    readonly document: OpenAPIObject,
    readonly anonymous: Client,
    readonly organizer: Client,
    readonly hall: Hall,
  ) {}

  static async start(): Promise<DescribedService> {
    const dataDir = await mkdtemp(join(tmpdir(), 'diemcau-open-api-'));
    const DATABASE_URL = process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined;
    const service = new ChildService({
      ORGANIZER_LOGIN: ORGANIZER.login,
      ORGANIZER_PASSWORD: ORGANIZER.password,
      DATA_DIR: dataDir,
      DATABASE_URL,
    });
    const anonymous = new Client(await service.url());
    const token = await organizerToken(anonymous.url, ORGANIZER.login, ORGANIZER.password);
    const organizer = anonymous.as(token);
    const document = made(await anonymous.get<OpenAPIObject>(pathTo(ROUTES.openapi)));
    const hall = await makeHall(organizer, { sites: 2, people: 2 });
    return new DescribedService(service, dataDir, document, anonymous, organizer, hall);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** By `POST /api/v1/…`. */
  operations(): [string, Operation][] {
    return Object.entries(this.document.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        item[method] as Operation,
      ]),
    );
  }

  operation(method: Method, route: string): Operation {
    const operation = this.document.paths[API_BASE + route.replace(':id', '{id}')]![method] as Operation;
    const whole = Object.entries(operation.responses).map(([status, response]) => [
      status,
      {
        ...this.document.components!.responses![response.$ref?.split('/').at(-1) ?? ''],
        ...response,
      },
    ]);
    return { ...operation, responses: Object.fromEntries(whole) as Operation['responses'] };
  }

  answerSchema(method: Method, route: string, status: number): object {
    return this.operation(method, route).responses[status]!.content!['application/json']!.schema!;
  }

  /** Finds the faults of a body by its schema; `null` if there is none. */
  faults(schema: object, body: unknown): unknown {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile({
      ...(closed(schema) as object),
      components: closed(this.document.components),
    });
    return validate(body) ? null : validate.errors;
  }
}
