import type { Entry, EntryMethod, Mode, WalkIn } from '#contract/attendance.js';
import type { Guest } from '#contract/participant.js';
import { type Standing, UNMARKED } from '#contract/standing.js';
import { trueTime } from '#contract/true-time.js';
import type { Id, Instant } from '#contract/wire.js';

/** A person as the coordinator sees them at the moment of the gesture. */
export interface Person {
  participantId: Id;
  standing: Standing;
}
/** One gesture of the coordinator. */
export type Act =
  | { kind: 'present'; people: (Person & { mode: Mode })[]; method?: EntryMethod; substituteFor?: Id }
  | { kind: 'absent'; person: Person; reason: string }
  | { kind: 'left'; person: Person; reason?: string }
  | { kind: 'walk-in'; walkIn: WalkIn; mode: Mode }
  | { kind: 'guest'; guest: Guest; method: 'search' | 'qr' }
  /** A sound code of nobody on this device: the service knows who it is. */
  | { kind: 'coded'; code: string; codeHash: string }
  | { kind: 'substitute'; walkIn: WalkIn; absent: Person; reason: string }
  | { kind: 'confirm'; headcount: number; note?: string }
  | { kind: 'undo'; entries: { id: Id; participantId: Id }[] };

type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>;

export interface Circumstances {
  checkpointId: Id;
  siteId: Id;
  now: Instant;
  isOffline: boolean;
  /** Device minus server, in ms, as last measured. */
  clockOffset?: number;
  /** The site has confirmed the checkpoint: why people are changed all the same. */
  amendment?: string;
  /** It was written on paper, at `now`. */
  isPaper?: boolean;
  newId: () => Id;
  /** Was this entry made on this device? Then its count, not its clock, says which is the later one. */
  isOwn: (entryId: Id) => boolean;
  /** The code of a person whom this device knows by that alone. */
  codeOf?: (participantId: Id) => string | undefined;
}
/** An entry without its number, which the store gives. */
export interface Draft {
  entry: Omit<Entry, 'deviceSeq'>;
  participantId: Id;
  /** Somebody of another roster, whom this device does not know yet. */
  guest?: Guest;
  codeHash?: string;
}

/** Stands in the place of a participant in entries about the whole roll. */
export const NOBODY: Id = '';

/** The entries that a gesture comes to, in order. */
export function draftsOf(act: Act, at: Circumstances): Draft[] {
  const drafts = spoken(act, at);
  return at.isPaper
    ? drafts.map((draft) => ({ ...draft, entry: { ...draft.entry, method: 'paper' as const } }))
    : drafts;
}

function spoken(act: Act, at: Circumstances): Draft[] {
  switch (act.kind) {
    case 'present':
      return act.people.flatMap((person) =>
        said(
          person,
          {
            kind: 'present',
            mode: person.mode,
            method: act.method ?? 'roll_call',
            ...(act.substituteFor ? { substituteFor: act.substituteFor } : {}),
          },
          at,
        ),
      );
    case 'absent':
      return said(act.person, { kind: 'absent', method: 'roll_call', reason: act.reason }, at);
    case 'left':
      return said(
        act.person,
        { kind: 'left', method: 'roll_call', ...(act.reason ? { reason: act.reason } : {}) },
        at,
      );
    case 'walk-in':
      return [cameIn(act.walkIn, act.mode, undefined, at)];
    case 'guest':
      return cameAcross(act, at);
    case 'coded':
      return [scanned(act, at)];
    case 'substitute': {
      const isAbsent = act.absent.standing.state === 'absent';
      const missed = isAbsent
        ? []
        : said(act.absent, { kind: 'absent', method: 'roll_call', reason: act.reason }, at);
      return [...missed, cameIn(act.walkIn, 'in_person', act.absent.participantId, at)];
    }
    case 'confirm':
      return [confirmed(act, at)];
    case 'undo':
      return act.entries.map((target) => takenBack(target.id, target.participantId, at));
  }
}

type Word = Pick<Entry, 'kind' | 'method' | 'mode' | 'reason' | 'substituteFor'>;

function said(person: Person, word: Word, at: Circumstances): Draft[] {
  const code = at.codeOf?.(person.participantId);
  const entry = {
    ...opening(at),
    ...(code === undefined ? { participantId: person.participantId } : { code }),
    ...word,
  };
  return [...silenced(person, at), { entry, participantId: person.participantId }];
}

/**
 * Between two consoles of one site the later word counts. When this device's clock is behind and nobody knows
 * by how much, the word on the screen would win over the tap: it is taken back first, so that what the
 * coordinator sees is what they have just said.
 */
function silenced({ participantId, standing }: Person, at: Circumstances): Draft[] {
  const { entryId, siteId, recordedAt, happenedAt } = standing;
  const then = happenedAt ?? recordedAt;
  if (entryId === null || siteId !== at.siteId || then === null || at.isOwn(entryId)) return [];
  if (
    Date.parse(then) < trueTime({ recordedAt: at.now, clockOffset: at.clockOffset ?? null, receivedAt: null })
  )
    return [];
  return [takenBack(entryId, participantId, at)];
}

function takenBack(undoes: Id, participantId: Id, at: Circumstances): Draft {
  return { entry: { ...opening(at), kind: 'undo', method: 'roll_call', undoes }, participantId };
}

/** Somebody on no roster: the entry's own id becomes the person's. */
function cameIn(walkIn: WalkIn, mode: Mode, substituteFor: Id | undefined, at: Circumstances): Draft {
  const entry = {
    ...opening(at),
    kind: 'present' as const,
    method: 'walk_in' as const,
    mode,
    walkIn,
    ...(substituteFor ? { substituteFor } : {}),
  };
  return { entry, participantId: entry.id };
}

/** Somebody of another roster. */
function cameAcross({ guest, method }: ActOf<'guest'>, at: Circumstances): Draft[] {
  const unknown = { participantId: guest.participantId, standing: UNMARKED };
  return said(unknown, { kind: 'present', mode: 'in_person', method }, at).map((draft) => ({
    ...draft,
    guest,
  }));
}

/** Until the service says who it is, the person goes by the entry's own id. */
function scanned({ code, codeHash }: ActOf<'coded'>, at: Circumstances): Draft {
  const entry = {
    ...opening(at),
    kind: 'present' as const,
    method: 'qr' as const,
    mode: 'in_person' as const,
    code,
  };
  return { entry, participantId: entry.id, codeHash };
}

function confirmed({ headcount, note }: ActOf<'confirm'>, at: Circumstances): Draft {
  const entry = {
    ...opening({ ...at, amendment: undefined }),
    kind: 'confirm' as const,
    method: 'roll_call' as const,
    headcount,
    ...(note ? { note } : {}),
  };
  return { entry, participantId: NOBODY };
}

function opening({
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
