import { Injectable } from '@nestjs/common';
import { SESSION_COOKIE } from '../../contract/auth.js';
import { LIVE_NAMESPACE } from '../../contract/live.js';
import { Config } from '../../platform/config/config.js';
import { VERSION } from '../../platform/version/version.js';
import { readLive } from '../open-api/built-notes.js';
import { PROBLEM_SCHEMA } from '../open-api/components.js';
import { Examples, type ExampleSchema } from '../open-api/examples.rules.js';
import { liveParts, PROBLEM_REPLY } from './live-parts.rules.js';

/** Describes the live interface in AsyncAPI, from the contract's types. */
@Injectable()
export class AsyncApiService {
  private text?: string;

  constructor(private readonly config: Config) {}

  /** Made at the first request. */
  document(): string {
    this.text ??= JSON.stringify(this.compose());
    return this.text;
  }

  private compose(): object {
    const live = readLive();
    const schemas = { ...live.components, Problem: PROBLEM_SCHEMA } as Record<string, ExampleSchema>;
    const { channels, operations, messages } = liveParts(live, new Examples(schemas));
    return {
      asyncapi: '3.0.0',
      info: {
        title: 'Diemcau, live',
        version: VERSION,
        description: ABOUT,
        license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
        contact: { name: 'Those who run this service' },
      },
      defaultContentType: 'application/json',
      servers: { service: this.server() },
      channels,
      operations,
      components: {
        messages: { ...messages, problem: PROBLEM_REPLY },
        schemas,
        securitySchemes: this.signIns(),
      },
    };
  }

  private server(): object {
    const { publicUrl, isHttps } = this.config;
    const address = publicUrl === null ? null : new URL(publicUrl);
    return {
      host: address?.host ?? '{host}',
      ...(address ? {} : { variables: { host: { default: 'localhost:3000', description: 'As you asked' } } }),
      pathname: '/socket.io',
      protocol: isHttps ? 'wss' : 'ws',
      protocolVersion: 'socket.io 4',
      description: `Any client of socket.io 4, namespace \`${LIVE_NAMESPACE}\`; by WebSocket or polling.`,
      security: ['token', 'cookie'].map((name) => ({ $ref: `#/components/securitySchemes/${name}` })),
    };
  }

  private signIns(): object {
    const name = this.config.isHttps ? SESSION_COOKIE.secure : SESSION_COOKIE.plain;
    return {
      token: {
        type: 'http',
        scheme: 'bearer',
        description:
          'The handshake carries `auth: { token }`: that of POST /auth/tokens, /auth/pair or /auth/trainee.',
      },
      cookie: {
        type: 'httpApiKey',
        in: 'cookie',
        name,
        description: 'Of a page that the service itself served.',
      },
    };
  }
}

const ABOUT = [
  'Commands and reads go by HTTP; news comes by socket. Nothing is told by socket alone: what a client',
  'misses it can always fetch again. After a reconnection ask again: a new connection has joined nothing.',
  'Every command has an ack, called once with the reply or with `{ problem }`, the body that HTTP would',
  'answer. A channel is the name of an event. Limits, and how to come back: docs/live.md.',
].join(' ');
