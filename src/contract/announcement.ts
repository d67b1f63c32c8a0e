import type { PresenceState } from './board.js';
import type { SiteLevel } from './site.js';
import type { Id, Instant, Page } from './wire.js';

export const ANNOUNCEMENT_LEVELS = ['info', 'important', 'urgent'] as const;
export type AnnouncementLevel = (typeof ANNOUNCEMENT_LEVELS)[number];
/** Characters of a text. */
export const ANNOUNCEMENT_TEXT_LIMIT = 500;
/** Sites that are named one by one. */
export const ANNOUNCEMENT_SITES_LIMIT = 5_000;
/** An urgent text covers a console's screen and sounds again so often, until it is acknowledged. */
export const URGENT_REPEAT = { everyMs: 60_000, untilMs: 30 * 60_000 } as const;
/**
 * `draft`: nobody has it yet. `live`: sent, never edited again. `ended`: by an organizer, by a correction, or
 * because `showUntil` has passed.
 */
export const ANNOUNCEMENT_STATUSES = ['draft', 'live', 'ended'] as const;
export type AnnouncementStatus = (typeof ANNOUNCEMENT_STATUSES)[number];
/** How sites stand that are addressed by it: their presence, or `unmarked`: somebody is not marked yet. */
export const ADDRESSEE_STATES = ['never', 'online', 'unsteady', 'lost', 'unmarked'] as const;
export type AddresseeState = (typeof ADDRESSEE_STATES)[number];

/** The sites of a part are those below `parentId`, and itself unless it is a group. */
export type Addressees =
  { all: true } | { parentId: Id } | { siteLevel: SiteLevel } | { siteIds: Id[] } | { state: AddresseeState };

/** A message of organizers to sites. */
export interface Announcement {
  id: Id;
  text: string;
  level: AnnouncementLevel;
  /** True: the site has to say that it has read this. */
  acknowledge: boolean;
  /** Not shown after this; `null` if it stays until it is ended. */
  showUntil: Instant | null;
}
/** An announcement as the consoles of one site have it. */
export interface SiteAnnouncement extends Announcement {
  sentAt: Instant;
  /** When organizers last reminded those who had not acknowledged; `null` if they have not. */
  remindedAt: Instant | null;
  /** The announcement that this one replaces. */
  corrects: Id | null;
  /** When the site's first console acknowledged; `null` while none has. */
  acknowledgedAt: Instant | null;
  /** That console. */
  acknowledgedBy: { id: Id; name: string } | null;
  /** `null` while it lives. */
  ended: Pick<AnnouncementEnding, 'at' | 'because'> | null;
}
/** How one came off the screens: by an organizer, by a correction, or because `showUntil` has passed. */
export interface AnnouncementEnding {
  at: Instant;
  because: 'ended' | 'corrected' | 'over';
  /** Id of the account; `null` if nobody did it. */
  by: Id | null;
}

export interface AnnouncementBody {
  /** UUID made where the act happens; the same announcement sent again is a no-op. */
  id?: Id;
  /** 1 … 500 characters, several lines. */
  text: string;
  /** `info` when absent. */
  level?: AnnouncementLevel;
  to: Addressees;
  /** True for all but `info` when absent; an urgent one always asks. */
  acknowledge?: boolean;
  showUntil?: Instant | null;
  /** `live` when absent: sent at once. */
  status?: 'draft' | 'live';
}
/** Of a draft alone. */
export type AnnouncementPatch = Partial<Omit<AnnouncementBody, 'id' | 'status'>>;
/** What is absent stays as it was. */
export type AnnouncementCorrection = Pick<AnnouncementBody, 'id' | 'text'> &
  Partial<Pick<AnnouncementBody, 'level' | 'acknowledge' | 'showUntil'>>;
/** An announcement that goes to all sites together with a change of the schedule. */
export type AnnouncementOfChange = Pick<AnnouncementBody, 'id' | 'text' | 'level' | 'acknowledge'>;

/** How far an announcement has come. Only sites with a console count in the last three. */
export interface AnnouncementCounts {
  /** All sites that it is for, those without a console too. */
  addressed: number;
  of: number;
  /** A console of the site has it. */
  delivered: number;
  acknowledged: number;
}
/** An announcement as organizers have it. The counts of a draft are 0. */
export interface PostedAnnouncement extends Announcement, AnnouncementCounts {
  conferenceId: Id;
  to: Addressees;
  status: AnnouncementStatus;
  createdAt: Instant;
  /** When the draft was written last. */
  updatedAt: Instant;
  /** Id of the account. */
  createdBy: Id;
  sentAt: Instant | null;
  /** `null` unless it has ended. */
  ended: AnnouncementEnding | null;
  remindedAt: Instant | null;
  corrects: Id | null;
  correctedBy: Id | null;
}
/** An announcement as organizers read it. */
export interface ListedAnnouncement extends PostedAnnouncement {
  /**
   * The part or the sites that `to` names, as they are called now; of many sites the first three, all of them
   * in the detail. Empty for other choices, and without those that were deleted.
   */
  named: NamedSite[];
}
export interface NamedSite {
  id: Id;
  code: string;
  name: string;
}
/** A reminder: its receipt says how many sites it went to. */
export interface AnnouncementReminder {
  id: Id;
  at: Instant;
  /** Id of the account. */
  by: Id;
  sites: number;
}
/** One site of an announcement. */
export interface AddressedSite {
  siteId: Id;
  code: string;
  name: string;
  contactName: string | null;
  contactPhone: string | null;
  presence: PresenceState;
  hasConsole: boolean;
  deliveredAt: Instant | null;
  /** When the first console acknowledged, as its clock says put right; `receivedAt` is the service's. */
  acknowledgedAt: Instant | null;
  receivedAt: Instant | null;
  device: { id: Id; name: string } | null;
}
/**
 * `missing`: sites that have not acknowledged, the first 500 by code; all of them by `…/sites?state=missing`.
 */
export interface AnnouncementDetail extends ListedAnnouncement {
  missing: AddressedSite[];
  reminders: AnnouncementReminder[];
}
export const ADDRESSED_SITES = ['missing', 'acknowledged', 'no_console'] as const;
export type AddressedSites = (typeof ADDRESSED_SITES)[number];
export type AddressedPage = Page<AddressedSite>;

/** How many sites an announcement would reach if it were sent now. */
export interface AnnouncementReach {
  sites: number;
  withConsole: number;
  connected: number;
}
export interface AcknowledgeBody {
  /** When it was acknowledged, if that was offline; by the service's clock as far as the device knows it. */
  recordedAt?: Instant;
}
/** When the site acknowledged first. */
export interface AcknowledgeReply {
  at: Instant;
}
