/** A WebSocket that ends within this time after it opened, twice in a row, counts as cut by a proxy. */
const EARLY_MS = 5_000;
const EARLY_ENDS = 2;

/**
 * Options of socket.io: the transports in the order of trying, and whether polling may be upgraded to a
 * WebSocket.
 */
export interface Line {
  transports: ('websocket' | 'polling')[];
  upgrade: boolean;
}

/**
 * Chooses the transport that the next connection of this page starts with: a WebSocket, unless the network
 * has failed to carry one.
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

  /** Forgets early ends: the service itself has refused the handshake, so the network works. */
  refused(): void {
    this.earlyEnds = 0;
  }

  /**
   * Notes a failure. The manager says `timeout` if nothing came back; for other faults socket.io tries the
   * next transport itself.
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
