import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ActingRequest } from '../identity/guard/actor.decorator.js';
import { Config } from '../platform/config/config.js';
import { Metrics } from '../platform/metrics/metrics.js';

/**
 * Counts every request, and writes one line about those that failed here (all of them at LOG_LEVEL=debug).
 * A line holds the route's pattern and the kind of principal: no address, query, body or name.
 */
@Injectable()
export class RequestLog implements OnModuleInit {
  private readonly log = new Logger('Request');
  private readonly isTalkative: boolean;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly metrics: Metrics,
    config: Config,
  ) {
    this.isTalkative = config.logLevel === 'debug';
  }

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onResponse', (request, reply, done) => {
      this.note(request, reply);
      done();
    });
  }

  private note(request: ActingRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'unmatched';
    const { statusCode: status, elapsedTime } = reply;
    this.metrics.requests.observe(request.method, route, status, elapsedTime / 1000);
    // 503 and 507 are states of the service, which StorageHealth tells once a minute.
    const isFault = status >= 500 && status !== 503 && status !== 507;
    if (!isFault && !this.isTalkative) return;
    const line = {
      method: request.method,
      route,
      status,
      ms: Math.round(elapsedTime),
      requestId: request.id,
      principal: request.principal?.kind ?? 'anonymous',
    };
    if (isFault) this.log.warn(line);
    else this.log.debug(line);
  }
}
