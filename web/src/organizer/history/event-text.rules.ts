import type { Language } from '#contract/languages.js';
import type { TimelineEvent, TimelineKind } from '#contract/timeline.js';
import type { Instant } from '#contract/wire.js';
import type organizer from '#messages/vi/organizer.js';
import { number, time } from '../../shared/format.js';

/** Groups of kinds that a reader looks for; the first part of a kind. */
export const TIMELINE_GROUPS = [
  'session',
  'checkpoint',
  'help',
  'incident',
  'announcement',
  'speak',
] as const;

/** What an event carries, as texts. */
interface Told {
  text: string;
  detail: string;
  count: string;
  from: string;
  to: string;
}
type Texts = (typeof organizer)['history']['events'];

const TEXTS: Record<TimelineKind, (t: Texts, told: Told) => string> = {
  'session.started': (t, { text }) => t.sessionStarted(text),
  'session.ended': (t, { text }) => t.sessionEnded(text),
  'session.planned': (t, { text, detail, from, to }) => t.planned(detail, text, from, to),
  'checkpoint.confirmed': (t, { text, count }) => t.confirmed(text, count),
  'checkpoint.reopened': (t, { text }) => t.reopened(text),
  'help.called': (t, { text }) => t.called(text),
  'help.taken': (t) => t.taken,
  'help.answered': (t, { text }) => t.answered(text),
  'help.closed': (t, { text }) => (text === '' ? t.callClosed : t.callClosedWith(text)),
  'incident.opened': (t, { text, detail, count }) => t.incident(detail, count, text || null),
  'incident.acknowledged': (t, { text }) => t.acknowledged(text),
  'incident.resolved': (t, { detail, count }) => t.resolved(detail, count),
  'announcement.sent': (t, { text, count }) => t.announced(count, text),
  'announcement.ended': (t, { text }) => t.announcementEnded(text),
  'speak.asked': (t, { text }) => t.asked(text),
  'speak.started': (t, { text }) => t.speaking(text),
  'speak.ended': (t, { text }) => t.spoke(text),
  'site.presence': (t, { text }) => t.presence(text),
  'site.signal': (t, { text, detail }) => t.signal(detail, text),
};

/** Says what happened, in one sentence without the time. */
export function eventText(
  texts: Texts,
  language: Language,
  { kind, text, detail, count, from, to }: TimelineEvent,
  timezone: string,
): string {
  const clock = (at: Instant | null): string => (at === null ? '' : time(at, language, timezone));
  return TEXTS[kind](texts, {
    text: text ?? '',
    detail: detail ?? '',
    count: count === null ? '' : number(count, language),
    from: clock(from),
    to: clock(to),
  });
}
