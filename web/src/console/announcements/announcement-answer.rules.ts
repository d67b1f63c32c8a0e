import { ANNOUNCEMENT_LEVELS, type SiteAnnouncement } from '#contract/announcement.js';
import type { Instant } from '#contract/wire.js';
import { type Answer, isRecord, ownJson, problemOf, type RawAnswer } from '../sync/answer.rules.js';

export type ListAnswer = Answer<{ kind: 'all'; items: SiteAnnouncement[] }>;
export type AcknowledgeAnswer = Answer<{ kind: 'acknowledged'; at: Instant }>;

/** Reads the site's announcements of today. An answer with anything missing is not the service's. */
export function readListAnswer(raw: RawAnswer): ListAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200) return problemOf(raw, body);
  return isRecord(body) && Array.isArray(body.items) && body.items.every(isAnnouncement)
    ? { kind: 'all', items: body.items }
    : { kind: 'foreign', status: raw.status };
}

export function readAcknowledgeAnswer(raw: RawAnswer): AcknowledgeAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200) return problemOf(raw, body);
  return isRecord(body) && typeof body.at === 'string'
    ? { kind: 'acknowledged', at: body.at }
    : { kind: 'foreign', status: raw.status };
}

/** The service will never take this acknowledgement; other refusals depend on the time or the sign-in. */
export const isRefused = (answer: AcknowledgeAnswer): boolean =>
  answer.kind === 'problem' && [400, 404, 409, 422].includes(answer.status);

const isAnnouncement = (value: unknown): value is SiteAnnouncement =>
  isRecord(value) &&
  [value.id, value.text, value.sentAt].every((text) => typeof text === 'string') &&
  ANNOUNCEMENT_LEVELS.some((level) => level === value.level);
