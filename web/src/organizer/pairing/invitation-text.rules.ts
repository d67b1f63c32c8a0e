import type { Language } from '#contract/languages.js';

/** What a text for a site is filled with. */
export interface InvitationFields {
  site: string;
  conference: string;
  date: string;
  link: string;
  hotline: string | null;
}
type Field = keyof InvitationFields;

/** How the fields are written between braces; both are understood in any text. */
const NAMES: Record<Language, Record<Field, string>> = {
  vi: {
    site: 'điểm cầu',
    conference: 'hội nghị',
    date: 'ngày',
    link: 'liên kết',
    hotline: 'đường dây nóng',
  },
  en: { site: 'site', conference: 'conference', date: 'date', link: 'link', hotline: 'hotline' },
};
const ORDER: readonly Field[] = ['site', 'conference', 'date', 'link', 'hotline'];

/** `{điểm cầu}`, `{hội nghị}` …, in the order of the template's arguments. */
export const placeholders = (language: Language): [string, string, string, string, string] =>
  ORDER.map((field) => `{${NAMES[language][field]}}`) as [string, string, string, string, string];

/** Fills a text for one site. A line that only names what is not there is left out. */
export function filled(text: string, fields: InvitationFields): string {
  const fieldOf = new Map<string, Field>(
    Object.values(NAMES).flatMap((names) => ORDER.map((field) => [names[field], field] as const)),
  );
  return text
    .split('\n')
    .filter(
      (line) => fields.hotline !== null || !valuesIn(line).some((name) => fieldOf.get(name) === 'hotline'),
    )
    .join('\n')
    .replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const field = fieldOf.get(normal(name));
      return field === undefined ? whole : (fields[field] ?? '');
    });
}

const normal = (name: string): string => name.trim().toLocaleLowerCase('vi').normalize('NFC');
const valuesIn = (line: string): string[] =>
  [...line.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => normal(name!));
