import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** RFC 2046 allows 70, programs use fewer. The form's reader throws at 253 where nobody awaits it. */
const LONGEST_BOUNDARY = 200;

/** A form whose parts cannot be told apart is refused before its reader is made. */
export function refuseFormsWithoutBoundary(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => {
    const contentType = request.headers['content-type'];
    if (contentType === undefined || !/^\s*multipart\//i.test(contentType)) return done();
    const [, quoted, plain] =
      /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))/i.exec(contentType) ?? [];
    const { length } = quoted ?? plain ?? '';
    if (length >= 1 && length <= LONGEST_BOUNDARY) return done();
    done(new Problem('request.invalid', `The form names no boundary of 1 to ${LONGEST_BOUNDARY} characters`));
  });
}

/**
 * Reads what still arrives of a refused form, and forgets it. Without this the connection stands still: the
 * form's reader waits for somebody to take the file, and the next request on the connection is never read.
 */
export function forgetForm(request: FastifyRequest): void {
  request.raw.unpipe();
  request.raw.resume();
}

/**
 * The form reader's own complaints about a broken form as the sender's fault, which they are;
 * everything else as it was thrown.
 */
export function understoodForm(fault: unknown): unknown {
  if (fault instanceof Problem || !(fault instanceof Error)) return fault;
  const { code, statusCode } = fault as Error & { code?: string; statusCode?: number };
  const isForm =
    code?.startsWith('FST_') === true || /multipart|malformed|terminated early|boundary/i.test(fault.message);
  return isForm && statusCode !== 413
    ? new Problem('request.invalid', 'The form is broken or was cut off', { cause: fault })
    : fault;
}
