import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reader } from '../../platform/database/reader.js';
import { ImportMappingRow } from '../../platform/sheets/import-mapping.entity.js';
import type { Id } from '../../contract/wire.js';
import { ConferenceRow } from '../conference.entity.js';
import { ConferencesService } from '../conferences.service.js';
import { DataPolicyService } from '../data-policy.service.js';
import { type CopyRun, CopySteps } from './copy-steps.service.js';

/** Copies how the hall is reached and seen, and which columns of files were chosen by hand. */
@Injectable()
export class ChannelsCopyService implements OnModuleInit {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly policies: DataPolicyService,
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    this.steps.add(
      {
        part: 'settings',
        count: async (id) =>
          Number((await this.conferences.channelsOf(id)).hotline !== null) +
          Number((await this.policies.find(id)) !== null) +
          (await this.mappingsOf(id)).length,
        copy: (run) => this.copySettings(run),
        remove: ({ conferenceId, write }) =>
          write(async (tx) => void (await tx.repo(ImportMappingRow).delete({ conferenceId }))),
      },
      {
        part: 'broadcast',
        count: async (id) => Number((await this.conferences.channelsOf(id)).broadcastUrl !== null),
        copy: (run) => this.copyBroadcast(run),
        remove: async () => {},
      },
    );
  }

  private async copySettings(run: CopyRun): Promise<void> {
    const { hotline } = await this.conferences.channelsOf(run.from.id);
    const dataPolicy = await this.policies.find(run.from.id);
    const mappings = await this.mappingsOf(run.from.id);
    const own = Number(hotline !== null) + Number(dataPolicy !== null);
    await run.write(mappings.length + own, async (tx) => {
      await tx.repo(ConferenceRow).update({ id: run.to.id }, { hotline, dataPolicy });
      for (const mapping of mappings)
        await tx.repo(ImportMappingRow).insert({ ...mapping, conferenceId: run.to.id, updatedAt: run.at });
    });
  }

  private async copyBroadcast(run: CopyRun): Promise<void> {
    const { broadcastUrl, broadcastPublic } = await this.conferences.channelsOf(run.from.id);
    await run.write(Number(broadcastUrl !== null), async (tx) => {
      const links = { broadcastUrl, broadcastPublic: broadcastPublic ? 1 : 0 };
      await tx.repo(ConferenceRow).update({ id: run.to.id }, links);
    });
  }

  private mappingsOf(conferenceId: Id): Promise<ImportMappingRow[]> {
    return this.reader.repo(ImportMappingRow).findBy({ conferenceId });
  }
}
