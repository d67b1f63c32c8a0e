import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Observable, tap } from 'rxjs';
import { LiveMetrics } from './live-metrics.js';

/** Counts what succeeded; what did not is counted where it is answered. */
@Injectable()
export class LiveMeter implements NestInterceptor {
  constructor(private readonly metrics: LiveMetrics) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(tap(() => this.metrics.event(context.switchToWs().getPattern(), 'ok')));
  }
}
