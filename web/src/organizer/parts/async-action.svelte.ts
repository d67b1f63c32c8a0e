/**
 * What a form or button does: once at a time. Its fault stays until the next attempt, for the page to show.
 */
export class AsyncAction {
  isBusy = $state(false);
  fault = $state.raw<unknown>(null);

  /** Runs the work. Answers true if it succeeded. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.fault = null;
    try {
      await work();
      return true;
    } catch (raised) {
      this.fault = raised;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

/** Data that a page reads: `null` until it is there. */
export interface Reading<T> {
  readonly value: T | null;
  readonly fault: unknown;
  load(): Promise<void>;
  /** Repeats the part that has just failed; absent if that is `load`. */
  retry?(): Promise<void>;
}

/** The answer of one request. */
export class Loaded<T> implements Reading<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<unknown>(null);

  constructor(readonly read: () => Promise<T>) {}

  /** Loads the data. A fault stays until there is an answer: its message would flicker at each attempt. */
  async load(): Promise<void> {
    try {
      this.value = await this.read();
      this.fault = null;
    } catch (raised) {
      this.fault = raised;
    }
  }
}
