import type { RosterMember } from '#contract/roster.js';
import type { Id } from '#contract/wire.js';
import type { MadeRow } from '../store/rows.js';

/** Somebody whose data were erased, and what this device still calls them. */
export interface ErasedPerson {
  participantId: Id;
  label: string;
  names: string[];
}
type Named = Pick<MadeRow, 'participantId' | 'entry' | 'guest' | 'fullName'>;

/** Answers the erased among `members`. @param stored what this device holds of people and their entries */
export function erasedAmong(
  members: readonly RosterMember[],
  stored: { members: readonly RosterMember[]; rows: readonly Named[] },
): ErasedPerson[] {
  return members
    .filter(({ erased }) => erased)
    .map(({ participantId: id, fullName: label }) => {
      const names = [
        ...stored.members.filter(({ participantId }) => participantId === id).map(({ fullName }) => fullName),
        ...stored.rows
          .filter(({ participantId }) => participantId === id)
          .flatMap(({ entry, guest, fullName }) => [entry.walkIn?.fullName, guest?.fullName, fullName]),
      ].filter((name): name is string => name !== undefined && name !== label);
      return { participantId: id, label, names: [...new Set(names)] };
    });
}

/** The row without what it says of an erased person: their name becomes the number, the unit goes. */
export function withoutPeople<Row extends Named>(row: Row, people: readonly ErasedPerson[]): Row {
  const own = people.find(({ participantId }) => participantId === row.participantId);
  const rest = withoutNames(row, people);
  if (!own) return rest;
  const { entry, guest, fullName } = rest;
  return {
    ...rest,
    entry: entry.walkIn ? { ...entry, walkIn: { fullName: own.label } } : entry,
    ...(guest ? { guest: { ...guest, fullName: own.label, unit: null } } : {}),
    ...(fullName === undefined ? {} : { fullName: own.label }),
  };
}

/** Answers the same object where no text names any of them. */
export function withoutNames<T>(value: T, people: readonly ErasedPerson[]): T {
  if (typeof value === 'string') return people.reduce<string>(withoutPerson, value) as T;
  if (typeof value !== 'object' || value === null) return value;
  const before = Object.entries(value) as [string, unknown][];
  const after = before.map(([key, one]) => [key, withoutNames(one, people)] as const);
  if (after.every(([, one], at) => one === before[at]![1])) return value;
  return (Array.isArray(value) ? after.map(([, one]) => one) : Object.fromEntries(after)) as T;
}

const LETTER = '[\\p{L}\\p{M}\\p{N}]';
/** Without marks, as people type in a hurry. */
const bare = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

function withoutPerson(text: string, { label, names }: ErasedPerson): string {
  return names
    .flatMap((name) => [name.normalize('NFC'), bare(name)])
    .reduce((rest, name) => {
      const words = name.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
      // A name of one word is too common: it has to be written alike. Old Safaris cannot look behind.
      const pattern = new RegExp(
        `(^|(?!${LETTER}).)${words.join('\\s+')}(?!${LETTER})`,
        words.length === 1 ? 'gsu' : 'gisu',
      );
      const found = rest.normalize('NFC').replace(pattern, (_all, before: string) => before + label);
      return found === rest.normalize('NFC') ? rest : found;
    }, text);
}
