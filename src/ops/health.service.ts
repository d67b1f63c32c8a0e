import { Injectable } from '@nestjs/common';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';

/** Whether requests can be sent here: the database is read, and takes writes as far as the last one could tell. */
@Injectable()
export class HealthService {
  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem server.storage */
  async assertReady(): Promise<void> {
    try {
      await this.reader.query('SELECT "value" FROM "change_counter" WHERE "id" = 1');
      // After a failed write nobody may come any more to find it healed: the question itself writes then.
      if (this.unitOfWork.isFailing) await this.unitOfWork.run((tx) => tx.query('UPDATE "change_counter" SET "value" = "value" WHERE "id" = 1'));
    } catch (cause) {
      throw new Problem('server.not-ready', undefined, { cause });
    }
  }
}
