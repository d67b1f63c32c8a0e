import type { FastifyInstance } from 'fastify';

interface Known {
  method: string;
  path: RegExp;
}

/**
 * The routes that the service has, for telling a wrong method from a wrong path.
 * Catch-alls (`*`) say nothing about a path.
 */
export class KnownRoutes {
  private readonly routes: Known[] = [];

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      if (url.includes('*')) return;
      const path = new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
      for (const one of [method].flat()) this.routes.push({ method: one, path });
    });
  }

  /** The methods that the path of this address does take. */
  methodsOf(url: string): string[] {
    const path = url.split('?', 1)[0]!;
    return [
      ...new Set(this.routes.filter((route) => route.path.test(path)).map((route) => route.method)),
    ].sort();
  }
}
