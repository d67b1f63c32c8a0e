import type { SpeakActor } from '../contract/speaking.js';
import type { SpeakRequestRow } from './speaking.entity.js';

/** A request as the rules take it: a row whose numbers are numbers. */
export interface Turn extends Omit<
  SpeakRequestRow,
  'arrival' | 'seq' | 'place' | 'pinned' | 'declined' | 'actorKind' | 'actorId'
> {
  arrival: number;
  seq: number;
  place: number;
  pinned: boolean;
  declined: boolean;
  actor: SpeakActor;
}

export function turnOf({ actorKind, actorId, ...row }: SpeakRequestRow): Turn {
  return {
    ...row,
    arrival: Number(row.arrival),
    seq: Number(row.seq),
    place: Number(row.place),
    pinned: Boolean(row.pinned),
    declined: Boolean(row.declined),
    actor: { kind: actorKind, id: actorId },
  };
}

export function rowOf({ actor, ...turn }: Turn): SpeakRequestRow {
  return {
    ...turn,
    pinned: Number(turn.pinned),
    declined: Number(turn.declined),
    actorKind: actor.kind,
    actorId: actor.id,
  };
}
