import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type ActingRequest } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { reaches } from '../contract/account.js';
import { ROUTES } from '../contract/routes.js';
import { Config } from '../platform/config/config.js';
import { Problem } from '../platform/http/problem.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { Secrets } from '../platform/secrets/secrets.js';
import { VERSION } from '../platform/version/version.js';
import { HealthService } from './health.service.js';
import { AsyncApiService } from './async-api/async-api.service.js';
import { OpenApiService } from './open-api/open-api.service.js';

/** A document whose form a public specification describes. */
const DESCRIPTION = {
  content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
} as const;

@Controller()
export class OpsController {
  constructor(
    private readonly config: Config,
    private readonly health: HealthService,
    private readonly metrics: Metrics,
    private readonly openApi: OpenApiService,
    private readonly asyncApi: AsyncApiService,
  ) {}

  /** Says that the process answers, and which version it is. */
  @Get('health/live')
  @Header('cache-control', 'no-store')
  @Allow('anyone')
  live(): { status: 'ok'; version: string } {
    return { status: 'ok', version: VERSION };
  }

  /** Says whether the database is read and written; 503 otherwise. */
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  @Allow('anyone')
  async ready(): Promise<{ status: 'ok' }> {
    await this.health.assertReady();
    return { status: 'ok' };
  }

  /**
   * Reads the figures of the service in Prometheus' format. For organizers and for the bearer of
   * METRICS_TOKEN; for others there is no such route.
   */
  @Get('metrics')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @Header('cache-control', 'no-store')
  @Allow('anyone')
  async figures(
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { principal } = request;
    const isOrganizer = principal?.kind === 'organizer';
    if (isOrganizer && !reaches(principal.role, 'organizer')) throw new Problem('auth.forbidden');
    if (!isOrganizer && !this.isScraper(request.headers.authorization)) throw new Problem('route.not-found');
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }

  /** Describes the HTTP interface, in OpenAPI 3.1. */
  @Get(ROUTES.openapi)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Allow('anyone')
  @ApiOkResponse(DESCRIPTION)
  document(): string {
    return this.openApi.document();
  }

  /** Describes the live interface, in AsyncAPI 3. */
  @Get(ROUTES.asyncapi)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Allow('anyone')
  @ApiOkResponse(DESCRIPTION)
  liveDocument(): string {
    return this.asyncApi.document();
  }

  private isScraper(authorization: string | undefined): boolean {
    return (
      this.config.metricsToken !== null &&
      authorization !== undefined &&
      Secrets.equal(authorization, `Bearer ${this.config.metricsToken}`)
    );
  }
}
