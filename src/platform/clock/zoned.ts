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

/** @param timezone IANA name */
export function zoned(instant: string, timezone: string): Zoned {
  const at = new Date(instant);
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    formatOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const shown = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return {
    day: `${year}-${month}-${day}`,
    time: `${hour}:${minute}:${second}`,
    offset: offsetOf(Math.round((shown - at.getTime()) / 60_000)),
  };
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
