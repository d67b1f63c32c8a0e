import { describe, expect, it } from '@jest/globals';
import type { TimelineEvent } from '#contract/timeline.js';
import { presenceSpans } from './presence-spans.rules.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const change = (
  minute: number,
  text: string,
  kind: TimelineEvent['kind'] = 'site.presence',
): TimelineEvent => ({
  id: 's',
  kind,
  at: at(minute),
  siteId: 's',
  siteName: 'Xã Đồng Tiến',
  text,
  detail: null,
  count: null,
  from: null,
  to: null,
});

describe('the bar of a site’s presence', () => {
  it('is empty for a site that has never connected', () => {
    expect(presenceSpans([change(1, 'x', 'help.called')], Date.parse(at(9)))).toEqual([]);
  });
  it('gives each state its share of the time since the first connection', () => {
    const events = [
      change(0, 'online'),
      change(5, 'help', 'help.called'),
      change(6, 'lost'),
      change(8, 'online'),
    ];
    expect(presenceSpans(events, Date.parse(at(10)))).toEqual([
      { state: 'online', from: at(0), share: 0.6 },
      { state: 'lost', from: at(6), share: 0.2 },
      { state: 'online', from: at(8), share: 0.2 },
    ]);
  });
  it('joins neighbours in the same state, and survives a clock that is behind', () => {
    const events = [change(0, 'online'), change(2, 'online'), change(4, 'unsteady')];
    const spans = presenceSpans(events, Date.parse(at(3)));
    expect(spans.map(({ state }) => state)).toEqual(['online', 'unsteady']);
    expect(spans[1]!.share).toBe(0);
  });
});
