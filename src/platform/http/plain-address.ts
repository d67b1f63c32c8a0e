import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';

/** An address with NUL in it names nothing; PostgreSQL would not even take the question. */
export function refuseNul(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) =>
    done(request.url.includes('%00') ? new Problem('request.invalid', 'The address holds a NUL') : undefined),
  );
}

const UUID_LENGTH = 36;
const UUID_WITH_CAPITALS = /^(?=.*[A-F])[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

/**
 * An id in the path is the same in capitals, as in bodies and queries (`AnId`). Slugs and file
 * names are left as they are written.
 */
export function lowerIds(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => {
    const params = request.params as Record<string, string>;
    for (const name in params) {
      const value = params[name]!;
      if (value.length === UUID_LENGTH && UUID_WITH_CAPITALS.test(value)) params[name] = value.toLowerCase();
    }
    done();
  });
}
