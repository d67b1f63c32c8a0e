import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { AcknowledgeReply } from '../contract/announcement.js';
import type { Principal } from '../contract/auth.js';
import type { Id, Instant } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { GroupCommit } from '../platform/database/group-commit.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import type { AnnouncementSiteRow } from './announcement.entity.js';
import { AnnouncementsCounted, SiteAcknowledged } from './announcements.events.js';
import { acknowledgedAt } from './announcements.rules.js';
import { ReceiptsRepository } from './receipts.repository.js';
import { judgeReceipts, type Receipt } from './receipts.rules.js';

type Coordinator = Extract<Principal, { kind: 'coordinator' }>;

/** Deliveries of a moment go into one commit, so that 239 sites that receive a text are not 239 fsyncs. */
const DELIVERY_PAUSE_MS = 300;
const RETRY_PAUSE_MS = 10_000;
const DELIVERIES_TOGETHER = 1_000;

/** Takes what sites say of announcements: received, and acknowledged. The first console of a site wins. */
@Injectable()
export class ReceiptsService implements OnModuleDestroy {
  private readonly log = new Logger(ReceiptsService.name);
  private readonly receipts: GroupCommit<Receipt, AnnouncementSiteRow | null>;
  /** Received, not stored yet, by announcement and site. Losing one costs little: a console says it again. */
  private delivered = new Map<string, Receipt>();
  private timer: NodeJS.Timeout | null = null;
  /** Ends when what is being stored is. */
  private storing: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ReceiptsRepository,
    private readonly clock: Clock,
  ) {
    this.receipts = new GroupCommit(unitOfWork, (tx, receipts) => this.write(tx, receipts));
  }

  /**
   * Acknowledges for the site. A second time, or another console, is answered the first time of all.
   * @throws Problem announcement.not-found if it is not for the site
   */
  async acknowledge(
    { siteId, deviceId, deviceName }: Coordinator,
    id: Id,
    recordedAt?: Instant,
  ): Promise<AcknowledgeReply> {
    const at = this.clock.instant();
    const sentAt = (await this.store.sentAtOf([id])).get(id) ?? null;
    const device = { id: deviceId, name: deviceName };
    const acknowledgement = { at: acknowledgedAt(recordedAt, sentAt, at), device };
    const standing = await this.receipts.submit({ announcementId: id, siteId, at, acknowledgement });
    if (standing === null) throw new Problem('announcement.not-found');
    return { at: standing.acknowledgedAt! };
  }

  /** A console of the site has these. What is not for the site is passed over. */
  noteDelivered(siteId: Id, ids: readonly Id[]): void {
    const at = this.clock.instant();
    for (const announcementId of ids)
      this.delivered.set(keyOf(announcementId, siteId), {
        announcementId,
        siteId,
        at,
        acknowledgement: null,
      });
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.storeDelivered();
  }

  private schedule(pause = DELIVERY_PAUSE_MS): void {
    if (this.delivered.size === 0 || this.isStopping) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.storeDelivered();
    }, pause).unref();
  }

  private storeDelivered(): Promise<void> {
    this.storing = this.storing.then(() => this.storeWaiting());
    return this.storing;
  }

  /** A failure is logged, and what it was about is tried again. */
  private async storeWaiting(): Promise<void> {
    let pause = DELIVERY_PAUSE_MS;
    const waiting = [...this.delivered.values()];
    this.delivered = new Map();
    for (let at = 0; at < waiting.length; at += DELIVERIES_TOGETHER) {
      const together = waiting.slice(at, at + DELIVERIES_TOGETHER);
      try {
        await this.unitOfWork.run((tx) => this.write(tx, together));
      } catch (fault) {
        this.log.warn(fault);
        pause = RETRY_PAUSE_MS;
        for (const receipt of together)
          this.delivered.set(keyOf(receipt.announcementId, receipt.siteId), receipt);
      }
    }
    this.schedule(pause);
  }

  private async write(
    tx: Transaction,
    receipts: readonly Receipt[],
  ): Promise<(AnnouncementSiteRow | null)[]> {
    const before = await this.store.find(tx, receipts);
    const first = judgeReceipts(before, receipts);
    // Most say again what is known, and a made-up id is nobody's: neither holds up other writers.
    if (first.changed.length === 0) return first.standing;
    const held = new Set(first.changed.map(({ announcementId }) => announcementId));
    const isHeld = ({ announcementId }: Receipt | AnnouncementSiteRow): boolean => held.has(announcementId);
    await this.store.lock(tx, held);
    const rows = await this.store.find(tx, receipts.filter(isHeld));
    const judged = judgeReceipts([...before.filter((row) => !isHeld(row)), ...rows], receipts);
    await this.store.write(tx, judged);
    for (const { announcementId, siteId, at, device } of judged.acknowledged)
      tx.announce(new SiteAcknowledged(announcementId, siteId, at, device));
    if (judged.added.size > 0) tx.announce(new AnnouncementsCounted([...judged.added.keys()]));
    return judged.standing;
  }
}

const keyOf = (announcementId: Id, siteId: Id): string => `${announcementId} ${siteId}`;
