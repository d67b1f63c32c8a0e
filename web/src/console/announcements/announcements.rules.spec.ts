import type { SiteAnnouncement } from '#contract/announcement.js';
import { isRefused, readAcknowledgeAnswer, readListAnswer } from './announcement-answer.rules.js';
import {
  acknowledgedHere,
  afterNews,
  announcementsOfSite,
  shownOf,
  soundOf,
  todaysOf,
  withoutWaiting,
} from './announcements.rules.js';
import type { CachedAnnouncements } from './cached-announcements.js';

const at = (minute: number, second = 0): string =>
  new Date(Date.UTC(2026, 10, 22, 1, minute, second)).toISOString();
const item = (id: string, more: Partial<SiteAnnouncement> = {}): SiteAnnouncement => ({
  id,
  text: `Thông báo ${id}`,
  level: 'important',
  acknowledge: true,
  showUntil: null,
  sentAt: at(1),
  remindedAt: null,
  corrects: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ended: null,
  ...more,
});
const NONE: CachedAnnouncements = { siteId: 's', items: [], waiting: [] };
const living = (...items: SiteAnnouncement[]): CachedAnnouncements =>
  afterNews(NONE, { kind: 'living', items }, at(2));

describe('the announcements that the device has', () => {
  it('are those of its site alone', () => {
    expect(announcementsOfSite(living(item('1')), 's').items).toHaveLength(1);
    expect(announcementsOfSite(living(item('1')), 'other')).toEqual({ ...NONE, siteId: 'other' });
  });
  it('follow the list, and news between: posted, ended, read by another device', () => {
    const two = afterNews(living(item('2', { sentAt: at(3) })), { kind: 'posted', item: item('1') }, at(4));
    expect(two.items.map(({ id }) => id)).toEqual(['1', '2']);
    const shown = (cached: CachedAnnouncements) => shownOf(cached, at(6)).lines.map(({ id }) => id);
    expect(shown(afterNews(two, { kind: 'ended', id: '1', because: 'ended' }, at(5)))).toEqual(['2']);
    const by = { id: 'other', name: 'Bàn cửa' };
    const read = afterNews(two, { kind: 'acknowledged', id: '2', at: at(5), by }, at(5));
    expect(shown(read)).toEqual(['1']);
    expect(shown(afterNews(read, { kind: 'living', items: [] }, at(7)))).toEqual([]);
  });
  it('are those of the whole list, which knows best how each stands', () => {
    const missed = afterNews(living(item('1'), item('2')), { kind: 'living', items: [] }, at(3));
    expect(missed.items.map(({ ended }) => ended?.at)).toEqual([at(3), at(3)]);
    const corrected = item('1', { ended: { at: at(2), because: 'corrected' } });
    const known = afterNews(missed, { kind: 'all', items: [corrected, item('3')] }, at(4));
    expect(known.items.map(({ id, ended }) => [id, ended?.at])).toEqual([
      ['1', at(2)],
      ['3', undefined],
    ]);
  });
  it('are the same object when nothing is new', () => {
    const cached = living(item('1'));
    expect(afterNews(cached, { kind: 'living', items: [item('1')] }, at(9))).toBe(cached);
  });
  it('stay read when older news comes late', () => {
    const read = acknowledgedHere(living(item('1')), '1', at(3), 'd');
    expect(shownOf(afterNews(read, { kind: 'living', items: [item('1')] }, at(4)), at(4)).lines).toEqual([]);
  });
});

describe('an acknowledgement at the device', () => {
  it('waits once, whoever presses twice, and ends with its receipt', () => {
    const read = acknowledgedHere(living(item('1')), '1', at(3), 'd');
    expect(read.waiting).toEqual([{ id: '1', recordedAt: at(3) }]);
    expect(acknowledgedHere(read, '1', at(4), 'd')).toBe(read);
    expect(acknowledgedHere(read, 'unknown', at(4), 'd')).toBe(read);
    expect(withoutWaiting(read, '1').waiting).toEqual([]);
  });
  it('outlives the end of the announcement', () => {
    const read = acknowledgedHere(living(item('1')), '1', at(3), 'd');
    expect(afterNews(read, { kind: 'ended', id: '1', because: 'ended' }, at(4)).waiting).toHaveLength(1);
  });
});

