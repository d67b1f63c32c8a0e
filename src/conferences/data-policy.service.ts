import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import {
  type DataPolicy,
  type DataPolicyBody,
  type DataPolicyReply,
  USUAL_RETENTION,
} from '../contract/data-policy.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { ConferenceRow } from './conference.entity.js';
import { ConferenceChanged } from './conferences.events.js';
import { ConferencesService } from './conferences.service.js';

/** Why a conference keeps people's data, who answers for them, and how long they stay. */
@Injectable()
export class DataPolicyService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found */
  async get(actor: Principal, idOrSlug: string): Promise<DataPolicyReply> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    return { policy: await this.find(id) };
  }

  async find(id: Id): Promise<DataPolicy | null> {
    const row = await this.reader.repo(ConferenceRow).findOne({
      where: { id },
      select: { id: true, dataPolicy: true },
    });
    return row?.dataPolicy ?? null;
  }

  /**
   * Replaces the policy.
   * @throws Problem conference.not-found, data-policy.document-missing
   */
  async save(actor: Principal, idOrSlug: string, body: DataPolicyBody): Promise<DataPolicyReply> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const document = body.document ?? null;
    if (body.basis === 'task' && document === null) throw new Problem('data-policy.document-missing');
    const dataPolicy: DataPolicy = {
      basis: body.basis,
      document: body.basis === 'task' ? document : null,
      purpose: body.purpose,
      controller: body.controller,
      contact: body.contact,
      contactsDays: body.contactsDays ?? USUAL_RETENTION.contactsDays,
      presenceDays: body.presenceDays ?? USUAL_RETENTION.presenceDays,
      ledgerYears: body.ledgerYears ?? USUAL_RETENTION.ledgerYears,
      holidays: [...(body.holidays ?? [])].sort(),
    };
    await this.unitOfWork.run(async (tx) => {
      await tx.repo(ConferenceRow).update({ id }, { dataPolicy });
      tx.announce(new ConferenceChanged(id, ['dataNotice']));
    });
    return { policy: dataPolicy };
  }
}
