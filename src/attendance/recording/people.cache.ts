import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { RosterChanged } from '../../participants/participants.events.js';
import { type Cache, Caches, staleAfter } from '../../platform/cache/cache.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AttendanceRepository } from '../ledger/attendance.repository.js';
import type { Person } from './attendance.rules.js';

const REMEMBERED_PEOPLE = 20_000;

/**
 * Participants by id, as the roll needs them: kept in memory until a roster changes, which is seldom
 * while a roll is taken. Who changes a roster makes them stale before the commit (`ListingMoves`).
 */
@Injectable()
export class People {
  private readonly byId: Cache<Person>;

  constructor(
    private readonly store: AttendanceRepository,
    caches: Caches,
  ) {
    this.byId = caches.create('people', [staleAfter(RosterChanged)], { limit: REMEMBERED_PEOPLE });
  }

  invalidate(): void {
    this.byId.invalidate(null);
  }

  /** Adds those who walk-ins among these turned out to be. */
  async addJoined(tx: Transaction, people: Map<Id, Person>): Promise<void> {
    const missing = new Set<Id>();
    for (const { joinedTo } of people.values())
      if (joinedTo !== null && !people.has(joinedTo)) missing.add(joinedTo);
    if (missing.size === 0) return;
    for (const [id, person] of await this.findByIds(tx, missing)) people.set(id, person);
  }

  /** Removed ones included; who does not exist is left out. */
  findByIds(tx: Transaction, ids: Set<Id>): Promise<Map<Id, Person>> {
    return this.byId.getMany(tx, ids, (missing) => this.store.findPeople(tx, missing));
  }
}
