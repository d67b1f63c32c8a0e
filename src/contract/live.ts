import type { AnnouncementCounts, AnnouncementStatus, SiteAnnouncement } from './announcement.js';
import type { AttendanceReply, Entry } from './attendance.js';
import type { BoardChanges, BoardSnapshot, SignalLevel } from './board.js';
import type { HelpBody, HelpCall } from './help.js';
import type { Incident } from './incident.js';
import type { Material } from './material.js';
import type { ProblemBody } from './problem.js';
import type { ReadinessState } from './readiness.js';
import type { NowAndNext, Session } from './schedule.js';
import type { ScreenJoin } from './screen.js';
import type { SpeakNews } from './speaking.js';
import type { Id, Instant } from './wire.js';

export const LIVE_NAMESPACE = '/live';

/**
 * Our own pages send this header with the requests of polling. A foreign page cannot: the service answers no
 * preflight. On plain http a browser says neither its origin nor `Sec-Fetch-Site` with a GET of its own page.
 */
export const LIVE_PAGE_HEADER = 'x-diemcau-page';

/** Every command is answered through its ack: the reply, or the problem that an HTTP route would answer. */
export type Ack<T> = (reply: T | { problem: ProblemBody }) => void;

export interface BoardWatch {
  conferenceId: Id;
  /**
   * The reader's last seq: answers the changes since, or the snapshot when they do not reach that far back.
   */
  since?: number;
}
export type BoardWatchReply =
  { seq: number; snapshot: BoardSnapshot } | { seq: number; changes: BoardChanges };
export interface SiteJoin {
  siteId: Id;
}
/** `seq`: of the site's roster. `announcements`: the living ones of the site, oldest first. */
export interface SiteJoinReply extends NowAndNext {
  seq: number;
  announcements: SiteAnnouncement[];
}
export interface SiteSignal {
  picture: SignalLevel;
  sound: SignalLevel;
  headcount?: number;
}
export interface AttendanceSubmit {
  siteId: Id;
  entries: Entry[];
}
export interface AnnouncementReceived {
  /** What this console has received: 1 … 50 announcements. */
  ids: Id[];
}
export interface ConferenceFollow {
  conferenceId: Id;
}

/** Client → server. */
export interface LiveCommands {
  'board.watch': (body: BoardWatch, ack: Ack<BoardWatchReply>) => void;
  'site.join': (body: SiteJoin, ack: Ack<SiteJoinReply>) => void;
  'site.signal': (body: SiteSignal, ack: Ack<Record<string, never>>) => void;
  'site.help': (body: HelpBody, ack: Ack<HelpCall>) => void;
  'announcement.received': (body: AnnouncementReceived, ack: Ack<Record<string, never>>) => void;
  'screen.join': (body: ScreenJoin, ack: Ack<Record<string, never>>) => void;
  'attendance.submit': (body: AttendanceSubmit, ack: Ack<AttendanceReply>) => void;
  'conference.follow': (body: ConferenceFollow, ack: Ack<NowAndNext>) => void;
}
export const LIVE_COMMANDS = [
  'board.watch',
  'site.join',
  'site.signal',
  'site.help',
  'announcement.received',
  'screen.join',
  'attendance.submit',
  'conference.follow',
] as const satisfies (keyof LiveCommands)[];

/** Server → client. */
export interface LiveNews {
  'board.changed': (news: BoardChanges) => void;
  'help.changed': (news: { siteId: Id; call: HelpCall }) => void;
  'speak.changed': (news: SpeakNews) => void;
  'readiness.changed': (news: { conferenceId: Id; siteId: Id; state: ReadinessState }) => void;
  'screen.changed': (news: { mayWait: boolean }) => void;
  /** To organizers and viewers; for viewers and readers without the note and who wrote it. */
  'incident.changed': (news: { conferenceId: Id; incident: Incident }) => void;
  'attendance.changed': (news: { siteId: Id; seq: number }) => void;
  'schedule.changed': (news: { conferenceId: Id } & NowAndNext) => void;
  'session.started': (news: { conferenceId: Id; session: Session } & NowAndNext) => void;
  'session.ended': (news: { conferenceId: Id; session: Session } & NowAndNext) => void;
  'material.released': (news: { conferenceId: Id; material: Material }) => void;
  'announcement.posted': (news: { conferenceId: Id; announcement: SiteAnnouncement }) => void;
  'announcement.ended': (news: { conferenceId: Id; id: Id; correctedBy: Id | null }) => void;
  'announcement.acknowledged': (news: {
    siteId: Id;
    id: Id;
    at: Instant;
    device: { id: Id; name: string };
  }) => void;
  'announcement.changed': (
    news: { conferenceId: Id; id: Id; status: AnnouncementStatus } & AnnouncementCounts,
  ) => void;
  /** To organizers: fetch the webhooks again. One of all conferences tells nobody. */
  'webhook.changed': (news: { conferenceId: Id; id: Id; enabled: boolean }) => void;
  'access.ended': (news: { reason: 'revoked' | 'signed-out' | 'expired' }) => void;
}
