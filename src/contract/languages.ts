interface LanguageFacts {
  /** As its own readers call it. */
  name: string;
  /** Of the attribute `lang`: BCP 47. */
  htmlLang: string;
  /** For dates and numbers. */
  locale: string;
  /** The language whose catalogue a test language is made from. */
  pseudoOf?: string;
}

/**
 * The only list of languages. Uncomment the last line to add a test language: a text that is not between ⟦
 * and ⟧ then is in no catalogue.
 */
export const LANGUAGES = {
  vi: { name: 'Tiếng Việt', htmlLang: 'vi', locale: 'vi-VN' },
  en: { name: 'English', htmlLang: 'en', locale: 'en-GB' },
  // xx: { name: '⟦Ẋẋ⟧', htmlLang: 'en-XA', locale: 'en-GB', pseudoOf: 'en' },
} as const satisfies Record<string, LanguageFacts>;

export type Language = keyof typeof LANGUAGES;
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[];
/** Shown if nobody has chosen. */
export const FIRST_LANGUAGE: Language = 'vi';

/** The language that is asked for, or the first one. */
export const languageOf = (asked: unknown): Language =>
  LANGUAGE_CODES.find((code) => code === asked) ?? FIRST_LANGUAGE;

/** The languages that a reader of this one can change to. */
export const otherLanguages = (current: Language): Language[] =>
  LANGUAGE_CODES.filter((code) => code !== current);
