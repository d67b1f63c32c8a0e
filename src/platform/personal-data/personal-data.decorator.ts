/**
 * What a column can hold of people.
 *
 * `identity`: who the row's person is. Replaced when they are erased, or when the time of the ledger is over.
 * `contact`: how somebody is reached. As `identity`, and gone when the time of contacts is over.
 * `note`: typed by somebody, or the name of who acted. Searched for a person who is erased; emptied when the
 * time of the ledger is over.
 * `published`: texts that were made public. Searched for a person who is erased; they stay otherwise.
 * `none`: never anything of a person (states, kinds, hashes, settings).
 */
export type Holding = 'identity' | 'contact' | 'note' | 'published' | 'none';

/**
 * How a row leads to its conference: by a column with its id; by a column with the `key` of another table,
 * which leads there; by a JSON column with a principal, unless that is an organizer's. `null`: the row is of
 * the installation.
 */
export type WayToConference<Column extends string = string> =
  Column | { column: Column; of: string; key?: string } | { json: Column } | null;

export interface PersonalTable<Column extends string = string> {
  readonly conference: WayToConference<Column>;
  /** The column with the id of the participant whom the row is about. */
  readonly person?: Column;
  /** Rows say who was connected when, by this column: they go when the time of raw presence is over. */
  readonly rawPresence?: Column;
  /** Rows go when the time of the ledger is over: what they hold is no text that could be emptied. */
  readonly goesWithLedger?: true;
  readonly columns: Readonly<Partial<Record<Column, Holding>>>;
}

const declared = new Map<object, PersonalTable>();

/**
 * Says of a table what its columns can hold of people. Every column with text is named here: export, search,
 * erasure, retention and the deletion of a conference work from it, and from nothing else.
 */
export const PersonalData =
  <Row>(table: PersonalTable<keyof Row & string>): ClassDecorator =>
  (target) =>
    void declared.set(target, table);

/** What an entity has said; `undefined` if nothing. */
export const personalDataOf = (entity: object): PersonalTable | undefined => declared.get(entity);
