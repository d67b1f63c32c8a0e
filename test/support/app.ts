import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { readConfig } from '../../src/platform/config/config.js';
import { type Running, start } from '../../src/start.js';
import { Client, organizerToken } from './client.js';
import { refuseNestedWork } from './nested-work.js';

export const ORGANIZER = { login: 'ban-to-chuc', password: 'diem-cau-239-sites' };

export interface TestApp extends Running {
  dataDir: string;
  databaseUrl: string | undefined;
  anonymous: Client;
  organizer: Client;
  /**
   * Stops and starts the service again on the same data; `changes` of the environment stay.
   * @param meanwhile what happens to the data while no service runs
   */
  restart(changes?: Record<string, string>, meanwhile?: () => Promise<void>): Promise<TestApp>;
}

/**
 * The real service on a new database: SQLite in a new folder, or a new PostgreSQL database, as the Jest
 * project says. The first organizer exists. Stop it with `stop()`.
 */
export async function startTestApp(env: Record<string, string> = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'diemcau-test-'));
  const databaseUrl = process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined;
  return open(dataDir, databaseUrl, env).catch(async (fault: unknown) => {
    await rm(dataDir, { recursive: true, force: true });
    throw fault;
  });
}

/** The same service on a PostgreSQL that the story brings. */
export async function openTestApp(databaseUrl: string): Promise<TestApp> {
  return open(await mkdtemp(join(tmpdir(), 'diemcau-test-')), databaseUrl, {});
}

async function open(
  dataDir: string,
  databaseUrl: string | undefined,
  env: Record<string, string>,
): Promise<TestApp> {
  const settings = { ORGANIZER_LOGIN: ORGANIZER.login, ORGANIZER_PASSWORD: ORGANIZER.password, ...env };
  const running = await start(
    readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      ...settings,
    }),
  );
  if (!databaseUrl) refuseNestedWork(running.app.get(UnitOfWork));
  const anonymous = new Client(running.url);
  const organizer = settings.ORGANIZER_LOGIN
    ? anonymous.as(await organizerToken(running.url, settings.ORGANIZER_LOGIN, settings.ORGANIZER_PASSWORD))
    : anonymous;
  return {
    ...running,
    dataDir,
    databaseUrl,
    anonymous,
    organizer,
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    restart: async (changes = {}, meanwhile) => {
      await running.stop();
      await meanwhile?.();
      return open(dataDir, databaseUrl, { ...env, ...changes });
    },
  };
}

/** One database a file of tests, so that they run side by side. */
export async function newDatabase(): Promise<string> {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error('TEST_POSTGRES_URL is unset: run the postgres project through `npm test`');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${server}/${name}`;
}
