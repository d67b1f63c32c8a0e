/** Between the end of a reading and the next one: news of many sites within it lead to one. */
const PAUSE_MS = 3_000;

/**
 * Does the same work again and again as news asks for it: at once, then at most once in each pause. The pause
 * begins when the work is done, so a slow answer is never overtaken by the next request.
 */
export class AtIntervals {
  readonly #work: () => Promise<unknown>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBusy = false;
  #isAsked = false;
  #isStopped = false;

  constructor(work: () => Promise<unknown>) {
    this.#work = work;
  }

  /** A function of its own, to be handed on as a listener. */
  readonly ask = (): void => {
    this.#isAsked = true;
    if (!this.#isBusy && !this.#isStopped) void this.#run();
  };
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    this.#isAsked = false;
    await this.#work().catch(() => undefined);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#isBusy = false;
      if (this.#isAsked) this.ask();
    }, PAUSE_MS);
  }
}
