import { Injectable } from '@nestjs/common';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type AllowedHosts, hostOf, isPublic, judgeUrl } from './address.rules.js';
import { faultOf, faultOfError, type Outcome, retryAfterOf } from './delivery.rules.js';
import { HostResolver } from './host-resolver.js';
import type { WebhookRow } from './webhook.entity.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Times of the sender. A provider, so that tests can shorten them. */
export class WebhookTiming {
  /** Ms from the first byte to the receiver's status. */
  answerWithin = 15_000;
  /** The clock may be set meanwhile: waiting deliveries are looked at at least this often, in ms. */
  longestWait = 3_600_000;
  /** Ms to wait after a fault of our own, such as a database that is away. */
  secondTry = 5_000;
}
class PrivateAddress extends Error {}
/** Bytes of headers that are read at most. */
const HEADERS_LIMIT = 16_384;

/**
 * Sends one message once. A name is resolved and judged inside the connection, so that no second lookup can
 * lead elsewhere. Redirects are not followed, and bodies of answers are not read.
 */
@Injectable()
export class WebhookSender {
  private readonly allowed: AllowedHosts;
  private readonly stopping = new AbortController();

  constructor(
    private readonly clock: Clock,
    private readonly resolver: HostResolver,
    private readonly secrets: WebhookSecrets,
    private readonly timing: WebhookTiming,
    config: Config,
  ) {
    this.allowed = new Set(config.webhookAllow);
  }

  /** Ends attempts that are under way; their result stays unknown. */
  stop(): void {
    this.stopping.abort();
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  judge(url: string): ReturnType<typeof judgeUrl> {
    return judgeUrl(url, this.allowed);
  }

  async send(webhook: WebhookRow, deliveryId: string, payload: string): Promise<Outcome> {
    const began = performance.now();
    const came = (more: Omit<Outcome, 'ms'>): Outcome => ({
      ...more,
      ms: Math.round(performance.now() - began),
    });
    // Asked each time: WEBHOOK_ALLOW may be shorter than when the webhook was made.
    if (this.judge(webhook.url) !== 'ok')
      return came({ status: null, fault: 'private-address', retryAfter: null });
    try {
      const { statusCode: status = 0, headers } = await this.post(webhook, deliveryId, payload);
      const retryAfter = retryAfterOf(headers['retry-after'], this.clock.now());
      return came({ status, fault: faultOf(status), retryAfter });
    } catch (fault) {
      const named = fault instanceof PrivateAddress ? 'private-address' : faultOfError(fault);
      return came({ status: null, fault: named, retryAfter: null });
    }
  }

  private post(webhook: WebhookRow, deliveryId: string, payload: string): Promise<IncomingMessage> {
    const url = new URL(webhook.url);
    const now = this.clock.now();
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      lookup: this.lookup(this.allowed.has(hostOf(url))),
      maxHeaderSize: HEADERS_LIMIT,
      signal: AbortSignal.any([AbortSignal.timeout(this.timing.answerWithin), this.stopping.signal]),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'user-agent': 'Diemcau-Webhooks/1',
        'webhook-id': deliveryId,
        'webhook-timestamp': String(Math.floor(now / 1000)),
        'webhook-signature': this.secrets.signatureOf(webhook, deliveryId, now, payload),
      },
    };
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options, (answer) => {
        answer.on('error', () => undefined);
        answer.destroy();
        resolve(answer);
      });
      request.on('error', reject);
      request.end(payload);
    });
  }

  /** Resolves the name for the connection itself. All its addresses have to be public, not only the first. */
  private lookup(isAllowed: boolean): LookupFunction {
    return (host, { all }, answer) => {
      this.resolver.resolve(host).then(
        (addresses) => {
          const [first] = addresses;
          if (first === undefined) answer(Object.assign(new Error(), { code: 'ENOTFOUND' }), []);
          else if (!isAllowed && !addresses.every(({ address }) => isPublic(address)))
            answer(new PrivateAddress(), []);
          else if (all) answer(null, addresses);
          else answer(null, first.address, first.family);
        },
        (fault: NodeJS.ErrnoException) => answer(fault, []),
      );
    };
  }
}
