import { Injectable } from '@nestjs/common';
import { Reader } from '../platform/database/reader.js';
import { StorageHealth } from '../platform/database/storage-health.js';
import { Problem } from '../platform/http/problem.js';

/**
 * Whether requests can be sent here: the database is read, and takes writes
 * as far as the last one could tell.
 */
@Injectable()
export class HealthService {
  constructor(
    private readonly reader: Reader,
    private readonly storage: StorageHealth,
  ) {}

  /** @throws Problem server.not-ready */
  async assertReady(): Promise<void> {
    try {
      await this.reader.query('SELECT "value" FROM "change_counter" WHERE "id" = 1');
    } catch (cause) {
      throw new Problem('server.not-ready', undefined, { cause });
    }
    if (!this.storage.takesWrites) throw new Problem('server.not-ready');
  }
}
