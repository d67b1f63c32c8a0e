import type { Conference } from './conference.js';
import type { Site } from './site.js';
import type { Id, Instant, Page } from './wire.js';

/** The page that an invitation opens; the token stands behind the `#`. */
export const INVITATION_PAGE = '/i';

/** A long-lived link for one site. Its page mints single-use pairing codes. */
export interface Invitation {
  id: Id;
  siteId: Id;
  /** What is sent to the site. */
  url: string;
  createdAt: Instant;
  /** It ends with the conference. */
  expiresAt: Instant;
  /** When somebody first opened it; `null` if nobody has. Previews of chats do not count. */
  openedAt: Instant | null;
  lastOpenedAt: Instant | null;
  opens: number;
}
/** A site and its living invitation. */
export interface SiteInvitation extends Pick<Site, 'contactName' | 'contactPhone'> {
  siteId: Id;
  siteCode: string;
  siteName: string;
  /** `null` if none was made, or it was revoked. */
  invitation: Invitation | null;
}
/** A list answer, with the numbers of the whole conference beside it. */
export interface InvitationList extends Page<SiteInvitation> {
  /** Connection points, those that have a living link, and those of them that were opened. */
  of: number;
  living: number;
  opened: number;
}
/** What was made for the sites that had none; `existing` had one. */
export interface InvitationsMade {
  created: number;
  existing: number;
}
export interface InvitationBody {
  /** The part of the link after `#`. */
  token: string;
}
/** What the page of an invitation shows. */
export interface OpenedInvitation {
  site: Pick<Site, 'code' | 'name'>;
  conference: Pick<Conference, 'title' | 'slug' | 'startsOn' | 'endsOn' | 'timezone' | 'simulated'>;
  hotline: string | null;
  expiresAt: Instant;
}
