interface Lane {
  running: number;
  waiting: (() => void)[];
}

/** Attempts of one address that run side by side: what a burst learns before its first failure is counted. */
const SIDE_BY_SIDE = 5;
const WAITING_IN_LANE = 600;
const WAITING_IN_ALL = 2_000;

/** Lets a few attempts of one address run at a time and the others wait their turn. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private waiting = 0;

  /** Answers false when too many wait already; then nothing has been entered. */
  async enter(key: string): Promise<boolean> {
    const lane = this.lanes.get(key) ?? { running: 0, waiting: [] };
    if (lane.running < SIDE_BY_SIDE) {
      lane.running += 1;
      this.lanes.set(key, lane);
      return true;
    }
    if (lane.waiting.length >= WAITING_IN_LANE || this.waiting >= WAITING_IN_ALL) return false;
    this.waiting += 1;
    await new Promise<void>((go) => lane.waiting.push(go));
    this.waiting -= 1;
    return true;
  }

  leave(key: string): void {
    const lane = this.lanes.get(key);
    if (lane === undefined) return;
    const next = lane.waiting.shift();
    if (next) return next();
    lane.running -= 1;
    if (lane.running === 0) this.lanes.delete(key);
  }
}
