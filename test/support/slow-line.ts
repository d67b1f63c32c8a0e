import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface SlowLineOptions {
  /** Ms that every byte is late, each way. */
  delay: number;
  /** Bytes a second, each way and connection, as loss leaves them. */
  rate: number;
}

/**
 * A line to the service as a poor one is: everything comes late and little at a time. What a radio loses, TCP
 * sends again: it comes later, and what follows waits for it.
 */
export class SlowLine {
  /** Every so many portions one is lost, and there again after so many ms. */
  loses: { every: number; ms: number } | null = null;
  private portions = 0;
  private readonly open = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  /** @param target the service's address, http://host:port */
  static async to(target: string, options: SlowLineOptions): Promise<SlowLine> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const line = new SlowLine(server);
    server.on('connection', (near) => {
      const far = connect(Number(port), hostname);
      line.carry(near, far, options);
      line.carry(far, near, options);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private lost(): number {
    this.portions += 1;
    return this.loses && this.portions % this.loses.every === 0 ? this.loses.ms : 0;
  }

  /** Reads no faster than the rate, so that the sender has to wait, and hands on after the delay. */
  private carry(from: Socket, to: Socket, { delay, rate }: SlowLineOptions): void {
    this.open.add(from);
    let freeAt = 0;
    from.on('data', (bytes: Buffer) => {
      const now = performance.now();
      freeAt = Math.max(now, freeAt) + (bytes.length / rate) * 1_000 + this.lost();
      from.pause();
      setTimeout(() => from.resume(), freeAt - now);
      setTimeout(() => to.writable && to.write(bytes), freeAt - now + delay);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.open.delete(from);
      setTimeout(() => to.destroy(), delay);
    });
  }
}
