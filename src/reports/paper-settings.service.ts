import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { PaperSettings, PaperSettingsBody } from '../contract/paper.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PaperSettingsRow } from './paper-settings.entity.js';

const BLANK: PaperSettings = {
  superiorBody: null,
  issuingBody: null,
  sign: null,
  number: null,
  date: null,
  place: null,
  signForm: 'none',
  signedFor: null,
  signerTitle: null,
  signerName: null,
  recipients: [],
};

/** Keeps the issuer and signer of a conference's papers. Organizers only. */
@Injectable()
export class PaperSettingsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found */
  async get(actor: Principal, idOrSlug: string): Promise<PaperSettings> {
    return this.find((await this.conferences.visible(actor, idOrSlug)).id);
  }

  async find(conferenceId: Id): Promise<PaperSettings> {
    const row = await this.reader.repo(PaperSettingsRow).findOneBy({ conferenceId });
    if (!row) return { ...BLANK, recipients: [] };
    const { conferenceId: _conferenceId, ...settings } = row;
    return settings;
  }

  /**
   * Replaces them all; a field that is left out becomes a blank line.
   * @throws Problem conference.not-found
   */
  async save(actor: Principal, idOrSlug: string, body: PaperSettingsBody): Promise<PaperSettings> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const settings = {
      ...BLANK,
      recipients: [],
      ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
    };
    // Two organizers may save at once: the later one holds.
    await this.unitOfWork.run(async (tx) => {
      const after = { conferenceId: id, ...settings };
      tx.note({ before: await tx.repo(PaperSettingsRow).findOneBy({ conferenceId: id }), after });
      await tx.repo(PaperSettingsRow).upsert(after, ['conferenceId']);
    });
    return this.find(id);
  }
}
