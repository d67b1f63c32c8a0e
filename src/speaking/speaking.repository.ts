import { Injectable } from '@nestjs/common';
import type { SpeakActor, SpeakState } from '../contract/speaking.js';
import { OPEN_SPEAK_STATES } from '../contract/speaking.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import type { SqlValue } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { SpeakGateRow, SpeakRequestRow, SpeakStepRow } from './speaking.entity.js';
import type { Gates } from './speaking.rules.js';
import { rowOf, type Turn, turnOf } from './turn.js';

const OPEN = OPEN_SPEAK_STATES.map((state) => `'${state}'`).join(', ');

export interface SpeakFilter {
  states: readonly SpeakState[];
  sessionId?: Id;
  siteId?: Id;
  reach: Reach;
}

/** Where requests lie, and every step of each. */
@Injectable()
export class SpeakingRepository {
  constructor(private readonly reader: Reader) {}

  async find(tx: Transaction, id: Id): Promise<Turn | null> {
    const row = await tx.repo(SpeakRequestRow).findOneBy({ id });
    return row && turnOf(row);
  }

  /** The open requests of a conference, or of every one. */
  async open(source: Queryable = this.reader, conferenceId?: Id): Promise<Turn[]> {
    const rows = await source.query<SpeakRequestRow>(
      `SELECT * FROM "speak_request" WHERE "state" IN (${OPEN})
        ${conferenceId === undefined ? '' : 'AND "conferenceId" = $1'} ORDER BY "place"`,
      conferenceId === undefined ? [] : [conferenceId],
    );
    return rows.map(turnOf);
  }

  async insert(tx: Transaction, turn: Turn): Promise<void> {
    await tx.repo(SpeakRequestRow).insert(rowOf(turn));
    await this.note(tx, turn, 'ask', turn.at, turn.actor);
  }

  /** Writes what an act has made of a request, and the step. */
  async update(tx: Transaction, turn: Turn, act: string, at: Instant, actor: SpeakActor): Promise<void> {
    const { id, ...columns } = rowOf(turn);
    await tx.repo(SpeakRequestRow).update({ id }, columns);
    await this.note(tx, turn, act, at, actor);
  }

  async gates(source: Queryable, conferenceId: Id): Promise<Gates> {
    const rows = await source.query<Pick<SpeakGateRow, 'scopeId' | 'open'>>(
      'SELECT "scopeId", "open" FROM "speak_gate" WHERE "conferenceId" = $1',
      [conferenceId],
    );
    return new Map(rows.map(({ scopeId, open }) => [scopeId, Boolean(open)]));
  }

  async setGate(tx: Transaction, row: SpeakGateRow): Promise<void> {
    await tx.repo(SpeakGateRow).upsert(row, ['scopeId']);
  }

  /** The requests of a conference in these states, in the order of the queue. */
  async list(
    conferenceId: Id,
    { states, sessionId, siteId, reach }: SpeakFilter,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Turn>> {
    const values: SqlValue[] = [conferenceId, seqOf(after) ?? 0, limit + 1];
    const bound = (value: string): string => `$${values.push(value)}`;
    const conditions = [
      `"state" IN (${states.map(bound).join(', ')})`,
      ...(sessionId === undefined ? [] : [`"sessionId" = ${bound(sessionId)}`]),
      ...(siteId === undefined ? [] : [`"siteId" = ${bound(siteId)}`]),
    ];
    if (reach !== null)
      conditions.push(isInReachSql(this.reader.dialect, '"siteId"', values.push(reachParameter(reach))));
    const rows = await this.reader.query<SpeakRequestRow>(
      `SELECT * FROM "speak_request" WHERE "conferenceId" = $1 AND "place" > $2
        AND ${conditions.join(' AND ')} ORDER BY "place" LIMIT $3`,
      values,
    );
    return pageOf(rows, limit, ({ place }) => [String(place)], turnOf);
  }

  private async note(
    tx: Transaction,
    { id, seq, state }: Turn,
    act: string,
    at: Instant,
    actor: SpeakActor,
  ): Promise<void> {
    const step = { requestId: id, seq, act, state, at, actorKind: actor.kind, actorId: actor.id };
    await tx.repo(SpeakStepRow).insert(step);
  }
}