describe('what was announced today', () => {
  const midnight = at(0);
  const today = (cached: CachedAnnouncements, now = at(9)) => todaysOf(cached, now, midnight);

  it('is read again newest first, over or not, and earlier days only while they live', () => {
    const yesterday = new Date(Date.parse(midnight) - 1).toISOString();
    const ended = { at: at(2), because: 'corrected' } as const;
    const cached = living(
      item('old', { sentAt: yesterday, ended }),
      item('still', { sentAt: yesterday }),
      item('1', { ended }),
      item('2', { sentAt: at(3), showUntil: at(5) }),
    );
    expect(today(cached).map(({ id, over }) => [id, over])).toEqual([
      ['2', 'over'],
      ['1', 'corrected'],
      ['still', null],
    ]);
    expect(today(cached, at(4))[0]?.over).toBeNull();
  });
  it('says by whom it was read: this device at once, then the one that was first', () => {
    const read = acknowledgedHere(living(item('1')), '1', at(3), 'd');
    expect(today(read)[0]).toMatchObject({ acknowledgedBy: { id: 'd' }, isWaiting: true });
    const by = { id: 'first', name: 'Bàn cửa' };
    const told = afterNews(read, { kind: 'acknowledged', id: '1', at: at(2), by }, at(4));
    expect(today(withoutWaiting(told, '1'))[0]).toMatchObject({
      acknowledgedAt: at(2),
      acknowledgedBy: by,
      isWaiting: false,
    });
  });
});

describe('what is on the screen', () => {
  it('is not what is over by the service’s clock', () => {
    const cached = living(item('1', { showUntil: at(5) }), item('2', { level: 'urgent' }));
    expect(shownOf(cached, at(4)).lines).toHaveLength(1);
    expect(shownOf(cached, at(5))).toMatchObject({ lines: [], urgent: [{ id: '2' }] });
  });
});

describe('the sound', () => {
  const sound = (cached: CachedAnnouncements, now: string): string | null =>
    soundOf(shownOf(cached, now), now);
  it('of an urgent one comes again each minute, for half an hour after it came', () => {
    const cached = living(item('1', { level: 'urgent' }));
    const sounds = [2, 3, 31].map((minute) => sound(cached, at(minute)));
    expect(new Set(sounds).size).toBe(3);
    expect(sound(cached, at(2, 59))).toBe(sounds[0]);
    expect(sound(cached, at(32))).toBeNull();
  });
  it('comes again with a reminder, and ends when it was read', () => {
    const cached = living(item('1'));
    expect(sound(cached, at(3))).toBe(sound(cached, at(50)));
    const reminded = afterNews(cached, { kind: 'posted', item: item('1', { remindedAt: at(8) }) }, at(8));
    expect(sound(reminded, at(9))).not.toBe(sound(cached, at(9)));
    expect(sound(acknowledgedHere(reminded, '1', at(9), 'd'), at(9))).toBeNull();
    expect(sound(living(item('1', { level: 'info' })), at(3))).toBeNull();
  });
});

describe('an answer of the service', () => {
  const json = (status: number, body: unknown) => ({
    status,
    contentType: 'application/json',
    text: JSON.stringify(body),
    retryAfter: null,
  });
  it('is a list or a receipt, and nothing of a portal', () => {
    expect(readListAnswer(json(200, { items: [item('1')], next: null }))).toEqual({
      kind: 'all',
      items: [item('1')],
    });
    expect(readListAnswer(json(200, { items: [{}] })).kind).toBe('foreign');
    expect(readAcknowledgeAnswer(json(200, { at: at(1) }))).toEqual({ kind: 'acknowledged', at: at(1) });
    expect(readAcknowledgeAnswer({ ...json(200, ''), contentType: 'text/html' }).kind).toBe('foreign');
  });
  it.each([
    [404, 'announcement.not-found', true],
    [401, 'auth.ended', false],
    [429, 'rate.limited', false],
    [503, 'server.busy', false],
  ])('%i %s will never take it: %s', (status, code, isNever) =>
    expect(
      isRefused(
        readAcknowledgeAnswer(json(status, { type: `urn:diemcau:problem:${code}`, code, detail: '' })),
      ),
    ).toBe(isNever),
  );
});
