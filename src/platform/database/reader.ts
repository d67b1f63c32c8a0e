import { Injectable } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { Databases } from './databases.js';
import { type Dialect, runStatement, type SqlValue } from './statement.js';

/** Reads that decide no write. Sees committed rows only. */
@Injectable()
export class Reader {
  constructor(private readonly databases: Databases) {}

  get dialect(): Dialect {
    return this.databases.dialect;
  }
  repo<T extends ObjectLiteral>(entity: EntityTarget<T>): Pick<Repository<T>, 'find' | 'findBy' | 'findOne' | 'findOneBy' | 'count' | 'countBy' | 'existsBy' | 'createQueryBuilder'> {
    return this.databases.reader.getRepository(entity);
  }
  query<T = unknown>(sql: string, values: SqlValue[] = []): Promise<T[]> {
    return runStatement<T>(this.databases.reader.manager, this.databases.dialect, sql, values);
  }
}
