import { Injectable, type Provider } from '@nestjs/common';
import type { ProblemCode } from '../../contract/problem.js';
import type { Id } from '../../contract/wire.js';
import { Reader } from '../../platform/database/reader.js';

/** Where in the installation a thing lies. */
export interface Location {
  conferenceId: Id;
  /** `null` if it belongs to the whole conference, or to several sites. */
  siteId: Id | null;
}
/** A kind of thing that lies in a conference. */
export interface OwnedThing {
  /** The code of the problem when there is no such thing. */
  missing: ProblemCode;
  /** Its table; the primary key is `id`. */
  table: string;
  /** Where it lies; `null` if there is no such thing. */
  find(id: string): Promise<Location | null>;
}
/** Answers all sites and groups of a conference below `roots`, the roots included. */
export type Tree = (conferenceId: Id, roots: readonly Id[]) => Promise<ReadonlySet<Id>>;

/**
 * Finds where a thing lies, by the first part of its routes: `sites`, `help`. Each feature adds its own
 * things. What no feature has added is closed to accounts of some conferences or parts.
 */
@Injectable()
export class ConferenceOfService {
  private readonly things = new Map<string, OwnedThing>();
  /** Parts are empty until `sites` gives the tree. */
  private tree: Tree = () => Promise.resolve(new Set());

  add(part: string, thing: OwnedThing): void {
    this.things.set(part, thing);
  }

  useTree(tree: Tree): void {
    this.tree = tree;
  }

  /** @param part `sites` of `/sites/:id/help` */
  thing(part: string): OwnedThing | null {
    return this.things.get(part) ?? null;
  }

  /** Whether the site lies in a part that begins at one of `roots`. */
  async isWithin(conferenceId: Id, siteId: Id, roots: readonly Id[]): Promise<boolean> {
    return roots.length > 0 && (await this.tree(conferenceId, roots)).has(siteId);
  }
}

interface OwnedTable {
  /** With the columns `id` and `conferenceId`. */
  table: string;
  missing: ProblemCode;
  /** The column of the site that it is of, if it is of one. */
  site?: string;
}
/**
 * A provider for a feature's module.
 * @param things by the first part of their routes
 */
export const ownedThings = (things: Readonly<Record<string, OwnedTable>>): Provider => ({
  provide: Symbol('things of conferences'),
  inject: [ConferenceOfService, Reader],
  useFactory: (conferenceOf: ConferenceOfService, reader: Reader): void => {
    for (const [part, { table, missing, site }] of Object.entries(things)) {
      const siteId = site === undefined ? 'NULL' : `"${site}"`;
      const sql = `SELECT "conferenceId", ${siteId} AS "siteId" FROM "${table}" WHERE "id" = $1`;
      const find = async (id: string): Promise<Location | null> =>
        (await reader.query<Location>(sql, [id]))[0] ?? null;
      conferenceOf.add(part, { missing, table, find });
    }
  },
});
