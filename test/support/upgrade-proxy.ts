import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What the proxy does to a WebSocket: refuses it, never answers, cuts the line, or
 * lets it open and cuts it at once.
 */
export type Refusal = '400' | '502' | 'hang' | 'cut' | 'cut-once-open';

const UPGRADE = /^GET \/socket\.io\/[^\r\n]*\r\n(?:[^\r\n]+\r\n)*upgrade: *websocket/i;
const ANSWERS: Record<string, string> = {
  400: 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  502:
    'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 20\r\n' +
    'Connection: close\r\n\r\n<h1>Bad Gateway</h1>',
};

/**
 * An office's proxy that knows HTTP and no WebSocket. It also drops `Sec-Fetch-*`,
 * which browsers send over TLS alone.
 */
export class UpgradeProxy {
  /** WebSockets that pages tried to open. */
  upgrades = 0;
  private readonly open = new Set<Socket>();
  private constructor(
    private readonly server: Server,
    private readonly refusal: Refusal,
  ) {}

  static async to(target: string, refusal: Refusal): Promise<UpgradeProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const proxy = new UpgradeProxy(server, refusal);
    server.on('connection', (near) => proxy.join(near, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, far: Socket): void {
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.open.add(socket);
      socket.on('error', end).on('close', () => this.open.delete(socket) && end());
    }
    near.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      if (UPGRADE.test(text)) this.refuse(near, far, end);
      else return far.write(Buffer.from(text.replace(/\r\nsec-fetch-/gi, '\r\nx-dropped-'), 'latin1'));
      if (this.refusal === 'cut-once-open') far.write(bytes);
    });
    far.on('data', (bytes) => near.write(bytes));
  }
  private refuse(near: Socket, far: Socket, end: () => void): void {
    this.upgrades += 1;
    if (this.refusal === 'cut') return end();
    if (this.refusal === 'cut-once-open') return void far.once('data', () => setTimeout(end, 300));
    if (this.refusal !== 'hang') near.end(ANSWERS[this.refusal]!);
  }
}
