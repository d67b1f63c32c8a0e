import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { TracedAct, TracedReading, TRACES } from './traces.interceptor.js';

/**
 * Leaves a line in the audit trail, in the transaction of the change: who, this act, and the thing that the
 * route names, with hashes of its row before and after. Where another thing is made or changed, the use case
 * says so by `tx.note`.
 */
export const Traces = (act: string): MethodDecorator =>
  applyDecorators(SetMetadata(TRACES, act), UseInterceptors(TracedAct));

/** Leaves a line for an export or report, before it is given out. */
export const TracesReading = (act: string): MethodDecorator =>
  applyDecorators(SetMetadata(TRACES, act), UseInterceptors(TracedReading));
