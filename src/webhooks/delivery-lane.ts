/** What a lane does with its first delivery: it was tried, it is due later (in ms), or there is none. */
export type Step = 'tried' | 'empty' | { wait: number };

/**
 * Sends what one webhook is to be told of one conference, one after the other: nothing overtakes what fails,
 * and no other lane waits for it.
 */
export class DeliveryLane {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private isAsked = false;
  private isClosed = false;

  /**
   * @param step tries the first delivery if it is due
   * @param onEmpty called when nothing waits any more
   */
  constructor(
    private readonly step: () => Promise<Step>,
    private readonly onEmpty: () => void,
  ) {}

  /** Looks at once, or once more after what it does now. */
  wake(): void {
    this.isAsked = true;
    clearTimeout(this.timer);
    if (!this.isClosed) this.running ??= this.run();
  }

  /** Waits for the attempt that is under way. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    let last: Step = 'empty';
    while (this.isAsked && !this.isClosed) {
      this.isAsked = false;
      do last = await this.step();
      while (last === 'tried' && !this.isClosed);
    }
    this.running = null;
    if (this.isClosed || last === 'tried') return;
    if (last === 'empty') this.onEmpty();
    else this.timer = setTimeout(() => this.wake(), last.wait).unref();
  }
}
