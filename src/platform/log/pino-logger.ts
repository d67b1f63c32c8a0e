import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { conditionOf } from '../database/faults.js';
import { isCondition } from '../http/problem.js';

/** Nest's own account of how it puts the application together: of interest to who looks for it. */
const BUILDING = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
  'NestMicroservice',
]);
/**
 * Nest's log lines as one JSON object each. Nothing personal: ids and codes of
 * errors, never names, numbers or bodies.
 */
export class PinoLogger implements LoggerService {
  readonly root: Logger;

  constructor(level: string) {
    this.root = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  }
  log(message: unknown, ...rest: unknown[]): void {
    this.put(BUILDING.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.put('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.put('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.put('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.put('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.put('fatal', message, rest);
  }

  private put(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const err = message instanceof Error ? message : rest.find((item) => item instanceof Error);
    const fields =
      message !== null && typeof message === 'object' && !(message instanceof Error) ? message : {};
    // StorageHealth has told the first; here it would come once for each piece of work that the storage
    // refused. The second is a start that failed, and the line that ends it says so.
    if (context === 'ExceptionHandler' || (err && (isCondition(err) || conditionOf(err)))) level = 'debug';
    this.root[level](
      {
        context,
        ...(err ? { err: { name: err.name, message: err.message, stack: err.stack } } : {}),
        ...fields,
      },
      message instanceof Error ? message.message : typeof message === 'string' ? message : undefined,
    );
  }
}
