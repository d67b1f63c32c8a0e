import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ConferenceChanged } from '../../conferences/conferences.events.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { DataPolicyService } from '../../conferences/data-policy.service.js';
import type { Organizer, Principal } from '../../contract/auth.js';
import type { Conference } from '../../contract/conference.js';
import { USUAL_RETENTION } from '../../contract/data-policy.js';
import type { RetentionKind, RetentionStatus } from '../../contract/personal-data.js';
import type { Id, Instant } from '../../contract/wire.js';
import { zoned } from '../../platform/clock/zoned.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { TextsErased } from '../../platform/personal-data/personal-data.events.js';
import { ErasedFilesService } from '../files/erased-files.service.js';
import { ExpiryRepository } from './expiry.repository.js';
import { dueDays, dueKinds } from './retention.rules.js';
import type { ReportSignatureRow } from './retention.entity.js';
import { RetentionRepository } from './retention.repository.js';

const LOOK_EVERY_MS = 3_600_000;
/** Deletes people's data when their time is over and the report is signed, and records what it did. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(RetentionService.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private isStopped = false;

  constructor(
    private readonly conferences: ConferencesService,
    private readonly policies: DataPolicyService,
    private readonly expiry: ExpiryRepository,
    private readonly store: RetentionRepository,
    private readonly files: ErasedFilesService,
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }
  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.looking;
  }

  /** @throws Problem conference.not-found */
  async status(actor: Principal, idOrSlug: string): Promise<RetentionStatus> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const signature = await this.store.signature(conference.id);
    return {
      signedAt: signature?.at ?? null,
      signedBy: signature?.byName ?? null,
      due: await this.due(conference, signature?.at ?? null),
      runs: await this.store.runs(conference.id),
    };
  }

  /**
   * Notes the signed report: due data are deleted from now on.
   * @throws Problem conference.not-found, conference.not-closed
   */
  async sign(actor: Organizer, idOrSlug: string): Promise<RetentionStatus> {
    const { id: conferenceId, status } = await this.conferences.visible(actor, idOrSlug);
    if (status !== 'closed') throw new Problem('conference.not-closed');
    const { accountId, name: byName } = actor;
    await this.store.sign({ conferenceId, at: this.clock.instant(), accountId, byName });
    return this.status(actor, conferenceId);
  }

  /** Takes the signature back: nothing more is deleted. @throws Problem conference.not-found */
  async unsign(actor: Organizer, idOrSlug: string): Promise<RetentionStatus> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    await this.store.unsign(id);
    return this.status(actor, id);
  }

  /** Deletes what is due in every conference. A fault is tried again an hour later. */
  look(): Promise<void> {
    return (this.looking ??= this.lookAtAll()
      .catch((fault: unknown) => void (this.isStopped || this.log.error(fault)))
      .finally(() => (this.looking = null)));
  }

  private async lookAtAll(): Promise<void> {
    for (const signature of await this.store.signed()) {
      if (this.isStopped) return;
      // One that fails keeps no other from its time.
      await this.lookAt(signature).catch((fault: unknown) => this.log.error(fault));
    }
    await this.files.look();
  }

  private async lookAt({ conferenceId, at }: ReportSignatureRow): Promise<void> {
    const conference = await this.conferences.get(conferenceId);
    const today = zoned(this.clock.instant(), conference.timezone).day;
    const due = await this.due(conference, at);
    for (const kind of dueKinds(due, conference.status === 'closed', today))
      await this.run(conferenceId, kind);
  }

  /** Not once the service stops, the signature is taken back, or the conference is opened again. */
  private async mayGoOn(conferenceId: Id): Promise<boolean> {
    if (this.isStopped || (await this.store.signature(conferenceId)) === null) return false;
    return (await this.conferences.get(conferenceId)).status === 'closed';
  }

  private async due(
    { id, endsOn, timezone }: Conference,
    signedAt: Instant | null,
  ): Promise<RetentionStatus['due']> {
    const signedOn = signedAt === null ? null : zoned(signedAt, timezone).day;
    return dueDays(endsOn, signedOn, (await this.policies.find(id)) ?? USUAL_RETENTION);
  }

  private async run(conferenceId: Id, kind: RetentionKind): Promise<void> {
    const mayGoOn = (): Promise<boolean> => this.mayGoOn(conferenceId);
    const rows = await this.expiry.expire(kind, conferenceId, mayGoOn);
    const isFirst =
      (await mayGoOn()) && !(await this.store.runs(conferenceId)).some((run) => run.kind === kind);
    if (Object.keys(rows).length === 0 && !isFirst) return;
    this.log.log({ msg: 'data went whose time was over', conferenceId, kind, rows });
    await this.unitOfWork.run(async (tx) => {
      await this.store.note(tx, { conferenceId, kind, rows: JSON.stringify(rows), at: this.clock.instant() });
      tx.note({
        act: `retention.${kind}`,
        object: { kind: 'conference', id: conferenceId },
        conferenceId,
        detail: rows,
      });
      tx.announce(new TextsErased(conferenceId, new Set(Object.keys(rows))));
      tx.announce(new ConferenceChanged(conferenceId));
    });
  }
}
