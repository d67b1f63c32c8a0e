import { FIRST_LANGUAGE, type Language, languageOf, LANGUAGES } from '#contract/languages.js';

const KEY = 'language';

/**
 * `?lang=` first, then what was chosen here before, then Vietnamese: the house's first language. On the
 * server the service says it before each page.
 */
function initial(): Language {
  if (import.meta.env.SSR) return FIRST_LANGUAGE;
  return languageOf(new URLSearchParams(location.search).get('lang') ?? read());
}
function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a private window may refuse storage
  }
}

class LanguageChoice {
  current = $state<Language>(initial());
  choose(next: Language): void {
    this.current = next;
    document.documentElement.lang = LANGUAGES[next].htmlLang;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // the choice then holds for this page alone
    }
  }
}
export const language = new LanguageChoice();
if (!import.meta.env.SSR) document.documentElement.lang = LANGUAGES[language.current].htmlLang;

/**
 * A catalogue of messages, one lazy chunk per language. Messages are texts or functions that make one:
 * `{ waiting: (n: number) => `${n} chờ gửi` }`; both languages have the same type, so none can be missing.
 */
export class Catalogue<M extends object> {
  #loaders: Record<Language, () => Promise<{ default: M }>>;
  #loaded = $state.raw<Partial<Record<Language, M>>>({});

  constructor(loaders: Record<Language, () => Promise<{ default: M }>>) {
    this.#loaders = loaders;
  }
  /** Loads a language. Call it before the first page is drawn, and at each choice of language. */
  async load(which: Language = language.current): Promise<void> {
    if (this.#loaded[which]) return;
    const { default: messages } = await this.#loaders[which]();
    this.#loaded = { ...this.#loaded, [which]: messages };
  }
  /** The messages in the current language; while it is loading, those that are there. */
  get t(): M {
    const messages = this.#loaded[language.current] ?? Object.values(this.#loaded)[0];
    if (!messages) throw new Error('Catalogue.load() comes before the first page');
    return messages;
  }
}
