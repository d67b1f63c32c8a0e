import { type Language, LANGUAGES } from '#contract/languages.js';

const made = new Map<string, Intl.DateTimeFormat>();

function clock(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const known =
    made.get(key) ??
    new Intl.DateTimeFormat(LANGUAGES[language].locale, { ...options, timeZone, hourCycle: 'h23' });
  made.set(key, known);
  return known;
}

/** `3.214` in Vietnamese, `3,214` in English. What was rounded to nothing has no sign. */
export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(LANGUAGES[language].locale).format(value + 0);
}
/** `08:41` in the conference's zone. */
export function time(instant: string | number, language: Language, timeZone: string): string {
  return clock(language, timeZone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}
/** `08:41:07` in the conference's zone. */
export function timeWithSeconds(instant: string | number, language: Language, timeZone: string): string {
  return clock(language, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    new Date(instant),
  );
}
/** `Thứ Hai, 23 tháng 11, 2026`. */
export function day(instant: string | number, language: Language, timeZone: string): string {
  const text = clock(language, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(instant));
  return text.charAt(0).toUpperCase() + text.slice(1);
}
/** `1,4 MB`. */
export function fileSize(bytes: number, language: Language): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const step = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const { locale } = LANGUAGES[language];
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: step > 1 ? 1 : 0 });
  return `${format.format(bytes / 1000 ** step)} ${units[step]}`;
}
/**
 * `940 kbit/s`, `18,4 Mbit/s`. What is short of a limit never reads as the limit: it is cut, not rounded.
 * @param digits behind the comma, at most; a limit is said to the last one
 */
export function rate(kilobits: number, language: Language, digits: 1 | 3 = 1): string {
  if (kilobits < 1_000) return `${number(kilobits, language)} kbit/s`;
  const step = digits === 1 ? 100 : 1;
  const format = new Intl.NumberFormat(LANGUAGES[language].locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: digits,
  });
  return `${format.format((Math.floor(kilobits / step) * step) / 1_000)} Mbit/s`;
}
