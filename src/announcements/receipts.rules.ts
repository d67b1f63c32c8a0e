import type { Id, Instant } from '../contract/wire.js';
import type { AnnouncementSiteRow } from './announcement.entity.js';

export interface Acknowledgement {
  at: Instant;
  device: { id: Id; name: string };
}
/** What a console says of an announcement: that it has it, or that its people have read it. */
export interface Receipt {
  announcementId: Id;
  siteId: Id;
  at: Instant;
  acknowledgement: Acknowledgement | null;
}
export interface CountsAdded {
  counted: number;
  delivered: number;
  acknowledged: number;
}
export interface ReceiptsJudged {
  /** The rows that are different now. */
  changed: AnnouncementSiteRow[];
  /** What to add to the counts of each announcement. */
  added: Map<Id, CountsAdded>;
  /** How each receipt's site stands, in their order; `null` if the announcement is not for it. */
  standing: (AnnouncementSiteRow | null)[];
  /** What was acknowledged just now, by the console that was first. */
  acknowledged: (Pick<Receipt, 'announcementId' | 'siteId'> & Acknowledgement)[];
}

const keyOf = ({ announcementId, siteId }: Pick<Receipt, 'announcementId' | 'siteId'>): string =>
  `${announcementId} ${siteId}`;

/**
 * Judges receipts in the order of their arrival: the first console of a site wins, and what is said twice
 * counts once. A site that says anything has a console, so it counts.
 */
export function judgeReceipts(
  rows: readonly AnnouncementSiteRow[],
  receipts: readonly Receipt[],
): ReceiptsJudged {
  const before = new Map(rows.map((row) => [keyOf(row), row]));
  const after = new Map(before);
  const standing: ReceiptsJudged['standing'] = [];
  const acknowledged: ReceiptsJudged['acknowledged'] = [];
  for (const receipt of receipts) {
    const row = after.get(keyOf(receipt));
    const next = row ? withReceipt(row, receipt) : null;
    if (next) after.set(keyOf(next), next);
    standing.push(next);
    const { announcementId, siteId, acknowledgement } = receipt;
    if (acknowledgement && row?.acknowledgedAt === null)
      acknowledged.push({ announcementId, siteId, ...acknowledgement });
  }
  const changed = [...after.values()].filter((row) => before.get(keyOf(row)) !== row);
  const added = new Map<Id, CountsAdded>();
  for (const row of changed) {
    const sum = added.get(row.announcementId) ?? NOTHING;
    const more = difference(before.get(keyOf(row))!, row);
    added.set(row.announcementId, {
      counted: sum.counted + more.counted,
      delivered: sum.delivered + more.delivered,
      acknowledged: sum.acknowledged + more.acknowledged,
    });
  }
  return { changed, added, standing, acknowledged };
}

const NOTHING: CountsAdded = { counted: 0, delivered: 0, acknowledged: 0 };

/** What a site adds to the counts by becoming another. One without a console counts nowhere. */
export function difference(before: AnnouncementSiteRow, after: AnnouncementSiteRow): CountsAdded {
  const [was, is] = [countsOf(before), countsOf(after)];
  return {
    counted: is.counted - was.counted,
    delivered: is.delivered - was.delivered,
    acknowledged: is.acknowledged - was.acknowledged,
  };
}
const countsOf = ({ hasConsole, deliveredAt, acknowledgedAt }: AnnouncementSiteRow): CountsAdded => ({
  counted: hasConsole,
  delivered: hasConsole === 1 && deliveredAt !== null ? 1 : 0,
  acknowledged: acknowledgedAt === null ? 0 : 1,
});

/** The same object if nothing is new. */
function withReceipt(row: AnnouncementSiteRow, { at, acknowledgement }: Receipt): AnnouncementSiteRow {
  const isNew = acknowledgement !== null && row.acknowledgedAt === null;
  if (row.deliveredAt !== null && row.hasConsole === 1 && !isNew) return row;
  return {
    ...row,
    hasConsole: 1,
    deliveredAt: row.deliveredAt ?? at,
    ...(isNew
      ? {
          acknowledgedAt: acknowledgement.at,
          receivedAt: at,
          deviceId: acknowledgement.device.id,
        }
      : {}),
  };
}
