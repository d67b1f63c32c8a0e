import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { LISTED } from '../../participants/participant.entity.js';
import { yieldToEventLoop } from '../../platform/pace/pace.js';
import { Reader } from '../../platform/database/reader.js';
import type { SqlValue } from '../../platform/database/statement.js';
import type {
  CallSpan,
  CallTaking,
  LedgerFact,
  PresenceChange,
  ReplayPerson,
  SignalChange,
} from './replay.rules.js';

/** How many sites one statement reads. Other requests are served between two statements. */
const SITES_A_STATEMENT = 25;

type FactRow = Omit<LedgerFact, 'seq' | 'deviceSeq' | 'clockOffset'> & {
  seq: number | string;
  deviceSeq: number | string | null;
  clockOffset: number | string | null;
};

/** Reads what a replay is made of, some sites at a time. */
@Injectable()
export class ReplayRepository {
  constructor(private readonly reader: Reader) {}

  people(siteIds: readonly Id[]): Promise<ReplayPerson[]> {
    return this.bySites<{ id: Id; homeSiteId: Id; origin: string }>(
      siteIds,
      (sites) =>
        `SELECT p."id", p."siteId" AS "homeSiteId", p."origin" FROM "participant" p
         WHERE p."siteId" IN (${sites}) AND ${LISTED}`,
    ).then((rows) =>
      rows.map(({ id, homeSiteId, origin }) => ({ id, homeSiteId, isWalkIn: origin === 'walk_in' })),
    );
  }

  /** The entries of these sites, by `seq`. Those about a merged walk-in are about the person. */
  async facts(siteIds: readonly Id[]): Promise<LedgerFact[]> {
    const rows = await this.bySites<FactRow>(
      siteIds,
      (sites) =>
        `SELECT e."seq", e."id", e."kind", e."mode", e."reason", e."substituteFor", e."undoes",
           e."recordedAt", e."deviceSeq", e."clockOffset", e."headcount", e."note", d."siteId",
           d."checkpointId", d."deviceId",
           d."receivedAt", COALESCE(d."acceptedAt", d."receivedAt") AS "enteredAt",
           COALESCE(w."joinedTo", e."participantId") AS "aboutId"
         FROM "attendance_delivery" d
         JOIN "attendance_entry" e ON e."seq" BETWEEN d."seq" AND d."lastSeq" AND e."deliverySeq" = d."seq"
         LEFT JOIN "participant" w ON w."id" = e."participantId"
         WHERE d."siteId" IN (${sites})`,
    );
    return rows
      .map((row) => ({
        ...row,
        seq: Number(row.seq),
        deviceSeq: row.deviceSeq === null ? null : Number(row.deviceSeq),
        clockOffset: row.clockOffset === null ? null : Number(row.clockOffset),
      }))
      .sort((a, b) => a.seq - b.seq);
  }

  presence(siteIds: readonly Id[]): Promise<PresenceChange[]> {
    return this.bySites(
      siteIds,
      (sites) =>
        `SELECT c."siteId", c."at", c."state", c."since" FROM "presence_change" c
         WHERE c."siteId" IN (${sites})`,
    );
  }

  signals(siteIds: readonly Id[]): Promise<SignalChange[]> {
    return this.bySites(
      siteIds,
      (sites) =>
        `SELECT c."siteId", c."at", c."picture", c."sound", c."headcount" FROM "site_signal_change" c
         WHERE c."siteId" IN (${sites})`,
    );
  }

  calls(siteIds: readonly Id[]): Promise<CallSpan[]> {
    return this.bySites(
      siteIds,
      (sites) =>
        `SELECT c."id", c."siteId", c."message", c."at", x."at" AS "closedAt" FROM "help_call" c
         LEFT JOIN "help_closing" x ON x."callId" = c."id" WHERE c."siteId" IN (${sites})`,
    );
  }

  takings(siteIds: readonly Id[]): Promise<CallTaking[]> {
    return this.bySites(
      siteIds,
      (sites) =>
        `SELECT t."callId", t."at" FROM "help_call" c JOIN "help_taking" t ON t."callId" = c."id"
         WHERE c."siteId" IN (${sites})`,
    );
  }

  private async bySites<T>(siteIds: readonly Id[], sql: (sites: string) => string): Promise<T[]> {
    const rows: T[] = [];
    for (let at = 0; at < siteIds.length; at += SITES_A_STATEMENT) {
      const slice: SqlValue[] = siteIds.slice(at, at + SITES_A_STATEMENT);
      for (const row of await this.reader.query<T>(
        sql(slice.map((_, one) => `$${one + 1}`).join(', ')),
        slice,
      ))
        rows.push(row);
      await yieldToEventLoop();
    }
    return rows;
  }
}
