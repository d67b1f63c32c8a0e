import type { Id } from '../contract/wire.js';
import type { Moment } from './incident.rules.js';

/** Sites with when they are judged. Moments never go back: who is put in first is due first. */
export class Dues extends Map<Id, Moment> {
  /** `Infinity` if nobody waits. */
  next(): Moment {
    for (const due of this.values()) return due;
    return Infinity;
  }
  /** Who is due by then, in the same order however they came. */
  until(at: Moment): Id[] {
    return [...this].flatMap(([id, due]) => (due <= at ? [id] : [])).sort();
  }
}
