import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** What can be changed by PATCH: it says when that was done last. */
export interface Versioned {
  updatedAt: string;
}

/** The version of a thing, as `ETag` and `If-Match` have it. */
export const etagOf = ({ updatedAt }: Versioned): string => `"${updatedAt}"`;

/** The header `If-Match` of a request; `null` if it has none, which is to say: whatever is there now. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  return header ?? null;
});

/**
 * Nobody writes over what they have not seen. Ask in the transaction that writes, once the row is locked.
 * @param ifMatch a list of versions, or `*` for any
 * @throws Problem edit.outdated
 */
export function refuseOutdated(ifMatch: string | null, row: Versioned): void {
  if (ifMatch === null) return;
  const versions = ifMatch.split(',').map((version) => version.trim());
  if (!versions.includes('*') && !versions.includes(etagOf(row))) throw new Problem('edit.outdated');
}
