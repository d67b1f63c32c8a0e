import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { TracedAct, TracedReading, TRACES } from './traces.interceptor.js';

/**
 * The route changes something, and leaves a line in the audit trail in the transaction that changes it: who,
 * this act, and the thing that the route names, by its row before and after. Where another thing is made or
 * changed, the use case says so by `tx.note`.
 */
export const Traces = (act: string): MethodDecorator =>
  applyDecorators(SetMetadata(TRACES, act), UseInterceptors(TracedAct));

/** The route gives something out that has to be answered for: the line is written before it does. */
export const TracesReading = (act: string): MethodDecorator =>
  applyDecorators(SetMetadata(TRACES, act), UseInterceptors(TracedReading));
