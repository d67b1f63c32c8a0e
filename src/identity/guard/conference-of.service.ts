import { Injectable, type Provider } from '@nestjs/common';
import type { ProblemCode } from '../../contract/problem.js';
import type { Id } from '../../contract/wire.js';
import { Reader } from '../../platform/database/reader.js';

/** A kind of thing that lies in a conference. */
export interface OwnedThing {
  /** The code of the problem when there is no such thing. */
  missing: ProblemCode;
  /** Where its rows lie, by `id`. */
  table: string;
  /** The id of its conference; `null` if there is no such thing. */
  find(id: string): Promise<Id | null>;
}

/**
 * Finds the conference of a thing, by the first part of its routes: `sites`, `help`. Each feature adds its
 * own things. What no feature has added is closed to accounts that work in some conferences only.
 */
@Injectable()
export class ConferenceOfService {
  private readonly things = new Map<string, OwnedThing>();

  add(part: string, thing: OwnedThing): void {
    this.things.set(part, thing);
  }

  /** @param part `sites` of `/sites/:id/help` */
  thing(part: string): OwnedThing | null {
    return this.things.get(part) ?? null;
  }
}

/**
 * A provider for a feature's module.
 * @param things by the first part of their routes; a table has the columns `id` and `conferenceId`
 */
export const ownedThings = (
  things: Readonly<Record<string, { table: string; missing: ProblemCode }>>,
): Provider => ({
  provide: Symbol('things of conferences'),
  inject: [ConferenceOfService, Reader],
  useFactory: (conferenceOf: ConferenceOfService, reader: Reader): void => {
    for (const [part, { table, missing }] of Object.entries(things)) {
      const sql = `SELECT "conferenceId" FROM "${table}" WHERE "id" = $1`;
      const find = async (id: string): Promise<Id | null> =>
        (await reader.query<{ conferenceId: Id }>(sql, [id]))[0]?.conferenceId ?? null;
      conferenceOf.add(part, { missing, table, find });
    }
  },
});
