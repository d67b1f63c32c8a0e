import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { SetUpService } from './identity/accounts/set-up.service.js';
import { AppModule } from './app.module.js';
import { OpenApiService } from './ops/open-api/open-api.service.js';
import type { Config } from './platform/config/config.js';
import { Databases } from './platform/database/databases.js';
import { StorageHealth } from './platform/database/storage-health.js';
import { configureHttp, httpAdapter } from './platform/http/http-app.js';
import { PinoLogger } from './platform/log/pino-logger.js';
import { LiveAdapter } from './live/live-adapter.js';

export interface Running {
  app: NestFastifyApplication;
  /** `http://127.0.0.1:3000` */
  url: string;
  /** The one-time link for the first organizer; null when there is one. */
  setUpLink: string | null;
  /** Resolves when nothing can be stored any more until the process starts again. */
  lost: Promise<Error>;
  /** Finishes what is under way, closes sockets and the database. */
  stop(): Promise<void>;
}

/** Requests under way get this long at the end; then their connections are cut. */
const FAREWELL_MS = 10_000;
const SWEEP_MS = 50;

/** Builds the service and listens. @throws when the port is taken or the database is not durable */
export async function start(config: Config): Promise<Running> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), httpAdapter(config), {
    logger: new PinoLogger(config.logLevel),
    abortOnError: false,
    bodyParser: false,
  });
  try {
    app.useWebSocketAdapter(new LiveAdapter(app, config));
    await configureHttp(app, config);
    app.get(OpenApiService).describe(app);
    await app.listen(config.port, config.host);
    app.get(StorageHealth).serve();
  } catch (fault) {
    await app.close().catch(() => undefined);
    throw fault;
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  return {
    app,
    url,
    setUpLink: app.get(SetUpService).link(url),
    lost: app.get(Databases).lost,
    stop: () => stop(app),
  };
}

async function stop(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  // Node closes the idle ones once; a connection whose last answer was under way then would stay open
  // until its client has had enough.
  const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const patience = setTimeout(() => server.closeAllConnections(), FAREWELL_MS);
  await app.close();
  clearInterval(sweeping);
  clearTimeout(patience);
}
