import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { ParticipantsService } from '../../participants/participants.service.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { Reach } from '../../sites/reach.service.js';
import { AttendanceRepository } from '../ledger/attendance.repository.js';
import type { StoredEntry } from './attendance.rules.js';
import { type BatchLookup, confirmationsOf, lookupOf, statesOf } from './batch-lookup.rules.js';
import { ConfirmationRepository } from './confirmation.repository.js';
import type { BatchInput } from './judge-batch.rules.js';
import { LimitsRepository } from './limits.repository.js';
import { People } from './people.cache.js';
import type { Submission } from './submission.js';

/** Reads everything that decides about a batch of submissions: the first of read, judge, write. */
@Injectable()
export class BatchReader {
  constructor(
    private readonly store: AttendanceRepository,
    private readonly people: People,
    private readonly confirmations: ConfirmationRepository,
    private readonly limits: LimitsRepository,
    private readonly participants: ParticipantsService,
  ) {}

  /** Call after `nextSeq()`: it keeps other batches out until this one has committed. */
  async read(tx: Transaction, submissions: readonly Submission[]): Promise<BatchInput> {
    const lookup = lookupOf(submissions);
    const named = await this.store.findNamed(tx, lookup.entryIds);
    // An undo and a repetition need not say whom they are about.
    for (const { participantId } of named) if (participantId !== null) lookup.personIds.add(participantId);
    const people = await this.people.findByIds(tx, lookup.personIds);
    const byCode = await this.store.findByCodes(tx, [...lookup.codes.values()]);
    for (const person of byCode.values()) people.set(person.id, person);
    await this.people.addJoined(tx, people);
    const entries = new Map(named.map((entry) => [entry.id, entry]));
    const { pairs, moving } = statesOf(submissions, { entries, people, byCode });
    const states = await this.store.findStates(tx, pairs);
    return {
      submissions,
      named,
      people,
      byCode,
      limits: await this.limits.read(tx, submissions, people, byCode),
      confirmationEntries: await this.confirmationEntries(tx, lookup, entries),
      pairs,
      states,
      // Most people are marked once: nothing is stored about them.
      facts: states.length === 0 ? [] : await this.store.findFacts(tx, [...moving]),
    };
  }

  /** The stored entries with the ids of a submission, and every undo of one of them. */
  findStored(tx: Transaction, submission: Submission): Promise<StoredEntry[]> {
    return this.store.findNamed(tx, lookupOf([submission]).entryIds);
  }

  /** Those of these people who are of sites outside the sender's part. */
  outside(reach: Reach, personIds: readonly Id[]): Promise<ReadonlySet<Id>> {
    return this.participants.outside(reach, personIds);
  }

  private async confirmationEntries(
    tx: Transaction,
    lookup: BatchLookup,
    entries: ReadonlyMap<string, StoredEntry>,
  ): Promise<StoredEntry[]> {
    const { decidingOnly, fullHistory } = confirmationsOf(lookup, entries);
    const deciding = await this.confirmations.findDeciding(tx, decidingOnly);
    return fullHistory.size === 0
      ? deciding
      : [...deciding, ...(await this.confirmations.findAll(tx, fullHistory))];
  }
}
