import type { AnnouncementOfChange } from './announcement.js';
import type { BroadcastWindow } from './broadcast.js';
import type { Conference } from './conference.js';
import type { Material } from './material.js';
import type { Id, Instant } from './wire.js';

export const SESSION_KINDS = ['opening', 'talk', 'panel', 'break', 'closing', 'other'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];
export type SessionStatus = 'planned' | 'running' | 'ended' | 'cancelled';

/** The columns that a file of the schedule may have. */
export const SESSION_COLUMNS = [
  'date',
  'startsAt',
  'endsAt',
  'title',
  'kind',
  'speaker',
  'abstract',
] as const;

/** What became of a session on the plan. */
export const PLAN_CHANGES = ['added', 'moved', 'renamed', 'cancelled', 'restored', 'removed'] as const;
export type PlanChange = (typeof PLAN_CHANGES)[number];

export interface Speaker {
  name: string;
  /** Academic or official title, `GS.` */
  title?: string | null;
  affiliation?: string | null;
}
export interface SessionFields {
  title: string;
  abstract: string | null;
  kind: SessionKind;
  startsAt: Instant;
  endsAt: Instant;
  speakers: Speaker[];
  /** Where this session is watched, if not where the conference is. Told to organizers and consoles. */
  broadcastUrl?: string | null;
}
/** One item of the schedule. */
export interface Session extends SessionFields {
  id: Id;
  conferenceId: Id;
  status: SessionStatus;
  /** When an organizer started and ended it; the plan stays in `startsAt` and `endsAt`. */
  startedAt: Instant | null;
  endedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}
export type SessionCreate = Pick<SessionFields, 'title' | 'startsAt' | 'endsAt'> &
  Partial<Pick<SessionFields, 'abstract' | 'kind' | 'speakers' | 'broadcastUrl'>>;
/** What goes with a change of the schedule. */
export interface SessionAct {
  /** Told to all sites in the same act: the change and the announcement are both stored or neither. */
  announce?: AnnouncementOfChange;
}
export type SessionPatch = Partial<SessionFields> & {
  status?: 'planned' | 'cancelled';
  /** Moves the later planned sessions of the day by as much as the end of this one moves. */
  moveFollowing?: boolean;
} & SessionAct;
/** Something that was stored as asked, and may be a mistake. */
export interface SessionWarning {
  code: 'session.overlaps';
  /** The other session. */
  sessionId: Id;
  title: string;
}
/** A session as it was stored. */
export interface SavedSession extends Session {
  warnings: SessionWarning[];
  /** Later sessions that have moved along. */
  moved: Id[];
}

export interface ScheduledSession extends Session {
  /** The materials that the reader may see, in their newest versions. */
  materials: Material[];
}
/** Now: the running session, else the planned one whose time it is. Next: the first planned one after it. */
export interface NowAndNext {
  now: Session | null;
  next: Session | null;
}
export interface Schedule {
  conference: Conference;
  /** In order of `startsAt`. */
  sessions: ScheduledSession[];
  now: ScheduledSession | null;
  next: ScheduledSession | null;
  /** Released materials of the conference that belong to no session. */
  materials: Material[];
  /** How many released materials the reader would see who signs in with a personal code. */
  forParticipants?: number;
  /** Where and when it is watched: told here to organizers and consoles alone. */
  broadcast?: BroadcastWindow[];
}
