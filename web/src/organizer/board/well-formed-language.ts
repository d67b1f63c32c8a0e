/**
 * Gives the browser a valid language before uPlot loads, which formats numbers with it. A browser without a
 * locale reports `en-US@posix`; the library would throw, and the curve stay empty.
 */
export function ensureWellFormedLanguage(fallback: string): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: fallback, configurable: true });
  }
}
