import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { API_BASE } from '../../src/contract/version.js';
import { allowedBy, partNeedNamed } from '../../src/identity/guard/access.policy.js';
import { TRACES } from '../../src/identity/guard/traces.interceptor.js';
import type { Allowed } from '../../src/identity/guard/allow.decorator.js';
import type { PartNeed } from '../../src/identity/guard/parts.decorator.js';
import { KnownRoutes } from '../../src/platform/http/known-routes.js';
import type { TestApp } from './app.js';

type Handler = (...args: never[]) => unknown;
export interface Entrance {
  /** `GET /api/v1/sites/:id`, or the name of a live event. */
  name: string;
  allowed: readonly Allowed[];
  /** The grant that an account with only a part needs; `null` if the route does not say. */
  parts: PartNeed | null;
}

/**
 * Every route that any Fastify of this process is given from now on, whoever
 * mounts it: `GET /api/v1/sites/:id`.
 */
export function collectRoutes(): Set<string> {
  const routes = new Set<string>();
  const { watch } = KnownRoutes.prototype;
  KnownRoutes.prototype.watch = function (this: KnownRoutes, fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.add(`${one} ${url}`);
    });
    watch.call(this, fastify);
  };
  return routes;
}

/**
 * The routes that Nest's controllers answer, with who is let in. These are the
 * ones that the guard stands before.
 */
export function guardedRoutes(app: TestApp, base: string, outside: string[]): Entrance[] {
  const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];
  return handlers(app, 'controllers').flatMap(({ handler, cls }) => {
    const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
    if (path === undefined) return [];
    const url = path.startsWith('/') ? path : `/${path}`;
    const method = METHODS[Reflect.getMetadata('method', handler) as number];
    const name = `${method} ${outside.includes(url) ? '' : base}${url}`;
    return [{ name, allowed: allowedBy(handler, cls), parts: partNeedNamed(handler, cls) }];
  });
}

/** What each route that leaves a trace calls its act, by `POST /api/v1/sites`. */
export function actsOfRoutes(app: TestApp): Map<string, string> {
  const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
  return new Map(
    handlers(app, 'controllers').flatMap(({ handler }) => {
      const act = Reflect.getMetadata(TRACES, handler) as string | undefined;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string;
      const method = METHODS[Reflect.getMetadata('method', handler) as number];
      return act === undefined ? [] : [[`${method} ${API_BASE}${path}`, act] as const];
    }),
  );
}

/** What Nest puts around the events of a gateway. */
const AROUND = ['__guards__', '__exceptionFilters__', '__interceptors__', '__pipes__'];
export const aroundEventsOf = (cls: object): unknown[] =>
  AROUND.map((key) => Reflect.getMetadata(key, cls) as unknown);

/** The live events that the gateways answer. */
export function liveEvents(app: TestApp): (Entrance & { around: unknown[] })[] {
  return handlers(app, 'providers').flatMap(({ handler, cls }) => {
    if (Reflect.getMetadata('websockets:message_mapping', handler) !== true) return [];
    const name = Reflect.getMetadata('message', handler) as string;
    const [allowed, parts] = [allowedBy(handler, cls), partNeedNamed(handler, cls)];
    return [{ name, allowed, parts, around: aroundEventsOf(cls) }];
  });
}

function handlers(app: TestApp, kind: 'controllers' | 'providers'): { handler: Handler; cls: object }[] {
  const classes = new Set(
    [...app.app.get(ModulesContainer).values()].flatMap((module) =>
      [...module[kind].values()].map((wrapper) => wrapper.metatype),
    ),
  );
  return [...classes].flatMap((cls) => {
    const prototype = (cls as { prototype?: object } | null)?.prototype;
    if (!cls || !prototype) return [];
    const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
      ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
    );
    return methods.map(([, { value }]) => ({ handler: value as Handler, cls }));
  });
}
