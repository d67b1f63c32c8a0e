import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CopyRun, CopySteps } from '../conferences/copy/copy-steps.service.js';
import { Reader } from '../platform/database/reader.js';
import { ReadinessSettingsRow } from './readiness-settings.entity.js';
import { ReadinessItemsStored } from './readiness.events.js';

/** Copies what a conference asks of its sites; never how they stood, and whom somebody called. */
@Injectable()
export class ReadinessCopyService implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    const rows = this.reader.repo(ReadinessSettingsRow);
    this.steps.add({
      part: 'settings',
      count: (conferenceId) => rows.count({ where: { conferenceId } }),
      copy: (run) => this.copy(run),
      remove: ({ conferenceId, write }) =>
        write(async (tx) => void (await tx.repo(ReadinessSettingsRow).delete({ conferenceId }))),
      shown: async (tx, id) => {
        const row = await tx.repo(ReadinessSettingsRow).findOneBy({ conferenceId: id });
        if (row === null) return;
        const { conferenceId, ...stored } = row;
        tx.announce(new ReadinessItemsStored(conferenceId, stored));
      },
    });
  }

  private async copy(run: CopyRun): Promise<void> {
    const settings = await this.reader.repo(ReadinessSettingsRow).findOneBy({ conferenceId: run.from.id });
    if (settings === null) return;
    const { deadline } = settings;
    await run.write(1, async (tx) => {
      await tx.repo(ReadinessSettingsRow).insert({
        ...settings,
        conferenceId: run.to.id,
        deadline: deadline === null ? null : run.moved(deadline),
        itemAddedAt: null,
      });
    });
  }
}
