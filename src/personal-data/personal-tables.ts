import { Injectable } from '@nestjs/common';
import { Databases } from '../platform/database/databases.js';
import {
  type Holding,
  personalDataOf,
  type PersonalTable,
  type WayToConference,
} from '../platform/personal-data/personal-data.decorator.js';

export interface DeclaredColumn {
  name: string;
  holding: Holding;
  isNullable: boolean;
  /** In characters; `null` if unlimited. */
  length: number | null;
}
export interface DeclaredTable {
  name: string;
  keys: string[];
  columns: DeclaredColumn[];
  conference: WayToConference;
  person: string | null;
  rawPresence: string | null;
  goesWithLedger: boolean;
}

/** What the tables hold of people, as each entity says by `@PersonalData`. */
@Injectable()
export class PersonalTables {
  private declared: DeclaredTable[] | null = null;

  constructor(private readonly databases: Databases) {}

  /** In the order of the features. */
  all(): readonly DeclaredTable[] {
    // TypeORM's own order is that in which the files were loaded.
    const places = this.databases.schema.entities as unknown[];
    const inOrder = [...this.databases.writer.entityMetadatas].sort(
      (a, b) => places.indexOf(a.target) - places.indexOf(b.target),
    );
    return (this.declared ??= inOrder.map((metadata) => {
      // A test wants it of each.
      const data = personalDataOf(metadata.target as object)!;
      return {
        name: metadata.tableName,
        keys: metadata.primaryColumns.map(({ databaseName }) => databaseName),
        conference: data.conference,
        person: data.person ?? null,
        rawPresence: data.rawPresence ?? null,
        goesWithLedger: data.goesWithLedger === true,
        columns: metadata.columns.flatMap(({ databaseName: name, isNullable, length }) =>
          holdingOf(data, name).map((holding) => ({
            name,
            holding,
            isNullable,
            length: length === '' ? null : Number(length),
          })),
        ),
      };
    }));
  }

  /** The table of that name. */
  named(name: string): DeclaredTable {
    return this.all().find((table) => table.name === name)!;
  }

  /** The condition for a table's rows of the conference `$1`. The table must lead to one. */
  ofConference({ conference }: DeclaredTable): string {
    return this.condition(conference!);
  }

  private condition(way: NonNullable<WayToConference>): string {
    if (typeof way === 'string') return `"${way}" = $1`;
    if ('json' in way) return ofPrincipal(way.json);
    const of = this.ofConference(this.named(way.of));
    return `"${way.column}" IN (SELECT "${way.key ?? 'id'}" FROM "${way.of}" WHERE ${of})`;
  }
}

/**
 * Consoles, trainees and walls are of one conference. An organizer's principal names those where they may
 * act: the account and its tokens are of none of them. Quotes inside typed texts are escaped in JSON.
 */
const ofPrincipal = (column: string): string =>
  `("${column}" LIKE '%"conferenceId":"' || CAST($1 AS text) || '"%'
    AND "${column}" NOT LIKE '%"kind":"organizer"%')`;

const holdingOf = ({ columns }: PersonalTable, name: string): Holding[] => {
  const holding = columns[name];
  return holding === undefined || holding === 'none' ? [] : [holding];
};
