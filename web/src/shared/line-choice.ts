/**
 * A WebSocket that ends sooner than this after it opened, twice in a row, is taken for one that a proxy cuts.
 */
const EARLY_MS = 5_000;
const EARLY_ENDS = 2;

/**
 * What socket.io takes: the transports in the order in which they are tried, and whether
 * polling is left for a WebSocket.
 */
export interface Line {
  transports: ('websocket' | 'polling')[];
  upgrade: boolean;
}

/**
 * Which transport the next connection of this page begins with. A WebSocket, unless this
 * line has shown that it carries none.
 */
export class LineChoice {
  private swallowed = false;
  private earlyEnds = 0;
  private openedAt: number | null = null;

  opened(transport: string, now: number): void {
    this.openedAt = transport === 'websocket' ? now : null;
  }

  closed(now: number): void {
    if (this.openedAt === null) return;
    this.earlyEnds = now - this.openedAt < EARLY_MS ? this.earlyEnds + 1 : 0;
    this.openedAt = null;
  }

  /**
   * The service has refused the handshake and so ended the connection itself: this line carries what it
   * should.
   */
  refused(): void {
    this.earlyEnds = 0;
  }

  /**
   * `timeout` is the manager's word when nothing came back. Other faults make socket.io try the next
   * transport itself.
   */
  failed(message: string): void {
    if (message === 'timeout') this.swallowed = !this.swallowed;
  }

  next(): Line {
    if (this.earlyEnds >= EARLY_ENDS) return { transports: ['polling', 'websocket'], upgrade: false };
    return {
      transports: this.swallowed ? ['polling', 'websocket'] : ['websocket', 'polling'],
      upgrade: true,
    };
  }
}
