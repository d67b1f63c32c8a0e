import type { AttendanceState, EntryKind, Mode } from '#contract/attendance.js';
import { folded } from '#contract/folded.js';
import type { RosterMember, RosterState } from '#contract/roster.js';
import { mayConsoleSay } from '#contract/site-scope.js';
import { type Fact, standing, type Standing, UNMARKED } from '#contract/standing.js';
import type { Id } from '#contract/wire.js';
import type { MadeRow, ReceivedRow, RefusedRow } from '../store/rows.js';

/** How far a mark has come. Marks of another console come from the service: received. */
export type Mark =
  | { kind: 'none' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'received' }
  | { kind: 'refused'; code: string; id: Id };

/** One person on the screen. */
export interface RollRow {
  participantId: Id;
  fullName: string;
  unit: string | null;
  position: string | null;
  mode: Mode;
  isWalkIn: boolean;
  isGuest: boolean;
  /** True if the person is known by a code alone, which stands for the name until the service tells it. */
  isNameless: boolean;
  standing: Standing;
  /** True if the person is present or left, and the service counts them at another site. */
  isElsewhere: boolean;
  mark: Mark;
  substituteForName: string | null;
  /** The name of the person present in place of this one. */
  substituteName: string | null;
  /** The last entry of this device about the person at this checkpoint, if it can be undone. */
  undoable: Id | null;
  searchText: string;
  codeHash: string;
}
export interface RollCounts {
  /** People of the site's list whom the screen counts as present here. */
  present: number;
  /** People present here who are on no list, or on the list of another site. */
  outside: number;
  /** Length of the site's list. */
  listed: number;
  absent: number;
  left: number;
  unmarked: number;
}
/** What the roll is computed from. `saving`: entries whose transaction is under way. */
export interface RollSource {
  siteId: Id;
  rosterSeq: number;
  members: readonly RosterMember[];
  states: readonly RosterState[];
  saving: readonly MadeRow[];
  waiting: readonly MadeRow[];
  received: readonly ReceivedRow[];
  refused: readonly RefusedRow[];
}

interface Own {
  facts: Fact[];
  /** True if the roster on this device does not include all these entries yet. */
  isPending: boolean;
  last: { row: MadeRow; mark: Mark } | null;
  undone: Set<Id>;
  rows: MadeRow[];
}

/**
 * Answers where a person stands on this screen: the service's standing if the roster includes all entries of
 * this device, else `standing()` over these and the service's deciding entry. So a tap shows at once what the
 * service will say later.
 */
export function shownStanding(served: Standing, own: readonly Fact[], isPending: boolean): Standing {
  if (!isPending) return served;
  return standing(
    served.entryId === null || own.some((fact) => fact.id === served.entryId)
      ? own
      : [factOf(served), ...own],
  );
}

/** Answers the rows of one checkpoint, in the order of the members. */
export function rollOf(source: RollSource, checkpointId: Id): RollRow[] {
  const served = new Map(
    source.states
      .filter((state) => state.checkpointId === checkpointId)
      .map((state) => [state.participantId, state]),
  );
  const unsent = [...source.saving, ...source.waiting];
  const takenBack = new Set(unsent.flatMap(({ entry }) => entry.undoes ?? []));
  const known = new Set(
    source.states
      .filter(({ state, entryId }) => state !== 'unmarked' && !takenBack.has(entryId ?? ''))
      .map((state) => state.participantId),
  );
  const own = ownByPerson(source, checkpointId);
  const names = new Map(source.members.map((member) => [member.participantId, member.fullName]));
  for (const row of unsent)
    if (row.entry.kind !== 'undo' && !takenBack.has(row.id)) known.add(row.participantId);
  const rows = source.members
    .map((member) =>
      rowOf(
        source,
        member,
        served.get(member.participantId) ?? UNMARKED,
        own.get(member.participantId),
        names,
      ),
    )
    // Hide a walk-in or a guest once all entries about them are undone.
    .filter(
      (row) =>
        !(row.isWalkIn || row.isGuest) || known.has(row.participantId) || row.standing.state !== 'unmarked',
    );
  const substitutes = new Map(
    rows.flatMap(({ standing: { state, substituteFor }, fullName }) =>
      substituteFor && isPresent(state) ? [[substituteFor, fullName]] : [],
    ),
  );
  return rows.map((row) => ({ ...row, substituteName: substitutes.get(row.participantId) ?? null }));
}

