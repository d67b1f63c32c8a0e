import { type Route, routeOf, withQuery } from './route.js';

/**
 * Where the page is. The address is the state, so that Back, reload and a sent link lead to the same view.
 */
class Router {
  #path = $state(location.pathname);
  #search = $state(location.search);
  readonly route: Route = $derived(routeOf(this.#path));
  readonly query: URLSearchParams = $derived(new URLSearchParams(this.#search));

  constructor() {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  go(path: string): void {
    history.pushState(null, '', path);
    this.#read();
    scrollTo(0, 0);
  }
  /** Goes there without a step that Back undoes. */
  replace(path: string): void {
    history.replaceState(null, '', path);
    this.#read();
  }
  /** Changes fields of the query in place; `null` removes one. `push` adds a step that Back undoes. */
  ask(patch: Record<string, string | null>, push = false): void {
    const to = location.pathname + withQuery(location.search, patch);
    if (push) history.pushState(null, '', to);
    else history.replaceState(null, '', to);
    this.#read();
  }

  #read(): void {
    this.#path = location.pathname;
    this.#search = location.search;
  }
  /** Follows plain clicks on our own links within the page; all others are the browser's. */
  #follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (
      !link ||
      link.target ||
      link.hasAttribute('download') ||
      link.origin !== location.origin ||
      routeOf(link.pathname).page === 'unknown'
    )
      return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}
export const router = new Router();
