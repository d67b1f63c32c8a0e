import { describe, expect, it } from '@jest/globals';
import type { TimelineEvent } from '#contract/timeline.js';
import english from '#messages/en/organizer.js';
import vietnamese from '#messages/vi/organizer.js';
import { eventText } from './event-text.rules.js';

const incident = (detail: string, line: string | null): TimelineEvent => ({
  id: 'e',
  kind: 'incident.opened',
  at: '2026-11-30T01:00:00.000Z',
  siteId: null,
  siteName: null,
  text: line,
  detail,
  count: 1,
  from: null,
  to: null,
});

describe('the sentence about an incident', () => {
  it.each([
    ['site', null, 'Sự cố mất kết nối: 1 điểm cầu', 'Incident, connection lost: 1 site'],
    [
      'line',
      'VNPT',
      'Sự cố mất kết nối cùng đường truyền: 1 điểm cầu (VNPT)',
      'Incident, one line failed: 1 site (VNPT)',
    ],
  ])('of the cause %s and the line %s', (cause, line, vi, en) => {
    const event = incident(cause, line);
    expect(eventText(vietnamese.history.events, 'vi', event, 'Asia/Ho_Chi_Minh')).toBe(vi);
    expect(eventText(english.history.events, 'en', event, 'Asia/Ho_Chi_Minh')).toBe(en);
  });
});
