import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import { SESSION_COOKIE } from '../../contract/auth.js';
import type { Config } from '../config/config.js';

/** socket.io as the promises want it: no old protocol, no recovery without sign-in, small messages, own pages or bearer tokens alone. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    return super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      serveClient: false,
      allowEIO3: false,
      maxHttpBufferSize: 65_536,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      connectTimeout: 5_000,
      perMessageDeflate: false,
      cors: undefined,
      connectionStateRecovery: undefined,
      allowRequest: (request: IncomingMessage, answer: (fault: string | null, ok: boolean) => void) => answer(null, this.isOwn(request)),
    } as unknown as ServerOptions);
  }

  /** A browser always names its origin on a handshake: it must be ours. A program sends none, and may not bring a cookie. */
  private isOwn(request: IncomingMessage): boolean {
    const { origin, cookie, host } = request.headers;
    if (origin === undefined) return cookie === undefined || !Object.values(SESSION_COOKIE).some((name) => cookie.includes(`${name}=`)) || request.method === 'GET' && request.headers['sec-fetch-site'] === 'same-origin';
    if (this.config.publicUrl !== null && origin === new URL(this.config.publicUrl).origin) return true;
    return origin === `http://${host}` || origin === `https://${host}`;
  }
}
