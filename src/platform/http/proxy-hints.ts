import { Injectable, Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Config } from '../config/config.js';

/** At most one line of each kind in this time: strangers can cause them. */
const PAUSE_MS = 3_600_000;
type Lack = 'host' | 'upgrade' | 'proto' | 'https';

/**
 * Recognises what a proxy in front of the service forgets to pass on, and says so where it is noticed: in the
 * answer, and in the log. What each proxy needs is in `docs/operate.md`.
 */
@Injectable()
export class ProxyHints {
  private readonly log = new Logger('Proxy');
  private readonly told = new Map<Lack, number>();
  private readonly expectsProto: boolean;
  /** Neither `Host` nor https matters where `PUBLIC_URL` is set. */
  private readonly needsHost: boolean;

  constructor({ publicUrl, trustProxy }: Config) {
    this.needsHost = publicUrl === null;
    this.expectsProto = publicUrl === null && trustProxy.length > 0;
  }

  watch(fastify: FastifyInstance): void {
    if (!this.needsHost) return;
    fastify.addHook('onRequest', ({ headers, protocol, host }, _, done) => {
      if (protocol === 'http' && headers.origin === `https://${host}`)
        this.tell('https', unsaidHttps(headers.origin.slice(0, 200)));
      else if (
        this.expectsProto &&
        headers['x-forwarded-for'] !== undefined &&
        headers['x-forwarded-proto'] === undefined
      )
        this.tell(
          'proto',
          'A request came through the proxy without X-Forwarded-Proto: links and QR codes begin with ' +
            'http://. Let it pass the header on (nginx: proxy_set_header X-Forwarded-Proto $scheme), ' +
            'or set PUBLIC_URL.',
        );
      done();
    });
  }

  /**
   * Explains a refused origin: the page is a stranger's, or ours behind a proxy that asks under a name of its
   * own.
   */
  foreignOrigin(origin: string | undefined, host: string): string | undefined {
    if (origin === undefined || !/^https?:\/\//.test(origin)) return undefined;
    const [from, to] = [origin.slice(0, 200), host.slice(0, 200)];
    const met = `A page of ${from} asks, and this service is addressed as ${to}.`;
    const lack = this.needsHost
      ? 'If both are this service, its proxy does not pass the Host header on ' +
        '(nginx: proxy_set_header Host $http_host), or set PUBLIC_URL to that origin.'
      : 'If that is this service, PUBLIC_URL is another address: set it to that origin.';
    this.tell('host', `${met} ${lack}`);
    return `${met} ${lack}`;
  }

  /** Explains a WebSocket handshake that arrives without `Upgrade`. */
  lacksUpgrade(): string {
    const text =
      'The handshake of a WebSocket came without its Upgrade header: a proxy in front does not pass it on ' +
      '(nginx: proxy_http_version 1.1, proxy_set_header Upgrade and Connection). Pages go on by polling, ' +
      'which is slower and costs more.';
    this.tell('upgrade', text);
    return text;
  }

  private tell(lack: Lack, text: string): void {
    const now = performance.now();
    if (now - (this.told.get(lack) ?? -Infinity) < PAUSE_MS) return;
    this.told.set(lack, now);
    this.log.warn(text);
  }
}

const unsaidHttps = (origin: string): string =>
  `A page of ${origin} asks, and its request arrives as http: links and QR codes begin with http://. ` +
  `If that is this service, set PUBLIC_URL to ${origin}, or let the proxy pass X-Forwarded-Proto on ` +
  '(nginx: proxy_set_header X-Forwarded-Proto $scheme) and name it in TRUST_PROXY.';
