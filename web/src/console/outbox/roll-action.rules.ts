import type { Entry, EntryMethod, Mode, WalkIn } from '#contract/attendance.js';
import type { Guest } from '#contract/participant.js';
import { type Standing, UNMARKED } from '#contract/standing.js';
import { trueTime } from '#contract/true-time.js';
import type { Id, Instant } from '#contract/wire.js';

/** A person as the coordinator sees them at the moment of the action. */
export interface Person {
  participantId: Id;
  standing: Standing;
}
/** One action of the coordinator on the roll. */
export type RollAction =
  | { kind: 'present'; people: (Person & { mode: Mode })[]; method?: EntryMethod; substituteFor?: Id }
  | { kind: 'absent'; person: Person; reason: string }
  | { kind: 'left'; person: Person; reason?: string }
  | { kind: 'walk-in'; walkIn: WalkIn; mode: Mode }
  | { kind: 'guest'; guest: Guest; method: 'search' | 'qr' }
  /** A valid code that nobody on this device has: the service knows whose it is. */
  | { kind: 'code'; code: string; codeHash: string }
  | { kind: 'substitute'; walkIn: WalkIn; absent: Person; reason: string }
  | { kind: 'confirm'; headcount: number; note?: string }
  | { kind: 'undo'; entries: { id: Id; participantId: Id }[] };

type RollActionOf<Kind extends RollAction['kind']> = Extract<RollAction, { kind: Kind }>;

export interface Circumstances {
  checkpointId: Id;
  siteId: Id;
  now: Instant;
  isOffline: boolean;
  /** This device's clock minus the server's, in ms, as last measured. */
  clockOffset?: number;
  /** Why people are changed although the site has confirmed the checkpoint. */
  amendment?: string;
  /** True if the entry was written on paper, at `now`. */
  isPaper?: boolean;
  newId: () => Id;
  /** Answers whether this device made the entry; then its `deviceSeq`, not its clock, says which is later. */
  isOwn: (entryId: Id) => boolean;
  /** Answers the code of a person whom this device knows by that alone. */
  codeOf?: (participantId: Id) => string | undefined;
}
/** An entry without its `deviceSeq`, which the store gives. */
export interface UnnumberedEntry {
  entry: Omit<Entry, 'deviceSeq'>;
  participantId: Id;
  /** A person of another roster, whom this device does not know yet. */
  guest?: Guest;
  codeHash?: string;
}

/** Stands in for the participant in entries about the whole roll. */
export const NOBODY: Id = '';

/** Answers the entries of an action, in order. */
export function entriesFor(action: RollAction, circumstances: Circumstances): UnnumberedEntry[] {
  const entries = entriesByKind(action, circumstances);
  return circumstances.isPaper
    ? entries.map((unnumbered) => ({
        ...unnumbered,
        entry: { ...unnumbered.entry, method: 'paper' as const },
      }))
    : entries;
}

function entriesByKind(action: RollAction, circumstances: Circumstances): UnnumberedEntry[] {
  switch (action.kind) {
    case 'present':
      return action.people.flatMap((person) =>
        entriesAbout(
          person,
          {
            kind: 'present',
            mode: person.mode,
            method: action.method ?? 'roll_call',
            ...(action.substituteFor ? { substituteFor: action.substituteFor } : {}),
          },
          circumstances,
        ),
      );
    case 'absent':
      return entriesAbout(
        action.person,
        { kind: 'absent', method: 'roll_call', reason: action.reason },
        circumstances,
      );
    case 'left':
      return entriesAbout(
        action.person,
        { kind: 'left', method: 'roll_call', ...(action.reason ? { reason: action.reason } : {}) },
        circumstances,
      );
    case 'walk-in':
      return [walkInEntry(action.walkIn, action.mode, undefined, circumstances)];
    case 'guest':
      return guestEntries(action, circumstances);
    case 'code':
      return [codeEntry(action, circumstances)];
    case 'substitute': {
      const isAbsent = action.absent.standing.state === 'absent';
      const missed = isAbsent
        ? []
        : entriesAbout(
            action.absent,
            { kind: 'absent', method: 'roll_call', reason: action.reason },
            circumstances,
          );
      return [...missed, walkInEntry(action.walkIn, 'in_person', action.absent.participantId, circumstances)];
    }
    case 'confirm':
      return [confirmEntry(action, circumstances)];
    case 'undo':
      return action.entries.map((target) => undoEntry(target.id, target.participantId, circumstances));
  }
}

