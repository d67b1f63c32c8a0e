import { describe, expect, it } from '@jest/globals';
import type { Webhook, WebhookDelivery } from '#contract/webhook.js';
import { messages } from '#messages/all/organizer.js';
import { deliveryText, eventsText, stateText } from './webhook-text.rules.js';

const t = messages.vi.webhooks;
const shown = (at: string): string => at.slice(11, 16);
const AT = '2026-11-22T01:00:00.000Z';
const webhook = {
  enabled: true,
  off: null,
  failingSince: null,
  waiting: 0,
  oldSecretUntil: null,
} as unknown as Webhook;
const delivery = { state: 'delivered', attempts: [], nextAttemptAt: null } as unknown as WebhookDelivery;
const failed = { at: AT, status: 503, fault: 'status', ms: 1 } as const;

describe('a webhook', () => {
  it.each<[Partial<Webhook>, string]>([
    [{}, 'Đang bật'],
    [{ failingSince: AT, waiting: 3 }, 'Đang bật · nơi nhận không nhận từ 01:00 · 3 tin đang chờ gửi'],
    [{ off: { at: AT, reason: 'hand' }, failingSince: AT }, 'Tắt từ 01:00'],
    [
      { off: { at: AT, reason: 'failing' }, waiting: 1 },
      'Tự tắt lúc 01:00: nơi nhận không nhận suốt ba ngày · 1 tin đang chờ gửi',
    ],
    [{ oldSecretUntil: AT }, 'Đang bật · khóa cũ còn dùng đến 01:00'],
  ])('%j reads: %s', (more, text) => expect(stateText({ ...webhook, ...more }, t, shown)).toBe(text));

  it.each<[Webhook['events'], string]>([
    [['site.lost', 'site.back'], 'Điểm cầu mất kết nối, Điểm cầu kết nối lại'],
    [['site.lost', 'site.back', 'help.called', 'report.ready'], '4 loại việc'],
  ])('of %j reads: %s', (events, text) => expect(eventsText({ ...webhook, events }, t)).toBe(text));
});

describe('a delivery', () => {
  it.each<[Partial<WebhookDelivery>, boolean, string]>([
    [{ attempts: [{ ...failed, fault: null }] }, true, 'Đã nhận'],
    [{ state: 'waiting' }, true, 'Đang chờ · chờ tin trước nó'],
    [
      { state: 'waiting', attempts: [failed, failed], nextAttemptAt: AT },
      true,
      'Đang chờ · 2 lần gửi · nơi nhận trả lời 503 · gửi lại lúc 01:00',
    ],
    [
      { state: 'waiting', attempts: [failed], nextAttemptAt: AT },
      false,
      'Đang chờ · nơi nhận trả lời 503 · gửi khi webhook được bật lại',
    ],
    [
      { state: 'failed', attempts: [{ ...failed, status: null, fault: 'timeout' }] },
      true,
      'Không nhận · quá 15 giây không trả lời',
    ],
  ])('%j, on: %s, reads: %s', (more, isOn, text) =>
    expect(deliveryText({ ...delivery, ...more }, isOn, t, shown)).toBe(text),
  );
});
