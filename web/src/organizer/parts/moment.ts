import { type Language, LANGUAGES } from '#contract/languages.js';
import type { Instant } from '#contract/wire.js';

/** Day and time, short: `08:41 22/11/2026`, in the conference's zone. */
export function moment(instant: Instant, language: Language, timeZone: string): string {
  const options = {
    hour: '2-digit',
    minute: '2-digit',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone,
    hourCycle: 'h23',
  } as const;
  return new Intl.DateTimeFormat(LANGUAGES[language].locale, options).format(new Date(instant));
}

/** A calendar day, which has no zone: `22/11/2026`. */
export function plainDay(day: string, language: Language): string {
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LANGUAGES[language].locale, options).format(new Date(`${day}T00:00:00Z`));
}
