/** Something that a form or button does: once at a time, its fault kept for the page to say. */
export class AsyncAction {
  isBusy = $state(false);
  fault = $state.raw<unknown>(null);

  /** True when it worked. */
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

/** Something that a page reads: null until it is there. */
export interface Reading<T> {
  readonly value: T | null;
  readonly fault: unknown;
  load(): Promise<void>;
  /** What has just failed, once more; where that is nothing else than `load`, it is left out. */
  retry?(): Promise<void>;
}

/** What one request answers. */
export class Loaded<T> implements Reading<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<unknown>(null);

  constructor(readonly read: () => Promise<T>) {}

  /** A fault stays until there is an answer: what it says would flicker with each try. */
  async load(): Promise<void> {
    try {
      this.value = await this.read();
      this.fault = null;
    } catch (raised) {
      this.fault = raised;
    }
  }
}
