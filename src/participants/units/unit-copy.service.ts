import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CopySteps } from '../../conferences/copy/copy-steps.service.js';
import { Reader } from '../../platform/database/reader.js';
import { Ids } from '../../platform/ids/ids.js';
import { inSlices } from '../../platform/pace/pace.js';
import { UnitMergeRow } from './unit-merge.entity.js';

const SLICE = 100;

/** Copies which units are one: the files of the next time spell them as those of the last. */
@Injectable()
export class UnitCopyService implements OnModuleInit {
  constructor(
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    const rows = this.reader.repo(UnitMergeRow);
    this.steps.add({
      part: 'settings',
      count: (conferenceId) => rows.count({ where: { conferenceId } }),
      copy: async (run) => {
        const merges = await rows.find({ where: { conferenceId: run.from.id }, order: { id: 'ASC' } });
        await inSlices(merges, SLICE, (slice) =>
          run.write(slice.length, async (tx) => {
            const own = { conferenceId: run.to.id, createdAt: run.at };
            for (const merge of slice)
              await tx.repo(UnitMergeRow).insert({ ...merge, ...own, id: this.ids.next() });
          }),
        );
      },
      remove: ({ rows: remove }) => remove('unit_merge'),
    });
  }
}
