import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Problem } from '../../platform/http/problem.js';
import { addressKey, type GuessForm, peopleAllowance } from './attempts.rules.js';
import { Recent } from '../../platform/cache/recent.js';
import { SiteNetworks } from './site-networks.js';

interface Opened {
  people: Set<Id>;
  /** How many more may be opened now. */
  room: number;
  /** When `room` was right, in milliseconds. */
  at: number;
}

const ADDRESSES = 5_000;
/** More people than these are not told apart again: the first of them then count as new. */
const PEOPLE = 3_000;

/**
 * Limits how many different people are opened from one address: whoever has a
 * list of codes must not read it out.
 */
@Injectable()
export class DistinctPeopleService {
  private readonly opened = new Recent<Opened>(ADDRESSES);

  constructor(
    private readonly clock: Clock,
    private readonly networks: SiteNetworks,
  ) {}

  /**
   * Takes one person's room at this address; who was opened there before needs none.
   * @param personId `null` if the code is nobody's; without room it is refused like
   * a right one, which tells nothing
   * @throws Problem rate.limited
   */
  admit(address: string, form: GuessForm, personId: Id | null): void {
    const isSite = this.networks.isOne(address);
    const { atOnce, oneMoreEvery } = peopleAllowance(form, isSite);
    const key = `${isSite ? 'site' : form === 'strong' ? 'strong' : 'weak'} ${addressKey(address)}`;
    const now = this.clock.now();
    const opened = this.opened.get(key) ?? { people: new Set(), room: atOnce, at: now };
    if (personId !== null && opened.people.has(personId)) return;
    opened.room = Math.min(atOnce, opened.room + Math.max(0, now - opened.at) / oneMoreEvery);
    opened.at = now;
    if (opened.room < 1) throw limited((1 - opened.room) * oneMoreEvery);
    if (personId === null) return;
    opened.room -= 1;
    opened.people.add(personId);
    if (opened.people.size > PEOPLE) opened.people.delete(opened.people.values().next().value!);
    this.opened.set(key, opened);
  }
}

function limited(milliseconds: number): Problem {
  return new Problem('rate.limited', undefined, {
    retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1_000)),
  });
}
