import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import { FaultLog } from '../platform/http/fault-log.js';
import { problemOf } from '../platform/http/problem-of.js';
import { Ids } from '../platform/ids/ids.js';
import { LiveMetrics } from './live-metrics.js';

/**
 * Every fault of an event ends here: told to the one who sent it, if they asked
 * for an answer, and to nobody else.
 */
@Catch()
@Injectable()
export class LiveProblemFilter implements ExceptionFilter {
  constructor(
    private readonly ids: Ids,
    private readonly metrics: LiveMetrics,
    private readonly faults: FaultLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const event = host.switchToWs().getPattern();
    const problem = problemOf(thrown);
    const requestId = this.ids.next();
    this.metrics.event(event, problem.code);
    this.faults.note(problem, thrown, { requestId, event });
    const ack = host.getArgByIndex<unknown>(2);
    if (typeof ack === 'function') ack({ problem: problem.body(requestId) });
  }
}
