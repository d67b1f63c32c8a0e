import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { API_BASE } from '../../contract/version.js';
import type { Config } from '../config/config.js';
import { PublicResponseCache } from './public-response.cache.js';
import { refuseFormsWithoutBoundary } from './broken-form.js';
import { answerClientFault, answerFrameworkFault } from './broken-requests.js';
import { takeJsonOnly } from './json-body.js';
import { FaultLog } from './fault-log.js';
import { KnownRoutes } from './known-routes.js';
import { readOutLargeBodies } from './large-bodies.js';
import { lowerIds, refuseNul } from './plain-address.js';
import { takePlainForms } from './plain-form.js';
import { ProxyHints } from './proxy-hints.js';
import { ProblemFilter } from './problem.filter.js';
import { guardAnswers, securityHeaders } from './security-headers.js';
import { ServedContracts } from './served-contracts.js';
import { endSlowBodies, LONGEST_REQUEST } from './slow-bodies.js';
import { UntrustedProxy } from './untrusted-proxy.js';
import { validationPipe } from './validation.js';

const KIB = 1024;
export const BODY_LIMIT = 256 * KIB;

/** Fastify with the promises' limits: nothing large, slow or foreign gets as far as a controller. */
export function httpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: LONGEST_REQUEST,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    // Node looks every half minute unless told otherwise, and until then nothing is too late.
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16 * KIB },
    genReqId: () => randomUUID(),
    // At the end idle connections are cut and requests under way are answered.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: answerFrameworkFault,
    clientErrorHandler: answerClientFault,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
  });
}

/** Plugins, prefix, pipe and filter; the same for the service and for the tests. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  app.setGlobalPrefix(API_BASE, { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.useGlobalPipes(validationPipe);
  const fastify = app.getHttpAdapter().getInstance();
  // A route may take larger bodies: `@RouteConfig({ bodyLimit })`.
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  const headers = securityHeaders(config.isHttps);
  app.get(UntrustedProxy).watch(fastify);
  app.get(ProxyHints).watch(fastify);
  app.get(ServedContracts).guard(fastify, headers);
  app.get(PublicResponseCache).install(fastify, headers);
  guardAnswers(fastify, headers);
  const routes = new KnownRoutes();
  routes.watch(fastify);
  endSlowBodies(fastify);
  readOutLargeBodies(fastify);
  takeJsonOnly(fastify);
  takePlainForms(fastify);
  refuseNul(fastify);
  refuseFormsWithoutBoundary(fastify);
  lowerIds(fastify);
  app.useGlobalFilters(new ProblemFilter(routes, app.get(FaultLog)));
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: 512 * KIB * KIB, files: 1, fields: 20, fieldSize: 64 * KIB, parts: 24 },
  });
  await app.register(compress, {
    threshold: 1400,
    encodings: ['br', 'gzip'],
    customTypes: /^(text\/|application\/(json|problem\+json|javascript|wasm|manifest\+json)|image\/svg)/,
  });
  fastify.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith(API_BASE) && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'no-store');
    void reply.header('x-request-id', request.id);
  });
}
