import {
  type Addressees,
  type AddresseeState,
  type Announcement,
  type AnnouncementBody,
  type AnnouncementCounts,
  type AnnouncementStatus,
} from '../contract/announcement.js';
import type { PresenceState } from '../contract/board.js';
import type { Id, Instant } from '../contract/wire.js';

/** What can be said of an announcement before it is sent. */
export type AnnouncementContent = Omit<Announcement, 'id'> & { to: Addressees };

/** Fills in what was left out. An urgent one always asks, for it covers the screen until somebody answers. */
export function contentOf(body: Omit<AnnouncementBody, 'id' | 'status'>): AnnouncementContent {
  const level = body.level ?? 'info';
  return {
    text: body.text,
    level,
    acknowledge: level === 'urgent' || (body.acknowledge ?? level !== 'info'),
    showUntil: body.showUntil ?? null,
    to: body.to,
  };
}

const KEYS = ['all', 'parentId', 'siteLevel', 'siteIds', 'state'] as const;
type Given = { [K in (typeof KEYS)[number]]?: unknown };

/** The one choice that is given; `null` if there is none or more than one. */
export function oneChoice(given: Given): Addressees | null {
  const named = KEYS.filter((key) => given[key] !== undefined);
  return named.length === 1 ? ({ [named[0]!]: given[named[0]!] } as Addressees) : null;
}

/** The part or the sites that are named one by one. */
export const idsIn = (to: Addressees): readonly Id[] =>
  'parentId' in to ? [to.parentId] : 'siteIds' in to ? to.siteIds : [];

/** How it stands: `showUntil` ends it without anybody's doing. */
export const statusAt = (
  { status, showUntil }: { status: AnnouncementStatus; showUntil: Instant | null },
  now: Instant,
): AnnouncementStatus => (status === 'live' && showUntil !== null && showUntil <= now ? 'ended' : status);

export const isPresence = (state: AddresseeState): state is PresenceState => state !== 'unmarked';

/**
 * When a site acknowledged: as its device says, but never before the sending nor after the arrival, for a
 * clock may be wrong.
 */
export function acknowledgedAt(
  recordedAt: Instant | undefined,
  sentAt: Instant | null,
  now: Instant,
): Instant {
  const at = recordedAt === undefined || recordedAt > now ? now : recordedAt;
  return sentAt !== null && at < sentAt ? sentAt : at;
}

export const NOBODY_COUNTED: AnnouncementCounts = { addressed: 0, of: 0, delivered: 0, acknowledged: 0 };

/** The addressees as those with a part see them: a group above their part reads as all of it. */
export function addresseesWithin(to: Addressees, reach: ReadonlySet<Id>): Addressees {
  if ('parentId' in to) return reach.has(to.parentId) ? to : { all: true };
  return 'siteIds' in to ? { siteIds: to.siteIds.filter((id) => reach.has(id)) } : to;
}
