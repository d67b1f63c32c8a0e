import type { IncomingHttpHeaders } from 'node:http';

/** Validators of an answer. `etag` has its quotes; `lastModified` is to the second, or absent. */
export interface Validators {
  etag: string;
  lastModified?: Date;
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/**
 * True when the reader's copy is still good (304). `If-None-Match` compares weakly, and where it is
 * present no date counts (RFC 9110, 13).
 */
export function isUnchanged(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined)
    return known.trim() === '*' || known.split(',').some((tag) => opaque(tag) === opaque(etag));
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return lastModified !== undefined && since >= 0 && seconds(lastModified) <= since / 1000;
}

/**
 * True when a range may be answered: there is no `If-Range`, or it names exactly
 * this content; a weak tag never does.
 */
export function isRangeOfThis(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const condition = headers['if-range'];
  if (typeof condition !== 'string') return true;
  if (/^(W\/)?"/.test(condition.trim())) return condition.trim() === etag && !etag.startsWith('W/');
  return lastModified !== undefined && Date.parse(condition) === seconds(lastModified) * 1000;
}
