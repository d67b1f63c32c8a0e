import { Injectable } from '@nestjs/common';
import { walkInLimit } from '../../contract/site-scope.js';
import type { Id } from '../../contract/wire.js';
import { LISTED } from '../../participants/participant.entity.js';
import { type Dialect, listed } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AttendanceRepository } from '../ledger/attendance.repository.js';
import { codeName, type Person, whoCounts } from './attendance.rules.js';
import type { SiteFacts } from './site-limits.rules.js';
import type { PersonCheckpoint } from './people-at-checkpoints.rules.js';
import type { Submission } from './submission.js';

const walkInsOf = (dialect: Dialect): string =>
  `SELECT t."id", t."expected", COUNT(p."id") AS "people",
     SUM(CASE WHEN p."origin" = 'walk_in' THEN 1 ELSE 0 END) AS "walkIns"
   FROM ${listed(dialect, 1)} CROSS JOIN "site" t
   LEFT JOIN "participant" p ON p."siteId" = t."id" AND ${LISTED} WHERE t."id" = l.value
   GROUP BY t."id", t."expected"`;
const STATEMENTS = { sqlite: walkInsOf('sqlite'), postgres: walkInsOf('postgres') };

/**
 * Reads what limits the consoles of a batch; most batches add no walk-in and speak
 * of nobody who left another site.
 */
@Injectable()
export class LimitsRepository {
  constructor(private readonly store: AttendanceRepository) {}

  async read(
    tx: Transaction,
    submissions: readonly Submission[],
    people: ReadonlyMap<Id, Person>,
    byCode: ReadonlyMap<string, Person>,
  ): Promise<SiteFacts> {
    const sites = new Set<Id>();
    const pairs: PersonCheckpoint[] = [];
    for (const { context, parsedEntries } of submissions) {
      if (context.actor.kind === 'organizer') continue;
      for (const parsed of parsedEntries) {
        if ('fault' in parsed) continue;
        const { walkIn, kind, code, participantId, checkpointId } = parsed.entry;
        if (walkIn !== null) sites.add(context.siteId);
        if (kind !== 'left') continue;
        const person =
          code === null ? people.get(participantId ?? '') : byCode.get(codeName(context.conferenceId, code));
        if (person !== undefined && person.siteId !== context.siteId)
          pairs.push({ checkpointId, participantId: whoCounts(person) });
      }
    }
    const facts = await this.store.findFacts(tx, pairs);
    return {
      walkInsLeft: await this.walkInsLeft(tx, sites),
      present: facts
        .filter(({ kind }) => kind === 'present')
        .map(({ checkpointId, siteId, aboutId }) => ({ checkpointId, siteId, participantId: aboutId })),
    };
  }

  private async walkInsLeft(tx: Transaction, siteIds: ReadonlySet<Id>): Promise<Map<Id, number>> {
    if (siteIds.size === 0) return new Map();
    const rows = await tx.query<{
      id: Id;
      expected: number | null;
      people: number | string;
      walkIns: number | string | null;
    }>(STATEMENTS[tx.dialect], [JSON.stringify([...siteIds])]);
    return new Map(
      rows.map(({ id, expected, people, walkIns }) => [
        id,
        walkInLimit(expected ?? Number(people) - Number(walkIns ?? 0)) - Number(walkIns ?? 0),
      ]),
    );
  }
}
