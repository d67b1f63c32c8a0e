import type { Id, Instant } from './wire.js';

/**
 * `ours`: the service or its own line. `part`: a node of the tree. `line`: a carrier or trunk. `broadcast`:
 * picture or sound at many sites. `site`: one site alone.
 */
export const INCIDENT_CAUSES = ['ours', 'part', 'line', 'broadcast', 'site'] as const;
export type IncidentCause = (typeof INCIDENT_CAUSES)[number];
/** `open → acknowledged → resolved`. When the silence ends or the cause comes back it is `open` again. */
export const INCIDENT_STATES = ['open', 'acknowledged', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const INCIDENT_NOTE_LIMIT = 500;
export const RUNBOOK_TEXT_LIMIT = 2_000;
/** `siteIds` holds at most so many. */
export const INCIDENT_SITE_IDS = 500;

/** One cause. The sites that suffer from it are its members, and no incidents of their own. */
export interface Incident {
  id: Id;
  conferenceId: Id;
  cause: IncidentCause;
  /** The node, of `part`; the site, of `site`; the part, of a `broadcast` that is not everywhere. */
  siteId: Id | null;
  /** As offices write it, of `line`. */
  line: string | null;
  /** Members since it opened, also those that are back: the first 500. */
  siteIds: Id[];
  /** All members. */
  sites: number;
  /** Members that are not back. */
  away: number;
  state: IncidentState;
  openedAt: Instant;
  /** When it opened last, if it was resolved before; `null` if never. */
  reopenedAt: Instant | null;
  /** How often it came back within ten minutes. */
  flaps: number;
  resolvedAt: Instant | null;
  /** The incident that its sites went to, when a wider cause was seen. */
  mergedInto: Id | null;
  /** Since when nobody has it in hand: its opening, or the end of the last silence. */
  alarmFrom: Instant;
  /** Nobody has acknowledged it for three minutes. */
  escalated: boolean;
  /** Why it is silenced; `null` for viewers and readers. */
  note: string | null;
  /** Who silenced it; `null` for viewers and readers. */
  by: { accountId: Id; name: string } | null;
  acknowledgedAt: Instant | null;
  /** When the silence ends by itself; `null` if at recovery alone. */
  until: Instant | null;
}

export interface IncidentAcknowledgeBody {
  /** Silencing needs a reason: 1 … 500 characters. */
  note: string;
  until?: Instant | null;
}

/** A member with whom to call there. */
export interface IncidentSite {
  siteId: Id;
  code: string;
  name: string;
  contactName: string | null;
  contactPhone: string | null;
  joinedAt: Instant;
  backAt: Instant | null;
}

/** What to do, per kind of cause; `null`: the text that pages bring along, in the reader's language. */
export type Runbook = Record<IncidentCause, string | null>;
export type RunbookBody = Partial<Runbook>;
