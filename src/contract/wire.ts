/** UUID as 36 lower-case characters; version 7 where the service makes it. */
export type Id = string;
/** ISO 8601 in UTC with milliseconds: `2026-11-22T01:00:00.000Z`. */
export type Instant = string;
/** Calendar day in the conference's time zone: `2026-11-22`. */
export type Day = string;
/** A number that need not be whole; every other number is. */
export type Fraction = number;

/** One page of a list. `next` is the `after` of the following page, null on the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** `?limit=&after=` of every list. */
export interface PageQuery {
  /** 1 … 500, 100 when absent. */
  limit?: number;
  after?: string;
}
export const PAGE_LIMIT = { default: 100, max: 500 } as const;
