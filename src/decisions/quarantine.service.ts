import { Injectable } from '@nestjs/common';
import type { RevokedDevice } from '../identity/guard/actor.decorator.js';
import { AttendanceService } from '../attendance/recording/attendance.service.js';
import { QUARANTINE_LIMIT, type QuarantineReceipt, type QuarantineReply } from '../contract/decision.js';
import { Clock } from '../platform/clock/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { caseOf, isTooLong, keyOf } from './quarantine.rules.js';
import { HeldRepository } from './held.repository.js';

/** Takes in what a revoked console has not sent: not lost, and not counted either. */
@Injectable()
export class QuarantineService {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly store: HeldRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Every entry gets its receipt once all are durable.
   * @throws Problem request.invalid (the envelope, or an entry without an end), quarantine.full, server.busy,
   * server.storage
   */
  async receive(device: RevokedDevice, body: unknown): Promise<QuarantineReply> {
    const { conferenceId, deviceId, siteId } = device;
    const submission = await this.attendance.submissionOf(device, siteId, body);
    const { parsedEntries } = submission;
    if (parsedEntries.some(isTooLong))
      throw new Problem('request.invalid', 'an entry is longer than any that the service knows');
    const cases = parsedEntries.map(caseOf);
    return this.unitOfWork.run(async (tx) => {
      // Holds off other deliveries until the commit, on PostgreSQL too: two
      // of one entry would both find none.
      const first = await tx.nextSeq(parsedEntries.length);
      const inLedger = await this.attendance.findRecordedIds(tx, submission);
      const there = await this.store.heldOf(tx, deviceId, cases);
      const receivedAt = this.clock.instant();
      const fresh = new Map(
        cases.flatMap((one, at) =>
          inLedger.has(parsedEntries[at]!.id) || there.has(keyOf(one)) ? [] : [[keyOf(one), one]],
        ),
      );
      if (fresh.size > 0 && (await this.store.countOf(tx, deviceId)) + fresh.size > QUARANTINE_LIMIT)
        throw new Problem('quarantine.full');
      await this.store.insert(
        tx,
        [...fresh.values()].map((one, at) => ({
          ...one,
          id: this.ids.next(),
          seq: first + at,
          conferenceId,
          siteId,
          deviceId,
          receivedAt,
        })),
      );
      return {
        receipts: cases.map((one, at): QuarantineReceipt => ({
          id: parsedEntries[at]!.id,
          outcome: fresh.delete(keyOf(one)) ? 'quarantined' : 'duplicate',
        })),
      };
    });
  }
}
