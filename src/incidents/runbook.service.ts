import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import { INCIDENT_CAUSES, type Runbook, type RunbookBody } from '../contract/incident.js';
import type { Id } from '../contract/wire.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { RunbookTextRow } from './incident.entity.js';

/** What to do about each kind of cause, as the conference has written it. */
@Injectable()
export class RunbookService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found */
  async read(actor: Principal, conferenceId: Id): Promise<Runbook> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    return textsOf(this.reader, id);
  }

  /** Writes the given texts; `null` takes the page's own again. @throws Problem conference.not-found */
  async write(actor: Principal, conferenceId: Id, body: RunbookBody): Promise<Runbook> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    return this.unitOfWork.run(async (tx) => {
      const before = await textsOf(tx, id);
      const rows = tx.repo(RunbookTextRow);
      for (const cause of INCIDENT_CAUSES) {
        const text = body[cause];
        if (text) await rows.upsert({ conferenceId: id, cause, text }, ['conferenceId', 'cause']);
        else if (text !== undefined) await rows.delete({ conferenceId: id, cause });
      }
      const after = await textsOf(tx, id);
      tx.note({ before, after });
      return after;
    });
  }
}

async function textsOf(source: Queryable, conferenceId: Id): Promise<Runbook> {
  const rows = await source.query<RunbookTextRow>('SELECT * FROM "runbook_text" WHERE "conferenceId" = $1', [
    conferenceId,
  ]);
  const written = new Map(rows.map(({ cause, text }) => [cause, text]));
  return Object.fromEntries(INCIDENT_CAUSES.map((cause) => [cause, written.get(cause) ?? null])) as Runbook;
}
