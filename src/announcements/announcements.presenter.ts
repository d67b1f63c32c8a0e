import type {
  Addressees,
  AddressedSite,
  AnnouncementReminder,
  PostedAnnouncement,
  SiteAnnouncement,
} from '../contract/announcement.js';
import type { PresenceState } from '../contract/board.js';
import type { Instant } from '../contract/wire.js';
import type { AnnouncementReminderRow, AnnouncementRow, AnnouncementSiteRow } from './announcement.entity.js';
import { statusAt } from './announcements.rules.js';

export function postedOf(row: AnnouncementRow, now: Instant): PostedAnnouncement {
  const status = statusAt(row, now);
  return {
    id: row.id,
    conferenceId: row.conferenceId,
    text: row.text,
    level: row.level,
    acknowledge: row.asks === 1,
    showUntil: row.showUntil,
    to: JSON.parse(row.addressees) as Addressees,
    status,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    createdBy: row.createdBy,
    sentAt: row.sentAt,
    ended: status === 'ended' ? endingOf(row) : null,
    remindedAt: row.remindedAt,
    corrects: row.corrects,
    correctedBy: row.correctedBy,
    addressed: row.addressed,
    of: row.counted,
    delivered: row.delivered,
    acknowledged: row.acknowledged,
  };
}

function endingOf(row: AnnouncementRow): NonNullable<PostedAnnouncement['ended']> {
  if (row.endedAt === null) return { at: row.showUntil!, because: 'over', by: null };
  return { at: row.endedAt, because: row.correctedBy === null ? 'ended' : 'corrected', by: row.endedBy };
}

/** Who acknowledged for a site, beside the announcement. */
export type AcknowledgedAtSite = Pick<AnnouncementSiteRow, 'acknowledgedAt' | 'deviceId'> & {
  deviceName: string | null;
};
const NOBODY: AcknowledgedAtSite = { acknowledgedAt: null, deviceId: null, deviceName: null };

/** As the consoles of one site have it. */
export const siteAnnouncementOf = (
  row: PostedAnnouncement,
  { acknowledgedAt, deviceId, deviceName }: AcknowledgedAtSite = NOBODY,
): SiteAnnouncement => ({
  id: row.id,
  text: row.text,
  level: row.level,
  acknowledge: row.acknowledge,
  showUntil: row.showUntil,
  sentAt: row.sentAt!,
  remindedAt: row.remindedAt,
  corrects: row.corrects,
  acknowledgedAt,
  acknowledgedBy: deviceId === null ? null : { id: deviceId, name: deviceName ?? '' },
  ended: row.ended && { at: row.ended.at, because: row.ended.because },
});

/** A site of an announcement beside what it is called and who answers there. */
export type SiteWithContact = AnnouncementSiteRow &
  Pick<AddressedSite, 'code' | 'name' | 'contactName' | 'contactPhone'> & {
    codeKey: string;
    deviceName: string | null;
  };

export const addressedSiteOf = (row: SiteWithContact, presence: PresenceState): AddressedSite => ({
  siteId: row.siteId,
  code: row.code,
  name: row.name,
  contactName: row.contactName,
  contactPhone: row.contactPhone,
  presence,
  hasConsole: row.hasConsole === 1,
  deliveredAt: row.deliveredAt,
  acknowledgedAt: row.acknowledgedAt,
  receivedAt: row.receivedAt,
  device: row.deviceId === null ? null : { id: row.deviceId, name: row.deviceName ?? '' },
});

export const reminderOf = ({ id, at, accountId, sites }: AnnouncementReminderRow): AnnouncementReminder => ({
  id,
  at,
  by: accountId,
  sites,
});
