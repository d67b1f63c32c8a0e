/** What became of the first delivery of a lane: it was tried, it is due later (in ms), or there is none. */
export type Step = 'tried' | 'empty' | { wait: number };

/**
 * Sends the deliveries of one webhook about one conference, one after the other. Nothing overtakes one that
 * fails, and other lanes do not wait for it.
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

  /** Looks at once, or again after the attempt that is under way. */
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
