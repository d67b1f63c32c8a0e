import type { PresenceState } from '../contract/board.js';
import type { Id } from '../contract/wire.js';
import type { Moment } from './incident.rules.js';

export type Fact =
  | { at: Moment; kind: 'presence'; siteId: Id; state: PresenceState }
  | { at: Moment; kind: 'signal'; siteId: Id; isBad: boolean }
  /** Whether the service reaches itself through its public address. */
  | { at: Moment; kind: 'canary'; isOk: boolean }
  /** Whether the day of the conference is over, so that who leaves goes home. */
  | { at: Moment; kind: 'day'; isOver: boolean };

const ORDER = ['day', 'canary', 'presence', 'signal'] as const satisfies Fact['kind'][];
/** One order for the facts of one moment, however they came. */
const rankOf = (fact: Fact): string =>
  `${ORDER.indexOf(fact.kind)}${'siteId' in fact ? fact.siteId : ''}${String(toldBy(fact))}`;
function toldBy(fact: Fact): PresenceState | boolean {
  switch (fact.kind) {
    case 'presence':
      return fact.state;
    case 'signal':
      return fact.isBad;
    case 'canary':
      return fact.isOk;
    case 'day':
      return fact.isOver;
  }
}
export const byMoment = (a: Fact, b: Fact): number => a.at - b.at || (rankOf(a) < rankOf(b) ? -1 : 1);
