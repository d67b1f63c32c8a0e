import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * `request`: half of it goes through; `waiting`: all of it, and nothing of the
 * answer; `answer`: half of the answer.
 */
export type Cut = 'request' | 'waiting' | 'answer';

/**
 * The cable between a page and the service: bytes go through as they are, until a
 * request for attendance meets the knife.
 */
export class CuttableLine {
  private next: Cut | null = null;
  private told: () => void = () => undefined;
  private readonly open = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  /** @param target the service's address, http://host:port */
  static async to(target: string): Promise<CuttableLine> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const line = new CuttableLine(server);
    server.on('connection', (near) => line.join(near, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts the next request that hands in entries, once. Resolves when it is cut. */
  cut(where: Cut): Promise<void> {
    this.next = where;
    return new Promise((resolve) => (this.told = resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, far: Socket): void {
    let cut: Cut | null = null;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.open.add(socket);
      socket.on('error', end).on('close', () => this.open.delete(socket) && end());
    }
    near.on('data', (bytes) => {
      if (this.next && /^POST \/api\/v1\/sites\/[^/]+\/attendance /.test(bytes.toString('latin1')))
        [cut, this.next] = [this.next, null];
      if (cut !== 'request') return far.write(bytes);
      // The service has to have its half before the end of it.
      return far.write(bytes.subarray(0, bytes.length / 2), () => this.through(end));
    });
    far.on('data', (bytes) => {
      if (cut === null) return near.write(bytes);
      if (cut === 'answer') return near.write(bytes.subarray(0, bytes.length / 2), () => this.through(end));
      return this.through(end);
    });
  }
  private through(end: () => void): void {
    end();
    this.told();
  }
}
