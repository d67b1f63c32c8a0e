import type { Day } from '#contract/wire.js';

const DAY_MS = 86_400_000;
const utc = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`);

export const daysFrom = (first: Day, last: Day): number => Math.round((utc(last) - utc(first)) / DAY_MS);
export const dayAfter = (day: Day, days: number): Day =>
  new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);
