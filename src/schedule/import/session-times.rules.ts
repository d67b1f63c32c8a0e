import { folded } from '../../contract/folded.js';
import type { Day } from '../../contract/wire.js';

/** Minutes since midnight, by the clock on the wall. */
export type Minutes = number;
export interface TimeSpan {
  from: Minutes;
  /** `null` if the cell names one time alone. */
  to: Minutes | null;
}

/** `7h30`, `7 giờ 30 phút`, `07:30`, `7.30`, `19g`, `7:30 PM`. */
const HOUR = String.raw`(\d{1,2})\s*(?:h|g|gio|:|\.)`;
const MINUTE = String.raw`(\d{2})?\s*(?:p|phut)?(?:\s*:\s*\d{2})?`;
const CLOCK = String.raw`${HOUR}\s*${MINUTE}\s*(am|pm|sa|ch)?`;
const ONE = new RegExp(`^${CLOCK}$`);
const SPAN = new RegExp(`^(?:tu )?${CLOCK}\\s*(?:-|–|—|den|to|~|->)\\s*${CLOCK}$`);

/** Reads a time, or a span of two, as offices write it; `null` if it is none. */
export function timeSpan(text: string): TimeSpan | null {
  const plain = folded(text).trim();
  const one = ONE.exec(plain);
  if (one) {
    const from = minutesOf(one[1]!, one[2], one[3]);
    return from === null ? null : { from, to: null };
  }
  const span = SPAN.exec(plain);
  if (!span) return null;
  const [from, to] = [minutesOf(span[1]!, span[2], span[3]), minutesOf(span[4]!, span[5], span[6])];
  return from === null || to === null ? null : { from, to };
}

function minutesOf(hour: string, minute = '0', half?: string): Minutes | null {
  const isAfternoon = half === 'pm' || half === 'ch';
  const isMorning = half === 'am' || half === 'sa';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  if ((isAfternoon || isMorning) && Number(hour) > 12) return null;
  return hours > 24 || Number(minute) > 59 || (hours === 24 && Number(minute) > 0)
    ? null
    : hours * 60 + Number(minute);
}

/**
 * Reads a day as offices write it: `01/12/2026`, `1-12`, `Thứ Ba, ngày 01 tháng 12 năm 2026`, `2026-12-01`.
 * Without a year it is one of the conference's. A spreadsheet may show the month first: whichever order gives
 * a day of the conference is meant, else day before month. `null` if it is no day.
 */
export function dayIn(text: string, startsOn: Day, endsOn: Day): Day | null {
  const plain = folded(text);
  const iso = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(plain);
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!);
  const found =
    /(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*nam\s*(\d{4}))?/.exec(plain) ??
    /(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}|\d{2}))?/.exec(plain);
  if (!found) return null;
  const [, first, second, year] = found;
  const years = year ? [year.length === 2 ? `20${year}` : year] : [startsOn.slice(0, 4), endsOn.slice(0, 4)];
  const days = years.flatMap((one) => [dayOf(one, second!, first!), dayOf(one, first!, second!)]);
  const isOfConference = (day: Day | null): boolean => day !== null && day >= startsOn && day <= endsOn;
  return days.find(isOfConference) ?? days.find((day) => day !== null) ?? null;
}

function dayOf(year: string, month: string, day: string): Day | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}

/** The value of a wall clock: `2026-12-01T07:30`. Midnight at the end of a day is the next day's. */
export function wallTime(day: Day, minutes: Minutes): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}
