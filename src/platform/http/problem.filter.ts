import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultLog } from './fault-log.js';
import type { KnownRoutes } from './known-routes.js';
import { Problem } from './problem.js';
import { problemOf } from './problem-of.js';
import { sendProblem } from './send-problem.js';

/** Every fault of a request leaves through here, as application/problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: KnownRoutes,
    private readonly faults: FaultLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = thrown instanceof NotFoundException ? this.unmatched(request, reply) : problemOf(thrown);
    this.faults.note(problem, thrown, { requestId: request.id });
    if (!reply.sent) sendProblem(problem, request.id, reply);
  }

  private unmatched(request: FastifyRequest, reply: FastifyReply): Problem {
    const methods = this.routes.methodsOf(request.url);
    // The method is right when what was found says itself that there is nothing: a
    // catch-all, or an id longer than any.
    if (methods.length === 0 || methods.includes(request.method)) return new Problem('route.not-found');
    void reply.header('allow', methods.join(', '));
    return new Problem('method.not-allowed');
  }
}
