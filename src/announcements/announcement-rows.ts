import type { Id } from '../contract/wire.js';
import type { AnnouncementRow } from './announcement.entity.js';
import { postedOf } from './announcements.presenter.js';
import type { AnnouncementContent } from './announcements.rules.js';

/** What is said of an announcement, as its columns. */
export const columnsOf = (
  content: AnnouncementContent,
): Pick<AnnouncementRow, 'text' | 'level' | 'asks' | 'showUntil' | 'addressees'> => ({
  text: content.text,
  level: content.level,
  asks: content.acknowledge ? 1 : 0,
  showUntil: content.showUntil,
  addressees: JSON.stringify(content.to),
});

export const contentIn = (row: AnnouncementRow): AnnouncementContent => {
  const { text, level, acknowledge, showUntil, to } = postedOf(row, row.createdAt);
  return { text, level, acknowledge, showUntil, to };
};

/** Is this the announcement that exists, sent once more? */
export const isSame = (row: AnnouncementRow, conferenceId: Id, content: AnnouncementContent): boolean =>
  row.conferenceId === conferenceId && JSON.stringify(contentIn(row)) === JSON.stringify(content);

export function newRow(
  id: Id,
  conferenceId: Id,
  content: AnnouncementContent,
  createdBy: Id,
  createdAt: string,
  corrects: Id | null = null,
): AnnouncementRow {
  return {
    id,
    conferenceId,
    ...columnsOf(content),
    status: 'draft',
    createdAt,
    updatedAt: createdAt,
    createdBy,
    sentAt: null,
    endedAt: null,
    endedBy: null,
    remindedAt: null,
    corrects,
    correctedBy: null,
    addressed: 0,
    counted: 0,
    delivered: 0,
    acknowledged: 0,
  };
}
