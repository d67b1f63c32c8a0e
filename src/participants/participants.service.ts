import { Injectable } from '@nestjs/common';
import { AccessService } from '../access/access.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Mode } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import { folded } from '../contract/folded.js';
import type {
  Participant,
  ParticipantCreate,
  ParticipantOrigin,
  ParticipantPatch,
  WalkInsRemoved,
} from '../contract/participant.js';
import { normalizedCode } from '../contract/personal-code.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import type { SqlValue } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { pageOf, textAndIdOf } from '../platform/http/page.dto.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { SitesService } from '../sites/sites.service.js';
import { ParticipantStore, type RosterRow } from './participant-store.js';
import { LISTED, ParticipantRow } from './participant.entity.js';
import { RosterChanged } from './participants.events.js';
import { maySeeParticipant, participantShownTo } from './participants.policy.js';
import { participantOf } from './participants.presenter.js';
import { newCode } from './new-code.js';
import { joinFault, type Person, searchPattern } from './participants.rules.js';

/** A person who came without being on a roster; `id` is the id of the entry that says so. */
export interface WalkInRow {
  id: Id;
  conferenceId: Id;
  siteId: Id;
  fullName: string;
  unit: string | null;
  position: string | null;
  mode: Mode;
  seq: number;
}

/** Two rows for one person, as they were before. */
export interface Joined {
  walkIn: ParticipantRow;
  person: ParticipantRow;
}

/** A condition on the participant `p`; its values begin at `$at`. */
export interface Narrowing {
  where: (at: number) => string;
  values: SqlValue[];
}

/** The people of the rosters: kept by organizers, read by everything that takes or shows the roll. */
@Injectable()
export class ParticipantsService {
  constructor(
    private readonly store: ParticipantStore,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AccessService,
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * A site's roster; with `sinceSeq` what changed after it. A person who was deleted, or moved to another site, is then
   * among them as `removed` (see RosterRemovalRow for how a move is remembered).
   */
  ofSite(siteId: Id, sinceSeq?: number): Promise<RosterRow[]> {
    return this.store.ofSite(siteId, sinceSeq ?? null);
  }

  /** Those who exist, deleted ones included (`removedAt`), in no order. */
  byIds(tx: Pick<Transaction, 'query' | 'dialect'>, ids: readonly Id[]): Promise<ParticipantRow[]> {
    return this.store.among(tx, 'id', ids);
  }

  /** Those on a roster of the conference with one of these codes, however written; find them by `codeKey`. */
  byCodes(
    tx: Pick<Transaction, 'query' | 'dialect'>,
    conferenceId: Id,
    codes: readonly string[],
  ): Promise<ParticipantRow[]> {
    return this.store.among(
      tx,
      'codeKey',
      codes.map(normalizedCode),
      'p."conferenceId" = $2 AND p."removedAt" IS NULL',
      [conferenceId],
    );
  }

  /** Puts walk-ins on their sites' rosters; an id that exists stays as it is. Who records the entry tells the consoles. */
  async addWalkIns(tx: Transaction, walkIns: readonly WalkInRow[]): Promise<void> {
    const now = this.clock.instant();
    await this.store.insert(
      tx,
      walkIns.map((walkIn) => ({
        ...walkIn,
        code: newCode(),
        officeCodeKey: null,
        phone: null,
        email: null,
        origin: 'walk_in',
        joinedTo: null,
        removedAt: null,
        createdAt: now,
        updatedAt: now,
      })),
    );
  }

  /** People on the conference's rosters with exactly this full name, case and diacritics aside, in order of name; not those of `exceptSiteId`. */
  named(
    conferenceId: Id,
    fullName: string,
    limit: number,
    exceptSiteId: Id | null = null,
  ): Promise<ParticipantRow[]> {
    return this.store.select(
      `p."conferenceId" = $1 AND p."nameKey" = $2 AND p."origin" = 'roster' AND ${LISTED} AND p."siteId" <> $3 ORDER BY p."nameFolded", p."id" LIMIT ${limit}`,
      [conferenceId, folded(fullName), exceptSiteId ?? ''],
    );
  }

  /** Who is on a roster of the conference with this code, however written. */
  async owner(conferenceId: Id, code: string): Promise<ParticipantRow | null> {
    const [owner] = await this.store.select(
      `p."conferenceId" = $1 AND p."codeKey" = $2 AND p."origin" = 'roster' AND ${LISTED}`,
      [conferenceId, normalizedCode(code)],
    );
    return owner ?? null;
  }

  /** How many people each site has, deleted and joined ones left out; a site without people is not in it. `source`: a transaction to read in. */
  async countBySite(
    conferenceId: Id,
    source: Queryable = this.reader,
  ): Promise<Map<Id, { roster: number; walkIns: number }>> {
    const rows = await source.query<{ siteId: Id; roster: number | string; walkIns: number | string }>(
      `SELECT "siteId", SUM(CASE WHEN "origin" = 'roster' THEN 1 ELSE 0 END) AS "roster", SUM(CASE WHEN "origin" = 'walk_in' THEN 1 ELSE 0 END) AS "walkIns"
       FROM "participant" p WHERE p."conferenceId" = $1 AND ${LISTED} GROUP BY "siteId"`,
      [conferenceId],
    );
    return new Map(
      rows.map((row) => [row.siteId, { roster: Number(row.roster), walkIns: Number(row.walkIns) }]),
    );
  }

  /**
   * One page of the conference's people in order of name. `isByNameAlone`: for a reader who is not told the codes, the search
   * must not tell them either, piece by piece. `narrowing`: a further condition of a feature to the right.
   */
  async list(
    conferenceId: Id,
    query: PageQuery & { search?: string; siteId?: Id; origin?: ParticipantOrigin; isByNameAlone?: boolean },
    narrowing?: Narrowing,
  ): Promise<Page<Participant>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const where = ['p."conferenceId" = $1', LISTED];
    const values: SqlValue[] = [conferenceId];
    const add = (condition: (at: number) => string, ...more: SqlValue[]): void => {
      where.push(condition(values.length + 1));
      values.push(...more);
    };
    const pattern = searchPattern(query.search);
    const after = textAndIdOf(query.after);
    if (query.siteId !== undefined) add((at) => `p."siteId" = $${at}`, query.siteId);
    if (query.origin !== undefined) add((at) => `p."origin" = $${at}`, query.origin);
    if (pattern !== null)
      add((at) => `p."${query.isByNameAlone ? 'nameKey' : 'nameFolded'}" LIKE $${at} ESCAPE '\\'`, pattern);
    if (after !== null) add((at) => `(p."nameFolded", p."id") > ($${at}, $${at + 1})`, ...after);
    if (narrowing !== undefined) add(narrowing.where, ...narrowing.values);
    const rows = await this.store.select(
      `${where.join(' AND ')} ORDER BY p."nameFolded", p."id" LIMIT ${limit + 1}`,
      values,
    );
    return pageOf(rows, limit, (row) => [row.nameFolded, row.id], participantOf);
  }

