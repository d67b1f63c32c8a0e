import { Injectable } from '@nestjs/common';
import type { Id } from '../contract/wire.js';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { newCode } from './new-code.js';
import type { ParticipantRow } from './participant.entity.js';
import { ParticipantRepository } from './participant.repository.js';
import { LISTED } from './participant.entity.js';

/** Finds and erases people, also those who were taken off the rosters. */
@Injectable()
export class ErasedPeopleService {
  constructor(
    private readonly store: ParticipantRepository,
    private readonly access: AccessService,
    private readonly clock: Clock,
    private readonly reader: Reader,
  ) {}

  /**
   * The person first, then the walk-ins who were merged with them. For the id of such a walk-in, too.
   * @throws Problem participant.not-found
   */
  async group(id: Id, tx?: Transaction): Promise<[ParticipantRow, ...ParticipantRow[]]> {
    const runs = tx ?? this.reader;
    const [row] = await this.store.select('p."id" = $1', [id], runs);
    if (!row) throw new Problem('participant.not-found');
    const root = row.joinedTo ?? row.id;
    const rows = await this.store.select('p."id" = $1 OR p."joinedTo" = $1 ORDER BY p."id"', [root], runs);
    const person = rows.find((one) => one.id === root) ?? row;
    return [person, ...rows.filter((one) => one.id !== person.id)];
  }

  /** The ids of erased walk-ins who turned out to be these people, by person. */
  async joinedWith(personIds: readonly Id[]): Promise<Map<Id, Id[]>> {
    const rows = await this.store.findBy(this.reader, 'joinedTo', personIds, 'p."erasedAt" IS NOT NULL');
    const joined = new Map<Id, Id[]>();
    for (const { id, joinedTo } of rows) joined.set(joinedTo!, [...(joined.get(joinedTo!) ?? []), id]);
    return joined;
  }

  /** Whether this row tells of nobody any more. @throws Problem participant.not-found */
  async isErased(id: Id): Promise<boolean> {
    return (await this.group(id)).some((one) => one.id === id && one.erasedAt !== null);
  }

  /** How many others on the lists of the conference have the same name, case and diacritics aside. */
  async namesakes({ conferenceId, nameKey, id }: ParticipantRow): Promise<number> {
    const rows = await this.store.select(
      `p."conferenceId" = $1 AND p."nameKey" = $2 AND p."id" <> $3 AND ${LISTED} LIMIT 1000`,
      [conferenceId, nameKey, id],
    );
    return rows.length;
  }

  async countErased(conferenceId: Id): Promise<number> {
    const [row] = await this.reader.query<{ count: number | string }>(
      'SELECT COUNT(*) AS "count" FROM "participant" WHERE "conferenceId" = $1 AND "erasedAt" IS NOT NULL',
      [conferenceId],
    );
    return Number(row!.count);
  }

  /** The next people of the conference who are not erased. */
  notErased(tx: Transaction, conferenceId: Id, limit: number): Promise<ParticipantRow[]> {
    return this.store.select(
      `p."conferenceId" = $1 AND p."erasedAt" IS NULL ORDER BY p."id" LIMIT ${limit}`,
      [conferenceId],
      tx,
    );
  }

  /**
   * Replaces the name by the label and empties everything else that identifies the person. The row stays, and
   * so does every count. Call after `nextSeq()`.
   */
  async erase(
    tx: Transaction,
    rows: readonly ParticipantRow[],
    labelOf: (row: ParticipantRow) => string,
    seq: number,
  ): Promise<void> {
    const now = this.clock.instant();
    await this.store.update(
      tx,
      rows.map((row) => ({
        ...row,
        fullName: labelOf(row),
        unit: null,
        position: null,
        phone: null,
        email: null,
        code: newCode(),
        officeCodeKey: null,
        erasedAt: now,
        seq,
        updatedAt: now,
      })),
    );
    for (const { id } of rows) await this.access.endAll(tx, { participantId: id }, 'revoked');
  }
}
