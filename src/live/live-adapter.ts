import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import { SESSION_COOKIE } from '../contract/auth.js';
import { LIVE_PAGE_HEADER } from '../contract/live.js';
import { PROBLEMS } from '../contract/problem.js';
import type { Config } from '../platform/config/config.js';
import { ProxyHints } from '../platform/http/proxy-hints.js';

/**
 * Bytes of any message that is answered: 200 entries with the longest texts fit.
 * What is larger ends the connection.
 */
const LARGEST_MESSAGE = 2 * 1024 * 1024;

/** Why engine.io refuses a handshake. */
interface Refusal {
  context?: { name?: string; message?: string };
}

/**
 * socket.io as the promises want it: no old protocol, no recovery without sign-in, small messages,
 * own pages or bearer tokens alone.
 */
export class LiveAdapter extends IoAdapter {
  private readonly publicOrigin: string | null;
  private readonly hints: ProxyHints;

  constructor(app: INestApplicationContext, config: Config) {
    super(app);
    this.hints = app.get(ProxyHints);
    this.publicOrigin = config.publicUrl === null ? null : new URL(config.publicUrl).origin;
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      serveClient: false,
      allowEIO3: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      connectTimeout: 5_000,
      perMessageDeflate: false,
      cors: undefined,
      connectionStateRecovery: undefined,
      allowRequest: (request: IncomingMessage, answer: (fault: string | null, ok: boolean) => void) =>
        this.isOwn(request) ? answer(null, true) : answer(this.refusalOf(request), false),
    } as unknown as ServerOptions) as Server;
    server.engine.on('connection_error', ({ context }: Refusal) => {
      // What is put here is what the client is answered.
      if (context?.name === 'TRANSPORT_HANDSHAKE_ERROR') context.message = this.hints.lacksUpgrade();
    });
    return server;
  }

  private refusalOf({ headers: { origin, host = '' } }: IncomingMessage): string {
    return this.hints.foreignOrigin(origin, host) ?? PROBLEMS['request.foreign-origin'].title;
  }

  /**
   * A browser names its origin on a WebSocket's handshake: it must be ours. On polling's it
   * names none, but our page adds a header that a foreign page cannot. A program names none
   * either, and then a cookie proves nothing.
   */
  private isOwn({ headers }: IncomingMessage): boolean {
    const { origin, cookie = '', host, 'sec-fetch-site': secFetchSite } = headers;
    if (origin !== undefined)
      return origin === this.publicOrigin || origin === `http://${host}` || origin === `https://${host}`;
    const holdsSession = Object.values(SESSION_COOKIE).some((name) => cookie.includes(`${name}=`));
    if (!holdsSession) return true;
    return secFetchSite === undefined
      ? headers[LIVE_PAGE_HEADER] !== undefined
      : secFetchSite === 'same-origin';
  }
}
