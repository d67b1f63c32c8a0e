import type { Id, Instant, PageQuery } from './wire.js';
import type { AttendanceState, Mode } from './attendance.js';

export interface ParticipantFields {
  siteId: Id;
  /** Personal code, unique in the conference; made by the service when absent. */
  code: string;
  fullName: string;
  unit: string | null;
  position: string | null;
  /** How the person is expected to take part. */
  mode: Mode;
  phone: string | null;
  email: string | null;
}
/** A person on a roster. */
export interface Participant extends Omit<ParticipantFields, 'code'> {
  id: Id;
  /** Null for coordinators: a code is what its owner signs in with. */
  code: string | null;
  conferenceId: Id;
  /** `walk_in`: came without being on the roster; made by an attendance entry, whose id it has. */
  origin: 'roster' | 'walk_in';
  createdAt: Instant;
  updatedAt: Instant;
}
export type ParticipantCreate = Pick<ParticipantFields, 'siteId' | 'fullName'> & Partial<Omit<ParticipantFields, 'siteId' | 'fullName'>>;
export type ParticipantPatch = Partial<ParticipantFields>;

export interface ParticipantQuery extends PageQuery {
  search?: string;
  siteId?: Id;
  /** Needed with `state`; the answer then carries `state` for it. */
  checkpointId?: Id;
  state?: AttendanceState;
}
/** A participant in a list; `state` only where the query names a checkpoint. */
export interface ParticipantListed extends Participant {
  state?: AttendanceState;
}

export const PARTICIPANT_COLUMNS = ['code', 'fullName', 'unit', 'position', 'siteCode', 'mode', 'phone', 'email'] as const;
