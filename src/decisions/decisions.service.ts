import { Injectable } from '@nestjs/common';
import { AttendanceService } from '../attendance/recording/attendance.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Receipt } from '../contract/attendance.js';
import type { Organizer } from '../contract/auth.js';
import type { HeldEntries, HeldEntry } from '../contract/decision.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import { HeldPresenter } from './held.presenter.js';
import { type HeldKind, type HeldRow, HeldRepository } from './held.repository.js';
import type { HeldQueryDto } from './quarantine.dto.js';

/** An organizer decides what becomes of entries that are not in the ledger. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly presenter: HeldPresenter,
    private readonly sites: SitesService,
    private readonly store: HeldRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found */
  async list(kind: HeldKind, actor: Organizer, conferenceId: Id, query: HeldQueryDto): Promise<HeldEntries> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const reach = await this.sites.reach(actor, id);
    const { items, next } = await this.store.list(kind, id, reach, query);
    return {
      items: await this.presenter.present(kind, id, reach, items),
      next,
      open: await this.store.countOpen(kind, id, reach),
    };
  }

  /**
   * Records the entry as it was made, by its own id, so that it can never count twice. One that was rejected
   * may be accepted after all; what is refused stays as it is, with the reason.
   * @throws Problem quarantine.not-found, refused-entry.not-found
   */
  async accept(kind: HeldKind, actor: Organizer, id: Id, amendment?: string): Promise<Receipt> {
    const { conferenceId, siteId, deviceId, entry, receivedAt } = await this.get(kind, id);
    const sent = JSON.parse(entry) as Record<string, unknown>;
    // It counts as of when it was handed in: by a fast clock it would else outvote what was sent until now.
    const submissionOf = async (sent: object) => ({
      ...(await this.attendance.submissionOf(actor, siteId, { deviceId, entries: [sent] })),
      receivedAt,
    });
    const submission = await submissionOf(sent);
    const amended = amendment === undefined ? null : await submissionOf({ ...sent, amendment });
    const accepted = await this.unitOfWork.run(async (tx) => {
      let receipt = (await this.attendance.recordIn(tx, submission)).receipts[0]!;
      if (amended !== null && receipt.code === 'checkpoint.confirmed')
        receipt = (await this.attendance.recordIn(tx, amended)).receipts[0]!;
      if (receipt.outcome === 'refused')
        await this.store.refuse(tx, kind, id, receipt.code!, receipt.message!);
      tx.note({ detail: { outcome: receipt.outcome, siteId } });
      return receipt;
    });
    const [shown] = await this.attendance.shownTo(actor, conferenceId, [accepted]);
    return shown!;
  }

  /** @throws Problem quarantine.not-found, refused-entry.not-found, decision.accepted */
  async reject(kind: HeldKind, actor: Organizer, id: Id, reason: string): Promise<HeldEntry> {
    const row = await this.unitOfWork.run(async (tx) => {
      // After an accepting that has not committed yet, on PostgreSQL too.
      await tx.nextSeq();
      await this.store.reject(
        tx,
        kind,
        id,
        { id: actor.accountId, name: actor.name },
        this.clock.instant(),
        reason,
      );
      const pending = await this.store.find(kind, id, tx);
      if (pending === null) throw new Problem(`${kind}.not-found`);
      if (pending.state === 'accepted') throw new Problem('decision.accepted');
      return pending;
    });
    const reach = await this.sites.reach(actor, row.conferenceId);
    const [decided] = await this.presenter.present(kind, row.conferenceId, reach, [row]);
    return decided!;
  }

  private async get(kind: HeldKind, id: Id): Promise<HeldRow> {
    const row = await this.store.find(kind, id);
    if (row === null) throw new Problem(`${kind}.not-found`);
    return row;
  }
}
