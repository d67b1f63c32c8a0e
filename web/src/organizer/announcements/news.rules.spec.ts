import type { ListedAnnouncement } from '#contract/announcement.js';
import { afterNews, type AnnouncementProgress } from './news.rules.js';

const counts = { addressed: 3, of: 2, delivered: 1, acknowledged: 0 };
const item = { id: '1', status: 'live', text: 'Nghỉ 15 phút', ...counts } as ListedAnnouncement;
const news = (more: Partial<AnnouncementProgress>): AnnouncementProgress => ({
  id: '1',
  status: 'live',
  ...counts,
  ...more,
});

describe('news of an announcement', () => {
  it('carries its counts on, and leaves the others as they are', () => {
    const other = { ...item, id: '2' };
    const after = afterNews([item, other], news({ acknowledged: 1 }))!;
    expect(after[0]).toEqual({ ...item, acknowledged: 1 });
    expect(after[1]).toBe(other);
  });
  it.each<[string, Partial<AnnouncementProgress>]>([
    ['is not in the list', { id: '3' }],
    ['has ended', { status: 'ended' }],
    ['was sent', { status: 'draft' }],
    ['was edited or reminded of', {}],
  ])('asks for a reading if it %s', (_, more) => expect(afterNews([item], news(more))).toBeNull());
});
