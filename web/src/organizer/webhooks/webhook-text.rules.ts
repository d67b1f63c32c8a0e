import type { Webhook, WebhookAttempt, WebhookDelivery } from '#contract/webhook.js';
import { WEBHOOK_EVENTS } from '#contract/webhook.js';
import type { Instant } from '#contract/wire.js';
import type { Messages } from '#messages/lazy/organizer.js';

type Texts = Messages['webhooks'];
type Shown = (at: Instant) => string;

/** Whether it is on and arrives, in one line. */
export function stateText(
  { off, failingSince, waiting, oldSecretUntil }: Webhook,
  t: Texts,
  shown: Shown,
): string {
  const parts = [off ? t.off[off.reason](shown(off.at)) : t.on];
  if (!off && failingSince) parts.push(t.failing(shown(failingSince)));
  if (waiting > 0) parts.push(t.waiting(waiting));
  if (oldSecretUntil) parts.push(t.oldUntil(shown(oldSecretUntil)));
  return parts.join(' · ');
}

export const eventsText = ({ events }: Webhook, t: Texts): string =>
  events.length === WEBHOOK_EVENTS.length
    ? t.allEvents
    : events.length <= 3
      ? events.map((one) => t.types[one]).join(', ')
      : t.someEvents(events.length);

/** Why an attempt failed; `null` if it arrived. */
export function faultText({ fault, status }: WebhookAttempt, t: Texts): string | null {
  if (fault === null) return null;
  if (fault === 'status' || fault === 'redirect') return t.faults[fault](status ?? 0);
  return t.faults[fault];
}

/**
 * What became of a delivery, and when it is tried again.
 * @param isOn whether its webhook is
 */
export function deliveryText(
  { state, attempts, nextAttemptAt }: WebhookDelivery,
  isOn: boolean,
  t: Texts,
  shown: Shown,
): string {
  const last = attempts[attempts.length - 1];
  const parts = [t.states[state]];
  if (attempts.length > 1) parts.push(t.attempts(attempts.length));
  const why = last && faultText(last, t);
  if (why) parts.push(why);
  if (state !== 'waiting') return parts.join(' · ');
  if (!isOn) parts.push(t.whenOn);
  else parts.push(last && nextAttemptAt ? t.nextAt(shown(nextAttemptAt)) : t.behind);
  return parts.join(' · ');
}
