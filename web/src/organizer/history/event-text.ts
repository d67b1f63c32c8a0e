import type { TimelineEvent } from '#contract/timeline.js';
import { number } from '../../shared/format.js';
import { language } from '../../shared/language.svelte.js';
import { messages } from '../messages/messages.js';

/** Groups of kinds that a reader looks for; the first part of a kind. */
export const TIMELINE_GROUPS = [
  'session',
  'checkpoint',
  'help',
  'incident',
  'announcement',
  'speak',
] as const;
export type TimelineGroup = (typeof TIMELINE_GROUPS)[number];

/** Says what happened, in one sentence without the time. */
export function eventText({ kind, text, detail, count }: TimelineEvent): string {
  const t = messages.t.history.events;
  const words = text ?? '';
  const people = count === null ? '' : number(count, language.current);
  switch (kind) {
    case 'session.started':
      return t.sessionStarted(words);
    case 'session.ended':
      return t.sessionEnded(words);
    case 'checkpoint.confirmed':
      return t.confirmed(words, people);
    case 'checkpoint.reopened':
      return t.reopened(words);
    case 'help.called':
      return t.called(words);
    case 'help.taken':
      return t.taken;
    case 'help.answered':
      return t.answered(words);
    case 'help.closed':
      return words === '' ? t.callClosed : t.callClosedWith(words);
    case 'incident.opened':
      return t.incident(detail ?? '', people, text ?? 'none');
    case 'incident.acknowledged':
      return t.acknowledged(words);
    case 'incident.resolved':
      return t.resolved(detail ?? '', people);
    case 'announcement.sent':
      return t.announced(people, words);
    case 'announcement.ended':
      return t.announcementEnded(words);
    case 'speak.asked':
      return t.asked(words);
    case 'speak.started':
      return t.speaking(words);
    case 'speak.ended':
      return t.spoke(words);
    case 'site.presence':
      return t.presence(words);
    case 'site.signal':
      return t.signal(detail ?? '', words);
  }
}
