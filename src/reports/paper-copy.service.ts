import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CopySteps } from '../conferences/copy/copy-steps.service.js';
import { Reader } from '../platform/database/reader.js';
import { PaperSettingsRow } from './paper-settings.entity.js';

/** Copies who issues and signs papers; number and date are those of one paper. */
@Injectable()
export class PaperCopyService implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    const rows = this.reader.repo(PaperSettingsRow);
    this.steps.add({
      part: 'settings',
      count: (conferenceId) => rows.count({ where: { conferenceId } }),
      copy: async (run) => {
        const settings = await rows.findOneBy({ conferenceId: run.from.id });
        if (settings === null) return;
        const own = { conferenceId: run.to.id, number: null, date: null };
        await run.write(1, async (tx) => {
          await tx.repo(PaperSettingsRow).insert({ ...settings, ...own });
        });
      },
      remove: ({ conferenceId, write }) =>
        write(async (tx) => void (await tx.repo(PaperSettingsRow).delete({ conferenceId }))),
    });
  }
}
