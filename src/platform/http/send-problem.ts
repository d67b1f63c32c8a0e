import type { FastifyReply } from 'fastify';
import type { Problem } from './problem.js';

/** The one way in which a fault leaves. */
export function sendProblem(problem: Problem, requestId: string, reply: FastifyReply): void {
  if (problem.retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(problem.retryAfterSeconds));
  void reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-request-id', requestId)
    .send(JSON.stringify(problem.body(requestId)));
}
