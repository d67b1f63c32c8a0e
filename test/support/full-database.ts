import { setTimeout as pause } from 'node:timers/promises';
import { Databases } from '../../src/platform/database/databases.js';
import type { TestApp } from './app.js';

interface Connection {
  pragma(text: string, options?: { simple: boolean }): unknown;
}
const connectionOf = (app: TestApp): Connection =>
  (app.app.get(Databases).writer.driver as unknown as { databaseConnection: Connection }).databaseConnection;

/** SQLite itself answers SQLITE_FULL from here on, as on a full disk: the file may not take one page more. */
export function fillDatabase(app: TestApp): void {
  const connection = connectionOf(app);
  connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true }))}`);
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
