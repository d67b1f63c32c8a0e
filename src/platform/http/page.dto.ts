import { IsOptional, IsString, MaxLength } from 'class-validator';
import { type Id, PAGE_LIMIT, type Page, type PageQuery } from '../../contract/wire.js';
import { QueryNumber } from './field.decorator.js';
import { Problem } from './problem.js';

/** `?limit=&after=` of every list; extend it with the list's own filters. */
export class PageQueryDto implements PageQuery {
  @IsOptional()
  @QueryNumber(1, PAGE_LIMIT.max)
  limit?: number;
  /** The `next` of the page before. The longest sort key has a name twice, a code twice and a unit. */
  @IsOptional()
  @IsString()
  @MaxLength(3000)
  after?: string;
}

/** Encodes a cursor: the sort keys of the last item that was read. */
export const cursorOf = (...keys: string[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/**
 * Decodes a cursor into its sort keys; `null` on the first page.
 * @throws Problem request.invalid if `after` is no cursor of this service
 */
export function keysOf(after: string | undefined, count: number): string[] | null {
  if (after === undefined) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === count && keys.every((key) => typeof key === 'string'))
      return keys as string[];
  } catch {
    // Not JSON: answered below.
  }
  throw notOurs();
}

/**
 * The change number that is the one key of a list in its order; null on the first page.
 * @throws Problem request.invalid as `keysOf`
 */
export function seqOf(after: string | undefined): number | null {
  const [key] = keysOf(after, 1) ?? [];
  if (key === undefined) return null;
  const seq = Number(key);
  if (!/^\d+$/.test(key) || !Number.isSafeInteger(seq)) throw notOurs();
  return seq;
}

/**
 * The id that is the one key of a list in its order; null on the first page.
 * @throws Problem request.invalid as `keysOf`
 */
export function idOf(after: string | undefined): Id | null {
  const [key] = keysOf(after, 1) ?? [];
  if (key === undefined) return null;
  if (!isId(key)) throw notOurs();
  return key;
}

/**
 * Reads the cursor of a list in order of a text and then the id; `null` on the first page.
 * @throws Problem request.invalid as `keysOf`
 */
export function textAndIdOf(after: string | undefined): [string, Id] | null {
  const keys = keysOf(after, 2) as [string, string] | null;
  if (keys !== null && !isId(keys[1])) throw notOurs();
  return keys;
}

export const isId = (key: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key);

/** Makes the problem for an unknown cursor. */
export function notOurs(): Problem {
  return new Problem('request.invalid', 'after is not the next of an earlier page', {
    errors: [{ path: 'after', code: 'field.invalid', message: 'after must be the next of an earlier page' }],
  });
}

/** Cuts a page from rows; callers read one row more than `limit`. */
export function pageOf<R, T>(
  rows: R[],
  limit: number,
  keys: (row: R) => string[],
  wire: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(wire),
    next: rows.length > limit && last !== undefined ? cursorOf(...keys(last)) : null,
  };
}