function ownByPerson(source: RollSource, checkpointId: Id): Map<Id, Own> {
  const all = new Map<Id, Own>();
  const addRow = (row: MadeRow, mark: Mark, isFact: boolean, isPending: boolean): void => {
    if (row.entry.checkpointId !== checkpointId || row.siteId !== source.siteId) return;
    const own = all.get(row.participantId) ?? {
      facts: [],
      isPending: false,
      last: null,
      undone: new Set<Id>(),
      rows: [],
    };
    all.set(row.participantId, own);
    if (isFact) own.facts.push(ownFact(row));
    if (isFact && row.entry.undoes) own.undone.add(row.entry.undoes);
    if (isFact && row.entry.kind !== 'undo') own.rows.push(row);
    own.isPending ||= isPending;
    if (!own.last || row.deviceSeq >= own.last.row.deviceSeq) own.last = { row, mark };
  };
  for (const row of source.received) addRow(row, { kind: 'received' }, true, row.seq > source.rosterSeq);
  for (const row of source.refused)
    addRow(row, { kind: 'refused', code: row.code, id: row.id }, false, false);
  for (const row of source.waiting) addRow(row, { kind: 'saved' }, true, true);
  for (const row of source.saving) addRow(row, { kind: 'saving' }, true, true);
  return all;
}

function rowOf(
  source: RollSource,
  member: RosterMember,
  served: Standing,
  own: Own | undefined,
  names: Map<Id, string>,
): Omit<RollRow, 'substituteName'> {
  const shown = shownStanding(served, own?.facts ?? [], own?.isPending ?? false);
  const undoable = own?.rows.filter((row) => !own.undone.has(row.id)).pop()?.id ?? null;
  return {
    participantId: member.participantId,
    fullName: member.fullName,
    unit: member.unit,
    position: member.position,
    mode: member.mode,
    isWalkIn: member.origin === 'walk_in',
    isGuest: member.guest,
    isNameless:
      own?.rows.some(({ codeHash, entry }) => codeHash !== undefined && entry.code !== undefined) ?? false,
    standing: shown,
    isElsewhere: shown.siteId !== null && shown.siteId !== source.siteId,
    mark: markOf(shown, own),
    substituteForName: shown.substituteFor ? (names.get(shown.substituteFor) ?? null) : null,
    undoable,
    searchText: searchTextOf(member),
    codeHash: member.codeHash,
  };
}

/** Caches the folded text: folding a roster of 300 at each tap is slow on an old phone. */
const searchTexts = new WeakMap<RosterMember, string>();
function searchTextOf(member: RosterMember): string {
  const known =
    searchTexts.get(member) ?? folded(`${member.fullName} ${member.unit ?? ''} ${member.position ?? ''}`);
  searchTexts.set(member, known);
  return known;
}

function markOf(shown: Standing, own: Own | undefined): Mark {
  const last = own?.last?.mark;
  if (last && last.kind !== 'received') return last;
  return shown.state === 'unmarked' ? { kind: 'none' } : { kind: 'received' };
}

/** Answers the service's standing as a fact beside those of this device. */
function factOf(served: Standing): Fact {
  const kind = served.state === 'absent' || served.state === 'left' ? served.state : 'present';
  return {
    id: served.entryId!,
    kind,
    siteId: served.siteId!,
    mode: served.state === 'online' ? 'online' : 'in_person',
    reason: served.reason,
    substituteFor: served.substituteFor,
    undoes: null,
    // A roster cached by an earlier version of this page has only the time of that device's clock.
    recordedAt: (served.happenedAt ?? served.recordedAt)!,
    clockOffset: null,
    receivedAt: null,
    deviceId: null,
    deviceSeq: null,
  };
}
function ownFact({ id, entry, siteId, deviceId, deviceSeq }: MadeRow): Fact {
  return {
    id,
    kind: entry.kind,
    siteId,
    mode: entry.mode ?? 'in_person',
    reason: entry.reason ?? null,
    substituteFor: entry.substituteFor ?? null,
    undoes: entry.undoes ?? null,
    recordedAt: entry.recordedAt,
    clockOffset: entry.clockOffset ?? null,
    receivedAt: null,
    deviceId,
    deviceSeq,
  };
}

/**
 * Answers whether this console may record that about the person; `mayConsoleSay` limits it for other sites'
 * people.
 */
export const maySay = (
  kind: EntryKind,
  { isGuest, isElsewhere }: Pick<RollRow, 'isGuest' | 'isElsewhere'>,
): boolean => mayConsoleSay(kind, { isOfSite: !isGuest, wasPresentHere: !isElsewhere });

export const isPresent = (state: AttendanceState): boolean => state === 'in_person' || state === 'online';

/**
 * Counts the people of the list, and those present outside it. People who count at another site are left out.
 */
export function countsOf(rows: readonly RollRow[]): RollCounts {
  const counts = { present: 0, outside: 0, listed: 0, absent: 0, left: 0, unmarked: 0 };
  for (const row of rows) {
    const { state } = row.standing;
    const isOfList = !row.isWalkIn && !row.isGuest;
    if (isOfList) counts.listed += 1;
    if (row.isElsewhere && (isPresent(state) || row.isGuest)) continue;
    if (isPresent(state)) counts[isOfList ? 'present' : 'outside'] += 1;
    else if (isOfList && state !== 'in_person' && state !== 'online') counts[state] += 1;
  }
  return counts;
}

/** Searches as one types: every word somewhere in name, unit or position, without diacritics and case. */
export function searchRows(rows: readonly RollRow[], typed: string): RollRow[] {
  const words = folded(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter((row) => words.every((word) => row.searchText.includes(word)));
}
