import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import type { Config } from './platform/config/config.js';
import { configureHttp, httpAdapter } from './platform/http/http-app.js';
import { PinoLogger } from './platform/log/pino-logger.js';
import { LiveAdapter } from './platform/realtime/live-adapter.js';

export interface Running {
  app: NestFastifyApplication;
  /** `http://127.0.0.1:3000` */
  url: string;
  /** Finishes what is under way, closes sockets and the database. */
  stop(): Promise<void>;
}

/** Builds the service and listens. @throws when the port is taken or the database is not durable */
export async function start(config: Config): Promise<Running> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), httpAdapter(config), { logger: new PinoLogger(config.logLevel), abortOnError: false });
  app.useWebSocketAdapter(new LiveAdapter(app, config));
  await configureHttp(app, config);
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`, stop: () => app.close() };
}
