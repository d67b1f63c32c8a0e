import type { SpeakGate, SpeakRequest } from '../contract/speaking.js';
import type { Id } from '../contract/wire.js';
import { calledUntil, type Gates, isTaken } from './speaking.rules.js';
import type { Turn } from './turn.js';

export const speakRequestOf = (
  { arrival: _arrival, ...turn }: Turn,
  more: Pick<SpeakRequest, 'site' | 'position' | 'presence'>,
): SpeakRequest => ({ ...turn, ...more, calledUntil: calledUntil(turn) });

/** @param current the session of a request that is made now */
export function speakGateOf(gates: Gates, conferenceId: Id, current: Id | null): SpeakGate {
  return {
    open: isTaken(gates, conferenceId, current),
    conference: isTaken(gates, conferenceId, null),
    sessions: [...gates]
      .filter(([scopeId]) => scopeId !== conferenceId)
      .map(([sessionId, open]) => ({ sessionId, open })),
  };
}
