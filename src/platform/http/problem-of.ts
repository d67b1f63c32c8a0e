import { HttpException } from '@nestjs/common';
import type { ProblemCode } from '../../contract/problem.js';
import { conditionOf } from '../database/faults.js';
import { Problem } from './problem.js';

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'request.invalid',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'route.not-found',
  405: 'method.not-allowed',
  408: 'request.timeout',
  413: 'request.too-large',
  415: 'request.media-type',
  429: 'rate.limited',
  503: 'server.busy',
};

/**
 * Faults of PostgreSQL for values that SQLite stores, by code. Fields have bounds, but a key may be longer
 * than its text.
 */
const UNSTORABLE: Record<string, string> = {
  22001: 'A text is longer than can be stored',
  22003: 'A number is larger than can be stored',
  22021: 'A text holds a character that cannot be stored (NUL)',
};

/**
 * Any thrown thing as a problem. What nobody expected becomes `server.failed`
 * and tells the caller nothing more.
 */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const condition = conditionOf(thrown);
  if (condition) return new Problem(condition, undefined, { cause: thrown });
  const unstorable =
    UNSTORABLE[String((thrown as { driverError?: { code?: unknown } } | null)?.driverError?.code)];
  if (unstorable !== undefined) return new Problem('request.invalid', unstorable, { cause: thrown });
  const status =
    thrown instanceof HttpException
      ? thrown.getStatus()
      : (thrown as { statusCode?: number } | null)?.statusCode;
  const code = status === undefined ? undefined : BY_STATUS[status];
  if (!code) return new Problem('server.failed', undefined, { cause: thrown });
  return new Problem(code, code === 'request.invalid' ? (thrown as Error).message : undefined, {
    cause: thrown,
  });
}
