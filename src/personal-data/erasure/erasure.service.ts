import { Injectable } from '@nestjs/common';
import { ConferenceChanged } from '../../conferences/conferences.events.js';
import type { Organizer } from '../../contract/auth.js';
import type { EraseBody, Erasure } from '../../contract/personal-data.js';
import type { Id, Instant } from '../../contract/wire.js';
import { MaterialsChanged } from '../../materials/materials.events.js';
import { ErasedPeopleService } from '../../participants/erased-people.service.js';
import type { ParticipantRow } from '../../participants/participant.entity.js';
import { RosterChanged } from '../../participants/participants.events.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { TextsErased } from '../../platform/personal-data/personal-data.events.js';
import { ScheduleChanged } from '../../schedule/schedule.events.js';
import { SitesChanged } from '../../sites/sites.events.js';
import { ErasedFilesService } from '../files/erased-files.service.js';
import { ErasureRow } from './erasure.entity.js';
import { type Found, MentionsRepository } from './mentions.repository.js';
import { erasedName, type Traits, traitsOf, withoutMentions } from './mentions.rules.js';

/** How many more searches follow the first, for texts that were written meanwhile. */
const ROUNDS = 5;

export interface ErasureWish {
  reason: string;
  keep: readonly string[];
  at: Instant;
  accountId: Id;
  byName: string;
}
interface Erased {
  row: ErasureRow;
  group: ParticipantRow[];
}

/** Erases what tells who a participant was. Who was where and when stays, under a number. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly people: ErasedPeopleService,
    private readonly mentions: MentionsRepository,
    private readonly files: ErasedFilesService,
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Erases the person; twice is a no-op. Every text that names them loses the name, except those in `keep`.
   * @throws Problem participant.not-found, participant.mention-unknown
   */
  async erase(actor: Organizer, participantId: Id, { reason, keep = [] }: EraseBody): Promise<Erasure> {
    await this.requireMentions(participantId, keep);
    const row = await this.carryOut(participantId, {
      reason,
      keep,
      at: this.clock.instant(),
      accountId: actor.accountId,
      byName: actor.name,
    });
    return erasureOf(row);
  }

  /**
   * As `erase`; also called after a restore, for the list of erasures: texts to keep that are not there are
   * passed over.
   */
  async carryOut(participantId: Id, wish: ErasureWish): Promise<ErasureRow> {
    const group = await this.people.group(participantId);
    const traits = traitsOf(group);
    const all = await this.mentions.find(group[0].conferenceId, traits);
    const named = idsOf(all);
    const kept = new Set(wish.keep.filter((id) => named.has(id)));
    const isGoing = ({ id }: Found): boolean => !kept.has(id);
    const find = async (): Promise<Found[]> =>
      (await this.mentions.find(group[0].conferenceId, traits)).filter(isGoing);
    let found = all.filter(isGoing);
    const { row, isNew } = await this.eraseAll(group[0].id, { ...wish, keep: [...kept] }, found);
    if (!isNew) return row;
    for (let round = 0; round < ROUNDS && (found = await find()).length > 0; round += 1)
      await this.clear(row, traits, found);
    await this.files.erased(row);
    return row;
  }

  /** What is kept is stored for good: ids of texts that name the person, and nothing else. */
  private async requireMentions(participantId: Id, keep: readonly string[]): Promise<void> {
    const group = await this.people.group(participantId);
    if (keep.length === 0 || group[0].erasedAt !== null) return;
    const found = idsOf(await this.mentions.find(group[0].conferenceId, traitsOf(group)));
    if (keep.some((id) => !found.has(id))) throw new Problem('participant.mention-unknown');
  }

  /** Erases in one transaction, so that nobody sees half of it. */
  private eraseAll(
    participantId: Id,
    wish: ErasureWish,
    found: readonly Found[],
  ): Promise<{ row: ErasureRow; isNew: boolean }> {
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await tx.repo(ErasureRow).findOneBy({ participantId });
      if (existing) return { row: existing, isNew: false };
      // Read again: a walk-in may have been joined meanwhile.
      const group = await this.people.group(participantId, tx);
      const { row } = await this.noted(tx, group, wish);
      const label = erasedName(row.number);
      const traits = traitsOf(group);
      row.texts = await this.mentions.rewrite(tx, found, { traits, label, seq });
      await tx.repo(ErasureRow).update({ participantId }, { texts: row.texts });
      await this.people.erase(tx, group, () => label, seq);
      await this.announce(tx, group, found, seq);
      const object = { kind: 'participant', id: row.participantId };
      const { conferenceId, number, texts } = row;
      tx.note({ act: 'participant.erased', object, conferenceId, detail: { number, texts } });
      return { row, isNew: true };
    });
  }

  private async noted(tx: Transaction, group: ParticipantRow[], wish: ErasureWish): Promise<Erased> {
    const { id: participantId, conferenceId } = group[0]!;
    const [last] = await tx.query<{ number: number | null }>(
      'SELECT MAX("number") AS "number" FROM "erasure" WHERE "conferenceId" = $1',
      [conferenceId],
    );
    const number = (last?.number ?? 0) + 1;
    const row: ErasureRow = {
      participantId,
      conferenceId,
      number,
      reason: withoutMentions(wish.reason, traitsOf(group), erasedName(number)),
      kept: JSON.stringify(wish.keep),
      texts: 0,
      at: wish.at,
      accountId: wish.accountId,
      byName: wish.byName,
      filesAt: null,
    };
    await tx.repo(ErasureRow).insert(row);
    return { row, group };
  }

  private clear(row: ErasureRow, traits: Traits, found: readonly Found[]): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const label = erasedName(row.number);
      row.texts += await this.mentions.rewrite(tx, found, { traits, label, seq });
      await tx.repo(ErasureRow).update({ participantId: row.participantId }, { texts: row.texts });
      await this.announce(tx, await this.people.group(row.participantId, tx), found, seq);
    });
  }

  /** Lets consoles, pages and caches read the new texts. */
  private async announce(
    tx: Transaction,
    group: readonly ParticipantRow[],
    found: readonly Found[],
    seq: number,
  ): Promise<void> {
    const { conferenceId } = group[0]!;
    const tables = new Set(found.map(({ table }) => table));
    const sites = await tx.query<{ id: Id }>(
      `SELECT DISTINCT d."siteId" AS "id" FROM "attendance_delivery" d CROSS JOIN "site" s
        WHERE s."conferenceId" = $1 AND d."siteId" = s."id"`,
      [conferenceId],
    );
    const siteIds = new Set([...group.map(({ siteId }) => siteId), ...sites.map(({ id }) => id)]);
    tx.announce(new RosterChanged(conferenceId, [...siteIds], seq, []));
    if (tables.size === 0) return;
    tx.announce(new TextsErased(conferenceId, tables));
    tx.announce(new ConferenceChanged(conferenceId, ['title']));
    tx.announce(new ScheduleChanged(conferenceId));
    tx.announce(new MaterialsChanged(conferenceId));
    const touched = found.filter(({ table }) => table === 'site').map(({ keys }) => String(keys[0]));
    if (touched.length > 0) tx.announce(new SitesChanged(conferenceId, touched));
  }
}

const idsOf = (found: readonly Found[]): Set<string> => new Set(found.map(({ id }) => id));

export const erasureOf = (row: ErasureRow): Erasure => ({
  participantId: row.participantId,
  conferenceId: row.conferenceId,
  number: row.number,
  reason: row.reason,
  at: row.at,
  by: row.byName,
  texts: row.texts,
  filesAt: row.filesAt,
});
