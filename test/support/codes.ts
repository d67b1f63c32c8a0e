import { randomBytes } from 'node:crypto';
import type { Participant } from '../../src/contract/participant.js';
import { isCodeSound, personalCode } from '../../src/contract/personal-code.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { TestApp } from './app.js';
import type { Answer } from './client.js';

/** A code as the service makes them: whose check character fits. */
export const anyCode = (): string => personalCode(randomBytes(10));

/** The code with one character mistyped, so that its check character tells. */
export function mistyped(code: string): string {
  for (const other of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
    const typed = code.slice(0, 4) + other + code.slice(5);
    if (isCodeSound(typed) === false) return typed;
  }
  throw new Error(`${code} cannot be mistyped`);
}

/**
 * Signs a trainee in by a code as somebody at this address does; the service
 * must trust 127.0.0.1 as its proxy.
 */
export function tryCode<T = { participant?: Participant; code?: string }>(
  app: TestApp,
  code: string,
  address: string,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  return app.anonymous.post<T>(pathTo(ROUTES.trainee), { code }, { 'x-forwarded-for': address, ...headers });
}

/** Does `work` for each of so many, a few at a time. */
export async function inTens<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let from = 0; from < count; from += 10)
    results.push(
      ...(await Promise.all(Array.from({ length: Math.min(10, count - from) }, (_, at) => work(from + at)))),
    );
  return results;
}
