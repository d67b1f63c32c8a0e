import { setTimeout as pause } from 'node:timers/promises';
import { Databases } from '../../src/platform/database/databases.js';
import type { TestApp } from './app.js';

interface Connection {
  pragma(text: string, options?: { simple: boolean }): unknown;
}
const connectionOf = (app: TestApp): Connection =>
  (app.app.get(Databases).writer.driver as unknown as { databaseConnection: Connection }).databaseConnection;

/**
 * SQLite itself answers SQLITE_FULL, as on a full disk, once the file has taken `left` more pages.
 */
export function fillDatabase(app: TestApp, left = 0): void {
  const connection = connectionOf(app);
  const pages = Number(connection.pragma('page_count', { simple: true }));
  connection.pragma(`max_page_count = ${pages + left}`);
}

export function freeDatabase(app: TestApp): void {
  connectionOf(app).pragma('max_page_count = 1073741823');
}

/** Asks until it is so. @throws after `ms` */
export async function until(isSo: () => Promise<boolean> | boolean, ms: number, what: string): Promise<void> {
  const end = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${ms} ms`);
    await pause(50);
  }
}
