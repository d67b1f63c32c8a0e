import type { Language } from '../contract/conference.js';
import type { Material } from '../contract/material.js';
import type { Speaker } from '../contract/schedule.js';

const LOCALE: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${Object.keys(options).join()}`;
  const known =
    made.get(key) ?? new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone, hourCycle: 'h23' });
  made.set(key, known);
  return known;
}
/** `08:41` in the conference's zone. */
export const time = (instant: string, language: Language, timeZone: string): string =>
  formatter(language, timeZone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
/** `Thứ Hai, 23 tháng 11, 2026`. */
export function day(instant: string, language: Language, timeZone: string): string {
  const text = formatter(language, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(instant));
  return text.charAt(0).toUpperCase() + text.slice(1);
}
/** One day, or the first and the last. */
export function days(startsOn: string, endsOn: string, language: Language): string {
  const first = day(`${startsOn}T12:00:00Z`, language, 'UTC');
  return startsOn === endsOn ? first : `${first} – ${day(`${endsOn}T12:00:00Z`, language, 'UTC')}`;
}
/** `1,4 MB`. */
export function fileSize(bytes: number, language: Language): string {
  const step = bytes === 0 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: step > 1 ? 1 : 0 }).format(bytes / 1000 ** step)} ${['B', 'kB', 'MB', 'GB'][step]}`;
}
/** `GS. Hồ Tú Bảo, VIASM`. */
export const speakerLine = ({ title, name, affiliation }: Speaker): string =>
  [[title, name].filter(Boolean).join(' '), affiliation].filter(Boolean).join(', ');
/** `PDF`: what people call a file's type is the end of its name. */
export const fileKind = ({ fileName }: Pick<Material, 'fileName'>): string =>
  (/\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1] ?? '').toUpperCase();
