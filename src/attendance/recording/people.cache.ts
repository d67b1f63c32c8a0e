import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { RosterChanged } from '../../participants/participants.events.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AttendanceRepository } from '../ledger/attendance.repository.js';
import type { Person } from './attendance.rules.js';

const REMEMBERED_PEOPLE = 20_000;

/**
 * Participants by id, as the roll needs them: kept in memory until a roster changes, which is seldom
 * while a roll is taken. A change is heard just after its commit; an entry judged in between is
 * judged as if it had come before it.
 */
@Injectable()
export class People {
  private readonly cached = new Map<Id, Person>();

  constructor(
    private readonly store: AttendanceRepository,
    bus: EventBus,
  ) {
    bus.on(RosterChanged, () => this.invalidate());
  }

  invalidate(): void {
    this.cached.clear();
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
  async findByIds(tx: Transaction, ids: Set<Id>): Promise<Map<Id, Person>> {
    // Several services may share one PostgreSQL, and another's changes are not heard here.
    if (tx.dialect === 'postgres') return this.store.findPeople(tx, ids);
    const people = new Map<Id, Person>();
    const unknown = new Set<Id>();
    for (const id of ids) {
      const person = this.cached.get(id);
      if (person) people.set(id, person);
      else unknown.add(id);
    }
    for (const [id, person] of await this.store.findPeople(tx, unknown)) {
      people.set(id, person);
      if (this.cached.size >= REMEMBERED_PEOPLE) this.cached.clear();
      this.cached.set(id, person);
    }
    return people;
  }
}
