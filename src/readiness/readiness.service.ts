import { Injectable } from '@nestjs/common';
import type { Organizer, Principal } from '../contract/auth.js';
import type { ReadinessBody, ReadinessResult, SiteReadiness } from '../contract/readiness.js';
import type { Site } from '../contract/site.js';
import { happenedAt } from '../contract/true-time.js';
import type { Id, Page, PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { SitesService } from '../sites/sites.service.js';
import { ReadinessSettingsService } from './readiness-settings.service.js';
import type { ReadinessResultRow } from './readiness.entity.js';
import { ReadinessRecorded } from './readiness.events.js';
import { decidingOf } from './readiness.presenter.js';
import { ReadinessRepository } from './readiness.repository.js';
import { isRepetition, outcomeOf, replaces, staleBecause, withMissing } from './readiness.rules.js';
import { SiteStagesService } from './site-stages.service.js';

type Coordinator = Principal & { kind: 'coordinator' };
type Told = Pick<ReadinessResultRow, 'id' | 'kind' | 'items' | 'at' | 'by' | 'reason'> &
  Pick<ReadinessResultRow, 'deviceId' | 'deviceName' | 'accountId'>;

/** Tests of sites before the day, and organizers who pass one by hand. It blocks nothing. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly sites: SitesService,
    private readonly settings: ReadinessSettingsService,
    private readonly stages: SiteStagesService,
    private readonly store: ReadinessRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem site.not-found, site.is-group */
  async ofSite(actor: Principal, siteId: Id): Promise<SiteReadiness> {
    const { id, conferenceId } = await this.sites.visiblePoint(actor, siteId);
    const settings = this.settings.find(conferenceId);
    const decision = await this.store.decision(id);
    const row = (await this.stages.find(conferenceId, id))!;
    const stages = await this.stages.of(conferenceId, [row]);
    const validity = this.settings.validityOf(conferenceId);
    return {
      siteId: id,
      conferenceId,
      state: row.state,
      stage: stages.get(id)!,
      ...decidingOf(await this.store.shown(id), settings),
      staleBecause: decision && staleBecause(decision, validity, this.clock.now()),
      settings,
      beginsAt: await this.settings.beginsAt(conferenceId),
    };
  }

  /** Every result, the last that came first. @throws Problem site.not-found, site.is-group */
  async history(actor: Principal, siteId: Id, page: PageQuery): Promise<Page<ReadinessResult>> {
    const { id } = await this.sites.visiblePoint(actor, siteId);
    return this.store.history(id, page);
  }

  /**
   * Stores a console's test. The same one again changes nothing.
   * @throws Problem site.not-found, readiness.id-reused
   */
  async record(actor: Coordinator, siteId: Id, body: ReadinessBody): Promise<SiteReadiness> {
    const site = await this.sites.visiblePoint(actor, siteId);
    const now = this.clock.instant();
    const { recordedAt = now, clockOffset = null } = body;
    await this.save(site, {
      id: body.id ?? this.ids.next(),
      kind: 'test',
      items: withMissing(
        body.items.map(({ key, outcome, value, median }) => ({
          key,
          outcome,
          value: value ?? null,
          ...((median ?? null) === null ? {} : { median }),
        })),
        this.settings.find(site.conferenceId),
      ),
      at: happenedAt({ recordedAt, clockOffset, receivedAt: now }),
      by: body.signedBy,
      reason: null,
      deviceId: actor.deviceId,
      deviceName: actor.deviceName,
      accountId: null,
    });
    return this.ofSite(actor, siteId);
  }

  /**
   * Passes a site whatever its tests say, until it tests again.
   * @throws Problem site.not-found, site.is-group
   */
  async passByHand(actor: Organizer, siteId: Id, reason: string): Promise<SiteReadiness> {
    const site = await this.sites.visiblePoint(actor, siteId);
    await this.save(site, {
      id: this.ids.next(),
      kind: 'by_hand',
      items: [],
      at: this.clock.instant(),
      by: actor.name,
      reason,
      deviceId: null,
      deviceName: null,
      accountId: actor.accountId,
    });
    return this.ofSite(actor, siteId);
  }

  private save({ id: siteId, conferenceId }: Site, told: Told): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      // Holds off other results until the commit, on PostgreSQL too: two of one id would both find none.
      const seq = await tx.nextSeq();
      const existing = await this.store.find(tx, told.id);
      if (existing && !isRepetition(existing, siteId, told)) throw new Problem('readiness.id-reused');
      if (existing) return;
      const outcome = outcomeOf(told.items);
      const row = { ...told, seq, conferenceId, siteId, outcome, receivedAt: this.clock.instant() };
      await this.store.insert(tx, row);
      await this.decide(tx, row);
      if (told.kind === 'by_hand') tx.note({ detail: { resultId: told.id } });
    });
  }

  /** Writes down what decides now, in the same commit. */
  private async decide(tx: Transaction, result: ReadinessResultRow): Promise<void> {
    const { siteId, conferenceId, id, kind, outcome, at, deviceId } = result;
    const before = await this.store.decisionRow(tx, siteId);
    const newestId = before !== null && before.at > at ? before.newestId : id;
    if (before === null || replaces(result, before))
      await this.store.decide(tx, {
        siteId,
        conferenceId,
        resultId: id,
        newestId,
        kind,
        outcome,
        at,
        deviceId,
      });
    else await this.store.decide(tx, { ...before, newestId });
    const decision = await this.store.decision(siteId, tx);
    tx.announce(new ReadinessRecorded(conferenceId, siteId, decision!));
  }
}
