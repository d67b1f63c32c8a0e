import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';

/** An address with NUL in it names nothing; PostgreSQL would not even take the question. */
export function refuseNul(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => done(request.url.includes('%00') ? new Problem('request.invalid', 'The address holds a NUL') : undefined));
}
