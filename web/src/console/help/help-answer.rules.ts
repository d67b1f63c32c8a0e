import { HELP_STATES, type HelpCall } from '#contract/help.js';
import { type Answer, isRecord, ownJson, problemOf, type RawAnswer } from '../sync/answer.rules.js';

export type HelpAnswer = Answer<{ kind: 'calls'; calls: HelpCall[] }>;

/** Reads a call or a list of calls. An answer with anything missing is not the service's. */
export function readHelpAnswer(raw: RawAnswer): HelpAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200 && raw.status !== 201) return problemOf(raw, body);
  const calls = isRecord(body) && Array.isArray(body.items) ? body.items : [body];
  return calls.every(isCall) ? { kind: 'calls', calls } : { kind: 'foreign', status: raw.status };
}

const isCall = (value: unknown): value is HelpCall =>
  isRecord(value) &&
  [value.id, value.siteId, value.message, value.at].every((text) => typeof text === 'string') &&
  HELP_STATES.some((state) => state === value.state) &&
  (value.closed === null || isRecord(value.closed));
