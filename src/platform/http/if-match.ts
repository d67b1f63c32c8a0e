import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** A thing that PATCH changes, with the moment of the last change. */
export interface Versioned {
  updatedAt: string;
}

/** The version of a thing, as `ETag` and `If-Match` have it. */
export const etagOf = ({ updatedAt }: Versioned): string => `"${updatedAt}"`;

/** The header `If-Match` of a request; `null` if it has none: the change is then taken as it comes. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  return header ?? null;
});

/**
 * Refuses a change by somebody who has not seen the newest version (RFC 9110, 13.1.1). Call it in the
 * transaction that writes, once the row is locked.
 * @param ifMatch a list of versions, or `*` for any
 * @throws Problem edit.outdated
 */
export function refuseOutdated(ifMatch: string | null, row: Versioned): void {
  if (ifMatch === null) return;
  const versions = ifMatch.split(',').map((version) => version.trim());
  if (!versions.includes('*') && !versions.includes(etagOf(row))) throw new Problem('edit.outdated');
}
