/** A moment as the clocks of a time zone show it. */
export interface Zoned {
  /** `2026-11-22` */
  day: string;
  /** `08:00:00` */
  time: string;
  /** `+07:00` */
  offset: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Offsets change at a quarter of an hour. In ms. */
const QUARTER = 15 * 60_000;
/** More quarters than a day of reports asks for; then all are forgotten. */
const CACHED_OFFSETS = 2_000;
const offsets = new Map<string, number>();

/** @param timezone IANA name */
export function zoned(instant: string, timezone: string): Zoned {
  const at = Date.parse(instant);
  const offset = offsetAt(at, timezone);
  const shown = new Date(at + offset).toISOString();
  return {
    day: shown.slice(0, -14),
    time: shown.slice(-13, -5),
    offset: offsetOf(Math.round(offset / 60_000)),
  };
}

/** The zone's distance to UTC, in ms. To ask the zone itself takes ten times as long as all else. */
function offsetAt(at: number, timezone: string): number {
  const key = `${timezone} ${Math.floor(at / QUARTER)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    formatOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  const { year, month, day, hour, minute, second } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
  if (offsets.size >= CACHED_OFFSETS) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function offsetOf(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const [sign, size] = [minutes < 0 ? '-' : '+', Math.abs(minutes)];
  return `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Making one takes as long as using it a hundred times. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const cached = formats.get(timezone);
  if (cached) return cached;
  const two = '2-digit';
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  formats.set(timezone, made);
  return made;
}
