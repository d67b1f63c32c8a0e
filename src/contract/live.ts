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
/** Without either, it would be large: fetch by HTTP the changes since the last seq, or the snapshot. */
export type BoardWatchReply =
  { seq: number; snapshot: BoardSnapshot } | { seq: number; changes: BoardChanges } | { seq: number };
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
  /**
   * Answers the board, or what has changed since `since`. From then on `board.changed` tells every change.
   */
  'board.watch': (body: BoardWatch, ack: Ack<BoardWatchReply>) => void;
  /**
   * Joins the console's own site. Its presence follows from the joined sockets. Ask again after each
   * reconnection.
   */
  'site.join': (body: SiteJoin, ack: Ack<SiteJoinReply>) => void;
  /** Says how the site sees and hears the broadcast. The last word counts. */
  'site.signal': (body: SiteSignal, ack: Ack<Record<string, never>>) => void;
  /** Calls the control room. The same act as `POST /sites/:id/help`, durable before the reply. */
  'site.help': (body: HelpBody, ack: Ack<HelpCall>) => void;
  /** Says that the console shows these announcements. They count as delivered to its site. */
  'announcement.received': (body: AnnouncementReceived, ack: Ack<Record<string, never>>) => void;
  /** Asks to be told of changes of the room's second screen. No presence follows from it. */
  'screen.join': (body: ScreenJoin, ack: Ack<Record<string, never>>) => void;
  /** Records attendance. The same act as `POST /sites/:id/attendance`, durable before the reply. */
  'attendance.submit': (body: AttendanceSubmit, ack: Ack<AttendanceReply>) => void;
  /**
   * Follows a conference. Trainees who follow are counted; organizers hear what concerns the control room.
   */
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
  /**
   * Tells what has changed on the board. To those who watch it; apply it if `from` is your own `seq`, else
   * fetch.
   */
  'board.changed': (news: BoardChanges) => void;
  /**
   * Tells that a call for help was made, taken, answered, closed or withdrawn. To the site's consoles, and
   * to organizers who watch or follow.
   */
  'help.changed': (news: { siteId: Id; call: HelpCall }) => void;
  /**
   * Tells that requests to speak, or their order, have changed. To organizers, and to each site's consoles
   * of their own requests.
   */
  'speak.changed': (news: SpeakNews) => void;
  /** Tells how a site stands before the day. To its consoles, and to organizers who watch or follow. */
  'readiness.changed': (news: { conferenceId: Id; siteId: Id; state: ReadinessState }) => void;
  /**
   * Tells that a room's second screen has something new to fetch. `mayWait`: all rooms hear it, so spread
   * it over some seconds.
   */
  'screen.changed': (news: { mayWait: boolean }) => void;
  /**
   * Tells how an incident stands now. To organizers and viewers; for viewers and readers without the note and
   * who wrote it.
   */
  'incident.changed': (news: { conferenceId: Id; incident: Incident }) => void;
  /**
   * Tells that somebody else recorded at a site, or its roster was edited. To its consoles: fetch the
   * roster since your own `seq`.
   */
  'attendance.changed': (news: { siteId: Id; seq: number }) => void;
  /**
   * Tells that the schedule, the conference or its broadcast has changed. To all who watch, joined or
   * follow: fetch the schedule.
   */
  'schedule.changed': (news: { conferenceId: Id } & NowAndNext) => void;
  /** Tells that a session has started. To all who watch, joined or follow. */
  'session.started': (news: { conferenceId: Id; session: Session } & NowAndNext) => void;
  /** Tells that a session has ended. To all who watch, joined or follow. */
  'session.ended': (news: { conferenceId: Id; session: Session } & NowAndNext) => void;
  /** Tells that a material was released, given to others, or has a new version. To those who may read it. */
  'material.released': (news: { conferenceId: Id; material: Material }) => void;
  /**
   * Tells a site's consoles of an announcement, or reminds them of it. Show it, and answer
   * `announcement.received`.
   */
  'announcement.posted': (news: { conferenceId: Id; announcement: SiteAnnouncement }) => void;
  /**
   * Tells consoles to take an announcement off the screen. What corrects it follows as
   * `announcement.posted`.
   */
  'announcement.ended': (news: { conferenceId: Id; id: Id; correctedBy: Id | null }) => void;
  /** Tells a site's consoles that one of them has acknowledged. `device` is the one that was first. */
  'announcement.acknowledged': (news: {
    siteId: Id;
    id: Id;
    at: Instant;
    device: { id: Id; name: string };
  }) => void;
  /** Tells organizers how far an announcement has come. Merged: at most 2.5 a second for each. */
  'announcement.changed': (
    news: { conferenceId: Id; id: Id; status: AnnouncementStatus } & AnnouncementCounts,
  ) => void;
  /** Tells organizers to fetch the webhooks again. One of all conferences tells nobody. */
  'webhook.changed': (news: { conferenceId: Id; id: Id; enabled: boolean }) => void;
  /** Tells a socket that its sign-in has ended. It closes at once. */
  'access.ended': (news: { reason: 'revoked' | 'signed-out' | 'expired' }) => void;
}
