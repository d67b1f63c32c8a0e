import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ErasedPeopleService } from '../../participants/erased-people.service.js';
import { Reader } from '../../platform/database/reader.js';
import { Problem } from '../../platform/http/problem.js';
import { countOf } from '../../platform/log/count-of.js';
import type { ErasedNote } from '../../platform/personal-data/erased-list.js';
import type { ErasureRow } from '../erasure/erasure.entity.js';
import { ErasureService } from '../erasure/erasure.service.js';
import { ErasedFilesService } from './erased-files.service.js';

/**
 * Erases again whoever a restored backup brought back, before the service takes its first request. Also
 * notes an erasure that a kill cut off before it was on the list.
 */
@Injectable()
export class ErasedReplayService implements OnApplicationBootstrap {
  private readonly log = new Logger(ErasedReplayService.name);

  constructor(
    private readonly files: ErasedFilesService,
    private readonly erasures: ErasureService,
    private readonly people: ErasedPeopleService,
    private readonly reader: Reader,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const known = await this.reader.query<ErasureRow>('SELECT * FROM "erasure"');
    await this.files.note(known);
    const ids = new Set(known.map(({ participantId }) => participantId));
    const missing = (await this.files.listed()).filter(({ participantId }) => !ids.has(participantId));
    let erased = 0;
    for (const note of missing) erased += await this.replay(note);
    if (erased > 0) this.log.log(`${countOf(erased, 'person')} erased again after a restore`);
  }

  /** Whoever is not in this database was never in it, or came after the backup. One of a group erases all. */
  private async replay({ participantId, keep, at, accountId }: ErasedNote): Promise<number> {
    try {
      if (await this.people.isErased(participantId)) return 0;
      await this.erasures.carryOut(participantId, { reason: '', keep, at, accountId, byName: '' });
      return 1;
    } catch (fault) {
      if (fault instanceof Problem && fault.code === 'participant.not-found') return 0;
      throw fault;
    }
  }
}