type EntryContent = Pick<Entry, 'kind' | 'method' | 'mode' | 'reason' | 'substituteFor'>;

function entriesAbout(
  person: Person,
  content: EntryContent,
  circumstances: Circumstances,
): UnnumberedEntry[] {
  const code = circumstances.codeOf?.(person.participantId);
  const entry = {
    ...commonFields(circumstances),
    ...(code === undefined ? { participantId: person.participantId } : { code }),
    ...content,
  };
  return [...undoOfLaterEntry(person, circumstances), { entry, participantId: person.participantId }];
}

/**
 * Undoes the entry on the screen first if it would win over the tap. Between two consoles of one site the
 * later entry counts. If this device's clock is behind by an unknown time, the entry on the screen would look
 * later than the tap.
 */
function undoOfLaterEntry(
  { participantId, standing }: Person,
  circumstances: Circumstances,
): UnnumberedEntry[] {
  const { entryId, siteId, recordedAt, happenedAt } = standing;
  const then = happenedAt ?? recordedAt;
  if (entryId === null || siteId !== circumstances.siteId || then === null || circumstances.isOwn(entryId))
    return [];
  if (
    Date.parse(then) <
    trueTime({
      recordedAt: circumstances.now,
      clockOffset: circumstances.clockOffset ?? null,
      receivedAt: null,
    })
  )
    return [];
  return [undoEntry(entryId, participantId, circumstances)];
}

function undoEntry(undoes: Id, participantId: Id, circumstances: Circumstances): UnnumberedEntry {
  return {
    entry: { ...commonFields(circumstances), kind: 'undo', method: 'roll_call', undoes },
    participantId,
  };
}

/** Makes the entry of a person on no roster: the entry's own id becomes the person's. */
function walkInEntry(
  walkIn: WalkIn,
  mode: Mode,
  substituteFor: Id | undefined,
  circumstances: Circumstances,
): UnnumberedEntry {
  const entry = {
    ...commonFields(circumstances),
    kind: 'present' as const,
    method: 'walk_in' as const,
    mode,
    walkIn,
    ...(substituteFor ? { substituteFor } : {}),
  };
  return { entry, participantId: entry.id };
}

/** Makes the entries of a person of another roster. */
function guestEntries(
  { guest, method }: RollActionOf<'guest'>,
  circumstances: Circumstances,
): UnnumberedEntry[] {
  const unknown = { participantId: guest.participantId, standing: UNMARKED };
  return entriesAbout(unknown, { kind: 'present', mode: 'in_person', method }, circumstances).map(
    (unnumbered) => ({
      ...unnumbered,
      guest,
    }),
  );
}

/** Makes the entry of a code; the entry's own id stands for the person until the service names them. */
function codeEntry({ code, codeHash }: RollActionOf<'code'>, circumstances: Circumstances): UnnumberedEntry {
  const entry = {
    ...commonFields(circumstances),
    kind: 'present' as const,
    method: 'qr' as const,
    mode: 'in_person' as const,
    code,
  };
  return { entry, participantId: entry.id, codeHash };
}

function confirmEntry(
  { headcount, note }: RollActionOf<'confirm'>,
  circumstances: Circumstances,
): UnnumberedEntry {
  const entry = {
    ...commonFields({ ...circumstances, amendment: undefined }),
    kind: 'confirm' as const,
    method: 'roll_call' as const,
    headcount,
    ...(note ? { note } : {}),
  };
  return { entry, participantId: NOBODY };
}

function commonFields({
  newId,
  checkpointId,
  now,
  isOffline,
  clockOffset,
  amendment,
}: Circumstances): Pick<
  Entry,
  'id' | 'checkpointId' | 'recordedAt' | 'offline' | 'clockOffset' | 'amendment'
> {
  return {
    id: newId(),
    checkpointId,
    recordedAt: now,
    ...(isOffline ? { offline: true } : {}),
    ...(clockOffset === undefined ? {} : { clockOffset }),
    ...(amendment === undefined ? {} : { amendment }),
  };
}
