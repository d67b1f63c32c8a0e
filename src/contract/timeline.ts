import type { Id, Instant } from './wire.js';

/** What a timeline tells. `site.…` only of one site: presence and signals of all are many. */
export const TIMELINE_KINDS = [
  'session.started',
  'session.ended',
  'session.planned',
  'checkpoint.confirmed',
  'checkpoint.reopened',
  'help.called',
  'help.taken',
  'help.answered',
  'help.closed',
  'incident.opened',
  'incident.acknowledged',
  'incident.resolved',
  'announcement.sent',
  'announcement.ended',
  'speak.asked',
  'speak.started',
  'speak.ended',
  'site.presence',
  'site.signal',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One thing that happened. */
export interface TimelineEvent {
  /** Of the thing that it happened to: the session, the call, the incident, … */
  id: Id;
  kind: TimelineKind;
  at: Instant;
  /** The site that it is about; `null` if it is about no single one. */
  siteId: Id | null;
  siteName: string | null;
  /** A title, a message, a checkpoint's name, or a state (`lost`, `online`); `null` if there is none. */
  text: string | null;
  /**
   * The cause of an incident, the level of an announcement, the picture of a signal, the `PlanChange` of a
   * session; else `null`.
   */
  detail: string | null;
  /** Sites of an incident, people of a confirmation; else `null`. */
  count: number | null;
  /** Of a session on the plan: when it was to begin before the change, and after it; else `null`. */
  from: Instant | null;
  to: Instant | null;
}
