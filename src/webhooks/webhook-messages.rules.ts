import { AttendanceRecorded } from '../attendance/attendance.events.js';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import type { WebhookData, WebhookEvent } from '../contract/webhook.js';
import type { Id } from '../contract/wire.js';
import { HelpChanged } from '../help/help.events.js';
import { MaterialReleased } from '../materials/materials.events.js';
import type { DomainEvent } from '../platform/events/event-bus.js';
import { PresenceStored } from '../presence/presence.events.js';
import { SessionEnded, SessionStarted } from '../schedule/schedule.events.js';

/** A message without its number in the conference's order. */
export interface Message {
  conferenceId: Id;
  type: WebhookEvent;
  data: Omit<WebhookData, 'conferenceId' | 'seq'>;
  /** What the database has to confirm before the message is true. */
  asks?: 'all-confirmed' | 'closed';
}

/** What webhooks are told of an event: ids and moments, never a name. */
export function messagesOf(event: DomainEvent): Message[] {
  if (event instanceof AttendanceRecorded) return ofConfirmations(event);
  if (event instanceof PresenceStored) return ofPresence(event);
  if (event instanceof SessionStarted) return [ofSession('session.started', event)];
  if (event instanceof SessionEnded) return [ofSession('session.ended', event)];
  if (event instanceof MaterialReleased) {
    const { conferenceId, material } = event;
    const data = { materialId: material.id, version: material.version };
    return [{ conferenceId, type: 'material.released', data }];
  }
  if (event instanceof HelpChanged) return ofHelp(event);
  if (event instanceof ConferenceChanged) return ofConference(event);
  return [];
}

function ofConfirmations({ conferenceId, confirmations }: AttendanceRecorded): Message[] {
  const told = confirmations.map(({ checkpointId, siteId, headcount }): Message => {
    const type = headcount === null ? 'checkpoint.reopened' : 'checkpoint.confirmed';
    return { conferenceId, type, data: { siteId, checkpointId } };
  });
  const confirmed = confirmations.filter(({ headcount }) => headcount !== null);
  const ready = [...new Set(confirmed.map(({ checkpointId }) => checkpointId))].map(
    (checkpointId): Message => ({
      conferenceId,
      type: 'report.ready',
      data: { checkpointId },
      asks: 'all-confirmed',
    }),
  );
  return [...told, ...ready];
}

/** A site that flickers, or comes for the first time, is no message. */
function ofPresence({ steps }: PresenceStored): Message[] {
  return steps.flatMap(({ conferenceId, siteId, before, state, since }): Message[] => {
    const data = { siteId, since };
    if (state === 'lost' && before !== 'lost') return [{ conferenceId, type: 'site.lost', data }];
    return before === 'lost' && state !== 'lost' ? [{ conferenceId, type: 'site.back', data }] : [];
  });
}

const ofSession = (
  type: 'session.started' | 'session.ended',
  { conferenceId, session }: SessionStarted | SessionEnded,
): Message => ({ conferenceId, type, data: { sessionId: session.id } });

/** A call is new while nobody has taken, answered or withdrawn it. */
function ofHelp({ call }: HelpChanged): Message[] {
  const { conferenceId, id, siteId, state, taken, answers } = call;
  if (state !== 'open' || taken !== null || answers.length > 0) return [];
  return [{ conferenceId, type: 'help.called', data: { callId: id, siteId } }];
}

function ofConference({ conferenceId, fields }: ConferenceChanged): Message[] {
  if (!fields.includes('status')) return [];
  return [{ conferenceId, type: 'report.ready', data: { checkpointId: null }, asks: 'closed' }];
}
