/**
 * uPlot asks for a number format in the browser's language while it loads. A browser without a locale calls
 * its language `en-US@posix`, which no format takes: the library would throw, and the curve stay empty.
 */
export function ensureWellFormedLanguage(fallback: string): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: fallback, configurable: true });
  }
}
