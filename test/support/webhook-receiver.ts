import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook as Verifier } from 'standardwebhooks';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { WebhookCreate, WebhookPayload, WebhookWithSecret } from '../../src/contract/webhook.js';
import type { Client } from './client.js';
import { made } from './hall.js';

export interface Received {
  headers: IncomingHttpHeaders;
  /** As it was sent. */
  text: string;
  payload: WebhookPayload;
}
type Answers = (received: Received, nth: number, response: ServerResponse) => void;

/** A program that is told: it notes everything, and answers 204 unless a story says otherwise. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  answers: Answers = (_, __, response) => void response.writeHead(204).end();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new WebhookReceiver(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/nhan`,
    );
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const received = { headers: request.headers, text, payload: JSON.parse(text) as WebhookPayload };
        receiver.answers(received, receiver.received.push(received), response);
      });
    });
    return receiver;
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  answer(status: number, headers: Record<string, string> = {}): void {
    this.answers = (_, __, response) => void response.writeHead(status, headers).end('không giữ lại');
  }

  /** Waits until so many have come. */
  async until(count: number): Promise<Received[]> {
    while (this.received.length < count) await pause(5);
    return this.received;
  }

  get types(): string[] {
    return this.received.map(({ payload }) => payload.type);
  }
}

/** Verifies as a receiver does. @throws if the signature is none of this secret */
export const verified = (secret: string, { text, headers }: Received): WebhookPayload =>
  new Verifier(secret).verify(text, headers as Record<string, string>) as WebhookPayload;

export const makeWebhook = async (client: Client, body: Partial<WebhookCreate>): Promise<WebhookWithSecret> =>
  made(await client.post<WebhookWithSecret>(pathTo(ROUTES.webhooks), { name: 'Cổng báo', ...body }));
