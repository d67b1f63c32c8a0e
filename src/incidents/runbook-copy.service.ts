import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CopySteps } from '../conferences/copy/copy-steps.service.js';
import { Reader } from '../platform/database/reader.js';
import { RunbookTextRow } from './incident.entity.js';

/** Copies what to do about each kind of cause; never what has happened. */
@Injectable()
export class RunbookCopyService implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    const rows = this.reader.repo(RunbookTextRow);
    this.steps.add({
      part: 'settings',
      count: (conferenceId) => rows.count({ where: { conferenceId } }),
      copy: async (run) => {
        const texts = await rows.findBy({ conferenceId: run.from.id });
        await run.write(texts.length, async (tx) => {
          for (const text of texts)
            await tx.repo(RunbookTextRow).insert({ ...text, conferenceId: run.to.id });
        });
      },
      remove: ({ conferenceId, write }) =>
        write(async (tx) => void (await tx.repo(RunbookTextRow).delete({ conferenceId }))),
    });
  }
}
