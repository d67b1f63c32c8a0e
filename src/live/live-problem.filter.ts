import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import { problemOf } from '../platform/http/problem-of.js';
import { Ids } from '../platform/ids/ids.js';
import { LiveMetrics } from './live-metrics.js';

/** Every fault of an event ends here: told to the one who sent it, if they asked for an answer, and to nobody else. */
@Catch()
@Injectable()
export class LiveProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(LiveProblemFilter.name);

  constructor(
    private readonly ids: Ids,
    private readonly metrics: LiveMetrics,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const event = host.switchToWs().getPattern();
    const problem = problemOf(thrown);
    const requestId = this.ids.next();
    this.metrics.event(event, problem.code);
    if (problem.status >= 500) this.log.error({ requestId, event, code: problem.code, fault: (thrown as Error)?.stack ?? String(thrown) });
    const ack = host.getArgByIndex<unknown>(2);
    if (typeof ack === 'function') ack({ problem: problem.body(requestId) });
  }
}
