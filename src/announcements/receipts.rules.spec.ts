import fc from 'fast-check';
import type { AnnouncementSiteRow } from './announcement.entity.js';
import { judgeReceipts, type Receipt } from './receipts.rules.js';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 22, 1, 0, second)).toISOString();
const row = (siteId: string, more: Partial<AnnouncementSiteRow> = {}): AnnouncementSiteRow => ({
  announcementId: 'n',
  siteId,
  hasConsole: 1,
  deliveredAt: null,
  acknowledgedAt: null,
  receivedAt: null,
  deviceId: null,
  ...more,
});
const delivered = (siteId: string, second = 1): Receipt => ({
  announcementId: 'n',
  siteId,
  at: at(second),
  acknowledgement: null,
});
const acknowledged = (siteId: string, deviceId: string, second = 2): Receipt => ({
  ...delivered(siteId, second),
  acknowledgement: { at: at(second), device: { id: deviceId, name: `Máy ${deviceId}` } },
});

describe('receipts of an announcement', () => {
  it('count a site once, and the first console of it wins', () => {
    const judged = judgeReceipts(
      [row('a')],
      [delivered('a'), acknowledged('a', 'first'), acknowledged('a', 'second', 3)],
    );
    expect(judged.added.get('n')).toEqual({ counted: 0, delivered: 1, acknowledged: 1 });
    expect(judged.changed).toEqual([
      row('a', { deliveredAt: at(1), acknowledgedAt: at(2), receivedAt: at(2), deviceId: 'first' }),
    ]);
    expect(judged.standing[2]?.deviceId).toBe('first');
    expect(judged.acknowledged).toEqual([
      { announcementId: 'n', siteId: 'a', at: at(2), device: { id: 'first', name: 'Máy first' } },
    ]);
  });

  it('that repeat what is known change nothing', () => {
    const known = row('a', { deliveredAt: at(1), acknowledgedAt: at(2), receivedAt: at(2), deviceId: 'd' });
    const judged = judgeReceipts([known], [delivered('a', 5), acknowledged('a', 'e', 6)]);
    expect([judged.changed, [...judged.added], judged.acknowledged]).toEqual([[], [], []]);
    expect(judged.standing).toEqual([known, known]);
  });

  it('let a site count that had no console when the announcement was sent', () => {
    const judged = judgeReceipts([row('a', { hasConsole: 0 })], [acknowledged('a', 'd')]);
    expect(judged.added.get('n')).toEqual({ counted: 1, delivered: 1, acknowledged: 1 });
  });

  it('of sites that it is not for are nobody’s', () => {
    const judged = judgeReceipts([row('a')], [acknowledged('b', 'd')]);
    expect([judged.standing, judged.changed]).toEqual([[null], []]);
  });

  it('never count more acknowledgements than deliveries, nor more deliveries than sites', () => {
    const receipt = fc
      .record({ site: fc.nat(9), device: fc.nat(1), isRead: fc.boolean(), second: fc.nat(59) })
      .map(({ site, device, isRead, second }) =>
        isRead ? acknowledged(`s${site}`, `d${device}`, second) : delivered(`s${site}`, second),
      );
    const sites = Array.from({ length: 10 }, (_, n) => row(`s${n}`, { hasConsole: n % 3 === 0 ? 0 : 1 }));
    fc.assert(
      fc.property(fc.array(fc.array(receipt)), (groups) => {
        let rows = sites;
        const counts = { counted: 6, delivered: 0, acknowledged: 0 };
        for (const group of groups) {
          const { changed, added } = judgeReceipts(rows, group);
          rows = rows.map((one) => changed.find(({ siteId }) => siteId === one.siteId) ?? one);
          const sums = added.get('n');
          counts.counted += sums?.counted ?? 0;
          counts.delivered += sums?.delivered ?? 0;
          counts.acknowledged += sums?.acknowledged ?? 0;
        }
        expect(counts).toEqual({
          counted: rows.filter(({ hasConsole }) => hasConsole === 1).length,
          delivered: rows.filter(({ deliveredAt }) => deliveredAt !== null).length,
          acknowledged: new Set(
            groups.flat().flatMap(({ siteId, acknowledgement }) => (acknowledgement ? [siteId] : [])),
          ).size,
        });
        expect(counts.acknowledged).toBeLessThanOrEqual(counts.delivered);
        expect(counts.delivered).toBeLessThanOrEqual(counts.counted);
      }),
    );
  });
});