  /** The person as this principal may see them. @throws Problem participant.not-found */
  async visible(actor: Principal, id: Id): Promise<Participant> {
    const [row] = await this.store.select('p."id" = $1 AND p."removedAt" IS NULL', [id]);
    if (!row || !maySeeParticipant(actor, row)) throw new Problem('participant.not-found');
    return participantShownTo(actor, participantOf(row));
  }

  /** @throws Problem conference.not-found, site.not-found, participant.code-taken */
  async create(actor: Principal, conferenceIdOrSlug: Id, fields: ParticipantCreate): Promise<Participant> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    if ((await this.sites.get(fields.siteId)).conferenceId !== conferenceId)
      throw new Problem('site.not-found');
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.instant();
      const row: Person = {
        id: this.ids.next(),
        conferenceId,
        siteId: fields.siteId,
        code: fields.code ?? newCode(),
        officeCodeKey: null,
        fullName: fields.fullName,
        unit: fields.unit ?? null,
        position: fields.position ?? null,
        mode: fields.mode ?? 'in_person',
        phone: fields.phone ?? null,
        email: fields.email ?? null,
        origin: 'roster',
        joinedTo: null,
        seq: await tx.nextSeq(),
        removedAt: null,
        createdAt: now,
        updatedAt: now,
      };
      await orCodeTaken(this.store.insert(tx, [row]));
      tx.announce(new RosterChanged(conferenceId, [row.siteId], row.seq));
      return participantOf(row);
    });
  }

  /** @throws Problem participant.not-found, site.not-found, participant.code-taken */
  async change(id: Id, patch: ParticipantPatch): Promise<Participant> {
    const target = patch.siteId === undefined ? null : await this.sites.get(patch.siteId);
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const held = await this.held(tx, id);
      if (target && target.conferenceId !== held.conferenceId) throw new Problem('site.not-found');
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const row: Person = { ...held, ...given, seq, updatedAt: this.clock.instant() };
      await orCodeTaken(this.store.update(tx, [row]));
      await this.settleMoves(tx, [{ before: held, after: row }]);
      tx.announce(new RosterChanged(row.conferenceId, [...new Set([row.siteId, held.siteId])], row.seq));
      return participantOf(row);
    });
  }

  /** Takes a person off the roster and out of the service; what the ledger holds stays. @throws Problem participant.not-found, participant.joined */
  async remove(id: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const held = await this.held(tx, id);
      if (held.joinedTo !== null || (await this.joinedWith(id, tx)).length > 0)
        throw new Problem('participant.joined');
      const now = this.clock.instant();
      await this.store.update(tx, [{ ...held, seq, removedAt: now, updatedAt: now }]);
      await this.access.endAll(tx, { participantId: id }, 'revoked');
      tx.announce(new RosterChanged(held.conferenceId, [held.siteId], seq));
    });
  }

  /**
   * As `remove`, of many walk-ins at once: all or none. Who is gone already is no fault, so that the same request may come again.
   * @throws Problem conference.not-found, participant.not-found, participant.not-walk-in, participant.joined
   */
  async removeWalkIns(actor: Principal, conferenceIdOrSlug: Id, ids: readonly Id[]): Promise<WalkInsRemoved> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const rows = await this.store.among(tx, 'id', ids, 'p."conferenceId" = $2', [conferenceId]);
      const found = new Map(rows.map((row) => [row.id, row]));
      if (ids.some((id) => !found.has(id))) throw new Problem('participant.not-found');
      if (rows.some(({ origin }) => origin !== 'walk_in')) throw new Problem('participant.not-walk-in');
      const living = rows.filter(({ removedAt }) => removedAt === null);
      if (living.some(({ joinedTo }) => joinedTo !== null)) throw new Problem('participant.joined');
      if (living.length === 0) return { removed: 0 };
      const now = this.clock.instant();
      await this.store.update(
        tx,
        living.map((row) => ({ ...row, seq, removedAt: now, updatedAt: now })),
      );
      for (const { id } of living) await this.access.endAll(tx, { participantId: id }, 'revoked');
      tx.announce(new RosterChanged(conferenceId, [...new Set(living.map(({ siteId }) => siteId))], seq));
      return { removed: living.length };
    });
  }

  /** The walk-ins who turned out to be this person. */
  joinedWith(id: Id, runs?: Transaction): Promise<ParticipantRow[]> {
    return this.store.select('p."joinedTo" = $1 AND p."removedAt" IS NULL', [id], runs);
  }

  /**
   * Takes a walk-in for a person of a roster from now on. Needs `seq` to have been taken in this transaction; who settles where
   * they stand tells the rosters. Null: it was so already.
   * @throws Problem participant.not-found, participant.not-joinable, participant.joined
   */
  async join(tx: Transaction, walkInId: Id, personId: Id, seq: number): Promise<Joined | null> {
    const [walkIn, person] = [await this.held(tx, walkInId), await this.held(tx, personId)];
    const fault = joinFault(walkIn, person);
    if (fault !== null) throw new Problem(fault);
    if (walkIn.joinedTo !== null) return null;
    await this.store.update(tx, [
      { ...walkIn, joinedTo: person.id, seq, updatedAt: this.clock.instant() },
      { ...person, seq },
    ]);
    return { walkIn, person };
  }

  /** Undoes `join`. Null: they were not joined. @throws Problem participant.not-found */
  async part(tx: Transaction, walkInId: Id, seq: number): Promise<Joined | null> {
    const walkIn = await this.held(tx, walkInId);
    if (walkIn.joinedTo === null) return null;
    const person = await this.held(tx, walkIn.joinedTo);
    await this.store.update(tx, [
      { ...walkIn, joinedTo: null, seq, updatedAt: this.clock.instant() },
      { ...person, seq },
    ]);
    return { walkIn, person };
  }

  /** Tells these sites' consoles that the person is no guest of theirs any more, unless they have spoken of them otherwise. */
  async noteGone(tx: Transaction, person: Person, siteIds: readonly Id[], seq: number): Promise<void> {
    const others = siteIds.filter((siteId) => siteId !== person.siteId);
    await this.store.noteMoves(
      tx,
      others.map((from) => ({ participantId: person.id, from, to: person.siteId, seq })),
    );
  }

  /**
   * Tells the old sites of those who moved. A moved trainee signs in anew, since a sign-in names its site; so does one
   * with another code, since somebody else may have known the old one.
   */
  async settleMoves(tx: Transaction, changes: { before: Person; after: Person }[]): Promise<void> {
    const moved = changes.filter(({ before, after }) => before.siteId !== after.siteId);
    await this.store.noteMoves(
      tx,
      moved.map(({ before, after }) => ({
        participantId: after.id,
        from: before.siteId,
        to: after.siteId,
        seq: after.seq,
      })),
    );
    const renewed = changes.filter(
      ({ before, after }) =>
        before.siteId !== after.siteId || normalizedCode(before.code) !== normalizedCode(after.code),
    );
    for (const { after } of renewed) await this.access.endAll(tx, { participantId: after.id }, 'revoked');
  }

  /** To be asked after a number was taken: that holds off other changes of rosters until the commit, which this row would undo. */
  private async held(tx: Transaction, id: Id): Promise<ParticipantRow> {
    const [row] = await this.store.among(tx, 'id', [id], 'p."removedAt" IS NULL');
    if (!row) throw new Problem('participant.not-found');
    return row;
  }
}

async function orCodeTaken(writing: Promise<void>): Promise<void> {
  await writing.catch((fault: unknown) => {
    throw brokenConstraint(fault) === 'unique' ? new Problem('participant.code-taken') : fault;
  });
}
