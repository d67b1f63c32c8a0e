const KEY = 'theme';
export type Theme = 'system' | 'light' | 'dark';

class ThemeChoice {
  current = $state<Theme>(read());
  choose(next: Theme): void {
    this.current = next;
    apply(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // a private window may refuse storage; the choice then holds for this page alone
    }
  }
}
function read(): Theme {
  if (import.meta.env.SSR) return 'system';
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
export const theme = new ThemeChoice();
if (!import.meta.env.SSR) apply(theme.current);
