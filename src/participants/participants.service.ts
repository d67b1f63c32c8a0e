import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import { folded } from '../contract/folded.js';
import type {
  Participant,
  ParticipantCreate,
  ParticipantOrigin,
  ParticipantPatch,
} from '../contract/participant.js';
import { normalizedCode } from '../contract/personal-code.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import type { SqlValue } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { pageOf, textAndIdOf } from '../platform/http/page.dto.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { isInReach, isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import { type Narrowing, ParticipantRepository, type RosterRow } from './participant.repository.js';
import { orCodeTaken } from './code-taken.js';
import { LISTED, ParticipantRow } from './participant.entity.js';
import { RosterChanged } from './participants.events.js';
import { maySeeParticipant, participantShownTo } from './participants.policy.js';
import { participantOf } from './participants.presenter.js';
import { newCode } from './new-code.js';
import { listingChanges, mustSignInAnew, type Person, searchPattern } from './participants.rules.js';

export type { Narrowing };

/** The people of the rosters: kept by organizers, read by everything that takes or shows the roll. */
@Injectable()
export class ParticipantsService {
  constructor(
    private readonly store: ParticipantRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AccessService,
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * A site's roster; with `sinceSeq` what changed after it. A person who was deleted, or moved to another
   * site, is then among them as `removed` (see RosterRemovalRow for how a move is remembered).
   */
  ofSite(siteId: Id, sinceSeq?: number): Promise<RosterRow[]> {
    return this.store.ofSite(siteId, sinceSeq ?? null);
  }

  /** People by id, removed ones included (`removedAt`), in no order. */
  byIds(tx: Pick<Transaction, 'query' | 'dialect'>, ids: readonly Id[]): Promise<ParticipantRow[]> {
    return this.store.findBy(tx, 'id', ids);
  }

  /**
   * People on a roster of the conference with one of these codes, however written; find them by `codeKey`.
   */
  byCodes(
    tx: Pick<Transaction, 'query' | 'dialect'>,
    conferenceId: Id,
    codes: readonly string[],
  ): Promise<ParticipantRow[]> {
    return this.store.findBy(
      tx,
      'codeKey',
      codes.map(normalizedCode),
      'p."conferenceId" = $2 AND p."removedAt" IS NULL',
      [conferenceId],
    );
  }

  /** People on a roster of any conference with this code, however written. */
  findByCode(code: string): Promise<ParticipantRow[]> {
    return this.store.findByCode(code, 'p."removedAt" IS NULL');
  }

  /**
   * People on the conference's rosters with exactly this full name, case and diacritics aside, in order of
   * name; not those of `exceptSiteId`.
   */
  named(
    conferenceId: Id,
    fullName: string,
    limit: number,
    exceptSiteId: Id | null = null,
  ): Promise<ParticipantRow[]> {
    return this.store.select(
      `p."conferenceId" = $1 AND p."nameKey" = $2 AND p."origin" = 'roster' AND ${LISTED} AND p."siteId" <> $3
       ORDER BY p."nameFolded", p."id" LIMIT ${limit}`,
      [conferenceId, folded(fullName), exceptSiteId ?? ''],
    );
  }

  /**
   * Finds the listed person of the conference with this code, in any spelling;
   * `null` if there is none, or there are several.
   */
  async owner(conferenceId: Id, code: string): Promise<ParticipantRow | null> {
    const [owner, other] = await this.store.findByCode(
      code,
      `p."conferenceId" = $2 AND p."origin" = 'roster' AND ${LISTED}`,
      [conferenceId],
    );
    return other ? null : (owner ?? null);
  }

  /**
   * One page of the conference's people within reach in order of name. `isByNameAlone`: for a reader who is
   * not told the codes, the search must not tell them either, piece by piece. `narrowing`: a further
   * condition of a feature to the right.
   */
  async list(
    conferenceId: Id,
    query: PageQuery & {
      search?: string;
      siteId?: Id;
      origin?: ParticipantOrigin;
      reach?: Reach;
      isByNameAlone?: boolean;
    },
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
    const { reach = null } = query;
    if (reach !== null)
      add((at) => isInReachSql(this.store.dialect, 'p."siteId"', at), reachParameter(reach));
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

  /** A person who was read, as this principal may see them. */
  shownTo(actor: Principal, row: RosterRow | ParticipantRow): Participant {
    return participantShownTo(actor, participantOf(row));
  }

  /** The person as this principal may see them. @throws Problem participant.not-found */
  async visible(actor: Principal, id: Id): Promise<Participant> {
    const person = await this.find(actor, id);
    if (person === null) throw new Problem('participant.not-found');
    return person;
  }

  /** As `visible`; `null` if the person does not exist or the actor may not see them. */
  async find(actor: Principal, id: Id): Promise<Participant | null> {
    const [row] = await this.store.select('p."id" = $1 AND p."removedAt" IS NULL', [id]);
    if (!row || !maySeeParticipant(actor, row) || !(await this.isMet(actor, row))) return null;
    return this.cutTo(await this.sites.reach(actor, row.conferenceId), this.shownTo(actor, row));
  }

  /** Those of these people who are of sites outside the reader's part. */
  outside(reach: Reach, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
    return this.store.outside(reach, ids);
  }

  /** Whether the person is of a site that the actor may see. */
  async isMet(
    actor: Principal,
    { conferenceId, siteId }: Pick<ParticipantRow, 'conferenceId' | 'siteId'>,
  ): Promise<boolean> {
    return isInReach(await this.sites.reach(actor, conferenceId), siteId);
  }

  /** @throws Problem conference.not-found, site.not-found, site.is-group, participant.code-taken */
  async create(actor: Principal, conferenceIdOrSlug: Id, fields: ParticipantCreate): Promise<Participant> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const reach = await this.sites.reach(actor, conferenceId);
    if (!isInReach(reach, fields.siteId)) throw new Problem('site.not-found');
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      await this.sites.requirePoint(tx, fields.siteId, conferenceId);
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
        seq,
        removedAt: null,
        erasedAt: null,
        createdAt: now,
        updatedAt: now,
      };
      await orCodeTaken(this.store.insert(tx, [row]));
      tx.note({ object: { kind: 'participant', id: row.id }, after: row });
      const listings = listingChanges([{ before: null, after: row }]);
      tx.announce(new RosterChanged(conferenceId, [row.siteId], seq, listings));
      return participantOf(row);
    });
  }

  /**
   * Changes a person. Moving them needs rights at both sites.
   * @throws Problem participant.not-found, participant.erased, site.not-found, site.is-group,
   *   participant.code-taken
   */
  async change(
    actor: Principal,
    id: Id,
    patch: ParticipantPatch,
    ifMatch: string | null = null,
  ): Promise<Participant> {
    const changed = await this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await this.store.locked(tx, id);
      const reach = await this.sites.reach(actor, existing.conferenceId);
      if (!isInReach(reach, existing.siteId)) throw new Problem('participant.not-found');
      // An edit must not bring a name back.
      if (existing.erasedAt !== null) throw new Problem('participant.erased');
      refuseOutdated(ifMatch, existing);
      if (patch.siteId !== undefined) {
        if (!isInReach(reach, patch.siteId)) throw new Problem('site.not-found');
        await this.sites.requirePoint(tx, patch.siteId, existing.conferenceId);
      }
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const row: Person = { ...existing, ...given, seq, updatedAt: this.clock.instant() };
      await orCodeTaken(this.store.update(tx, [row]));
      await this.settleMoves(tx, [{ before: existing, after: row }]);
      const siteIds = [...new Set([row.siteId, existing.siteId])];
      const listings = listingChanges([{ before: existing, after: row }]);
      tx.announce(new RosterChanged(row.conferenceId, siteIds, seq, listings));
      return participantOf(row);
    });
    return this.cutTo(await this.sites.reach(actor, changed.conferenceId), changed);
  }

  /** Leaves out whom a walk-in turned out to be, if that is somebody outside the reader's part. */
  private async cutTo(reach: Reach, person: Participant): Promise<Participant> {
    const { joinedTo } = person;
    const outside = await this.outside(reach, joinedTo === null ? [] : [joinedTo]);
    return joinedTo !== null && outside.has(joinedTo) ? { ...person, joinedTo: null } : person;
  }

  /**
   * Takes a person off the roster and out of the service; what the ledger holds stays.
   * @throws Problem participant.not-found, participant.joined
   */
  async remove(id: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await this.store.locked(tx, id);
      if (existing.joinedTo !== null || (await this.store.joinedWith(id, tx)).length > 0)
        throw new Problem('participant.joined');
      const now = this.clock.instant();
      const removed = { ...existing, seq, removedAt: now, updatedAt: now };
      await this.store.update(tx, [removed]);
      await this.access.endAll(tx, { participantId: id }, 'revoked');
      const listings = listingChanges([{ before: existing, after: removed }]);
      tx.announce(new RosterChanged(existing.conferenceId, [existing.siteId], seq, listings));
    });
  }

  /** Tells the old sites of those who moved, and ends sign-ins that no longer hold. */
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
    for (const { after } of changes.filter(mustSignInAnew))
      await this.access.endAll(tx, { participantId: after.id }, 'revoked');
  }
}
