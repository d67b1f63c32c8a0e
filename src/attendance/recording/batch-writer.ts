import { Injectable } from '@nestjs/common';
import { WalkInsService } from '../../participants/walk-ins.service.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AttendanceRecorded } from '../attendance.events.js';
import { AttendanceRepository } from '../ledger/attendance.repository.js';
import { ConfirmationRepository } from './confirmation.repository.js';
import type { BatchNumbers, BatchResult, NewWalkIn } from './judge-batch.rules.js';
import { RefusedEntriesRepository } from './refused-entries.repository.js';

/** Writes what became of a batch, and announces it: the last of read, judge, write. */
@Injectable()
export class BatchWriter {
  constructor(
    private readonly store: AttendanceRepository,
    private readonly confirmations: ConfirmationRepository,
    private readonly walkIns: WalkInsService,
    private readonly refused: RefusedEntriesRepository,
  ) {}

  /** @param keepsRefused whether refusals wait for a person's decision */
  async write(
    tx: Transaction,
    result: BatchResult,
    { now, lastSeq }: BatchNumbers,
    keepsRefused: boolean,
  ): Promise<void> {
    const rolls = [...result.rolls];
    if (result.walkIns.length > 0)
      await this.walkIns.add(
        tx,
        result.walkIns.map((walkIn) => participantOf(walkIn, lastSeq)),
      );
    await this.store.insert(tx, result.deliveries, result.entries);
    if (rolls.length > 0) await this.confirmations.upsert(tx, rolls, lastSeq);
    await this.store.upsertStates(tx, result.moved, lastSeq);
    if (keepsRefused && result.refusals.length > 0) await this.refused.store(tx, result.refusals, now);
    for (const fields of result.events) tx.announce(new AttendanceRecorded(fields));
  }
}

const participantOf = ({ entry, conferenceId, walkIn }: NewWalkIn, seq: number) => ({
  ...walkIn,
  id: entry.id,
  conferenceId,
  siteId: entry.siteId,
  mode: entry.mode ?? ('in_person' as const),
  seq,
});
