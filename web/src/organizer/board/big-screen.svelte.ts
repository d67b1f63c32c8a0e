import { keepAwake } from '../../shared/keep-awake.js';
import { router } from '../router.svelte.js';

/** A wall as high as this shows the sizes of the desk's page; a higher one shows all of it larger. */
const DRAWN_FOR = { width: 1920, height: 1080, fontSize: 16 } as const;

/**
 * The board for a screen that a room reads: all of it grows with the screen, and the screen stays on. The
 * address says so (`?big=1`), so that a browser that starts with the link shows it by itself.
 */
export class BigScreen {
  readonly isOn: boolean = $derived(router.query.get('big') === '1');
  #width = $state(innerWidth);
  #height = $state(innerHeight);
  /** How much larger than on a screen of 1920 × 1080. */
  readonly scale: number = $derived(
    this.isOn ? Math.min(this.#width / DRAWN_FOR.width, this.#height / DRAWN_FOR.height) : 1,
  );

  /** Fills the screen where the browser lets a page do so. */
  async enter(): Promise<void> {
    router.ask({ big: '1', site: null, show: null, q: null });
    await document.documentElement.requestFullscreen?.().catch(() => undefined);
  }
  async leave(): Promise<void> {
    router.ask({ big: null });
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined);
  }

  /** Call in an effect: sizes follow the window, and the screen does not go dark. */
  follow(): () => void {
    const measure = (): void => {
      this.#width = innerWidth;
      this.#height = innerHeight;
    };
    measure();
    addEventListener('resize', measure);
    const sleep = keepAwake();
    return () => {
      removeEventListener('resize', measure);
      sleep();
    };
  }
  /** Call in an effect: every size of the page is a multiple of the root's. */
  size(): () => void {
    const root = document.documentElement;
    root.style.fontSize = `${DRAWN_FOR.fontSize * this.scale}px`;
    return () => (root.style.fontSize = '');
  }
}
