import { Injectable } from '@nestjs/common';
import {
  type Incident,
  INCIDENT_CAUSES,
  INCIDENT_SITE_IDS,
  type IncidentSite,
  type IncidentState,
} from '../contract/incident.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { idOf, pageOf, textAndIdOf } from '../platform/http/page.dto.js';
import { IncidentAcknowledgementRow, IncidentMemberRow, IncidentRow } from './incident.entity.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { cutTo, incidentOf, trackedOf } from './incident.presenter.js';
import type { TrackedIncident } from './incident.rules.js';

const COLUMNS = {
  id: 'text',
  conferenceId: 'text',
  cause: 'text',
  siteId: 'text',
  line: 'text',
  openedAt: 'text',
  reopenedAt: 'text',
  flaps: 'integer',
  resolvedAt: 'text',
  mergedInto: 'text',
  isEscalated: 'integer',
  alarmFrom: 'text',
  note: 'text',
  byId: 'text',
  byName: 'text',
  acknowledgedAt: 'text',
  until: 'text',
  sites: 'integer',
  away: 'integer',
} as const satisfies Record<keyof IncidentRow, 'text' | 'integer'>;
const CHANGES = Object.keys(COLUMNS)
  .slice(1)
  .map((name) => `"${name}" = excluded."${name}"`)
  .join(', ');
const incidents = new BulkInsert<IncidentRow>(
  'incident',
  COLUMNS,
  `ON CONFLICT ("id") DO UPDATE SET ${CHANGES}`,
);
const members = new BulkInsert<IncidentMemberRow>(
  'incident_member',
  { incidentId: 'text', siteId: 'text', joinedAt: 'text', backAt: 'text' },
  `ON CONFLICT ("incidentId", "siteId")
    DO UPDATE SET "joinedAt" = excluded."joinedAt", "backAt" = excluded."backAt"`,
);

/** In which rows a state lies. */
const STATES: Record<IncidentState, string> = {
  open: 'i."resolvedAt" IS NULL AND i."acknowledgedAt" IS NULL',
  acknowledged: 'i."resolvedAt" IS NULL AND i."acknowledgedAt" IS NOT NULL',
  resolved: 'i."resolvedAt" IS NOT NULL',
};
/** Members of the last opening; those of earlier ones stay in the table. */
const MEMBERS = `"incident_member" m JOIN "incident" i ON i."id" = m."incidentId"
  AND m."joinedAt" >= COALESCE(i."reopenedAt", i."openedAt")`;

@Injectable()
export class IncidentRepository {
  constructor(private readonly reader: Reader) {}

  save(tx: Transaction, rows: readonly IncidentRow[]): Promise<void> {
    return incidents.run(tx, rows);
  }
  /** Sites may have been deleted meanwhile. */
  async saveMembers(tx: Transaction, rows: readonly IncidentMemberRow[]): Promise<void> {
    const known = await tx.query<{ id: Id }>(
      `SELECT s."id" FROM ${listed(tx.dialect, 1)} CROSS JOIN "site" s WHERE s."id" = l.value`,
      [JSON.stringify([...new Set(rows.map(({ siteId }) => siteId))])],
    );
    const existing = new Set(known.map(({ id }) => id));
    await members.run(
      tx,
      rows.filter(({ siteId }) => existing.has(siteId)),
    );
  }
  async acknowledge(tx: Transaction, row: IncidentAcknowledgementRow): Promise<void> {
    await tx.repo(IncidentAcknowledgementRow).insert(row);
  }

  find(id: Id): Promise<IncidentRow | null> {
    return this.reader.repo(IncidentRow).findOneBy({ id });
  }
  async conferencesWithOpen(): Promise<Id[]> {
    const rows = await this.reader.query<{ conferenceId: Id }>(
      'SELECT DISTINCT "conferenceId" FROM "incident" WHERE "resolvedAt" IS NULL',
    );
    return rows.map(({ conferenceId }) => conferenceId);
  }
  async countOpen(): Promise<Record<string, number>> {
    const rows = await this.reader.query<{ cause: string; incidents: number | string }>(
      `SELECT "cause", COUNT(*) AS "incidents" FROM "incident" WHERE "resolvedAt" IS NULL GROUP BY "cause"`,
    );
    const counted = Object.fromEntries(rows.map(({ cause, incidents }) => [cause, Number(incidents)]));
    return { ...Object.fromEntries(INCIDENT_CAUSES.map((cause) => [cause, 0])), ...counted };
  }
  /** Incidents that are open, and those that may come back. */
  async current(conferenceId: Id, resolvedSince: Instant): Promise<TrackedIncident[]> {
    const rows = await this.reader.query<IncidentRow>(
      `SELECT * FROM "incident" WHERE "conferenceId" = $1 AND ("resolvedAt" IS NULL OR "resolvedAt" >= $2)
        ORDER BY "id"`,
      [conferenceId, resolvedSince],
    );
    const found = await this.reader.query<IncidentMemberRow>(
      `SELECT m.* FROM ${MEMBERS} WHERE i."conferenceId" = $1
        AND (i."resolvedAt" IS NULL OR i."resolvedAt" >= $2) ORDER BY m."joinedAt", m."siteId"`,
      [conferenceId, resolvedSince],
    );
    const byIncident = byIncidentOf(found);
    return rows.map((row) => trackedOf(row, byIncident.get(row.id) ?? []));
  }

  /** The incidents of a conference, newest first. */
  async list(
    conferenceId: Id,
    reach: Reach,
    state: IncidentState | undefined,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Incident>> {
    const rows = await this.reader.query<IncidentRow>(
      `SELECT i.* FROM "incident" i WHERE i."conferenceId" = $1 AND i."id" < $2
        ${state ? `AND ${STATES[state]}` : ''} ${reach === null ? '' : `AND ${this.isMet(4)}`}
        ORDER BY i."id" DESC LIMIT $3`,
      [conferenceId, idOf(after) ?? 'g', limit + 1, ...(reach === null ? [] : [JSON.stringify([...reach])])],
    );
    const read = await this.read(rows.slice(0, limit), reach);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      ({ id }) => read.get(id)!,
    );
  }
  /** The incident as far as it concerns those sites; `null` if it does not. */
  async one(row: IncidentRow, reach: Reach): Promise<Incident | null> {
    if (reach !== null) {
      const met = await this.reader.query(
        `SELECT 1 FROM "incident" i WHERE i."id" = $1 AND ${this.isMet(2)}`,
        [row.id, JSON.stringify([...reach])],
      );
      if (met.length === 0) return null;
    }
    return (await this.read([row], reach)).get(row.id)!;
  }

  /** The members of the last opening with their contacts, in order of code. */
  async sites(
    incidentId: Id,
    reach: Reach,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<IncidentSite>> {
    const [code, id] = textAndIdOf(after) ?? ['', ''];
    const rows = await this.reader.query<IncidentSite & { codeKey: string }>(
      `SELECT s."id" AS "siteId", s."code", s."codeKey", s."name", s."contactName", s."contactPhone",
          m."joinedAt", m."backAt"
        FROM ${MEMBERS} JOIN "site" s ON s."id" = m."siteId"
        WHERE i."id" = $1 AND ${isInReachSql(this.reader.dialect, 's."id"', 5)}
        AND (s."codeKey" > $2 OR (s."codeKey" = $2 AND s."id" > $3))
        ORDER BY s."codeKey", s."id" LIMIT $4`,
      [incidentId, code, id, limit + 1, reachParameter(reach)],
    );
    return pageOf(rows, limit, ({ codeKey, siteId }) => [codeKey, siteId], siteOf);
  }

  private async read(rows: readonly IncidentRow[], reach: Reach): Promise<Map<Id, Incident>> {
    const ids = rows.map(({ id }) => id);
    const siteIds = await this.siteIds(ids, reach);
    const counts = reach === null ? null : await this.countsOf(ids, reach);
    return new Map(
      rows.map((row) => {
        const incident = incidentOf(row, siteIds.get(row.id) ?? []);
        return [row.id, counts === null ? incident : cutTo(reach, incident, counts.get(row.id))];
      }),
    );
  }

  /** The incident `i` touches one of these sites (JSON in `$n`), or is ours and concerns everybody. */
  private isMet(parameter: number): string {
    return `(i."cause" = 'ours' OR EXISTS (SELECT 1 FROM "incident_member" m
      WHERE m."incidentId" = i."id" AND m."joinedAt" >= COALESCE(i."reopenedAt", i."openedAt")
      AND m."siteId" IN (SELECT l.value FROM ${listed(this.reader.dialect, parameter)})))`;
  }

  /** Members of the last opening within reach, and those of them that are away. */
  private async countsOf(
    incidentIds: readonly Id[],
    reach: Reach,
  ): Promise<Map<Id, { sites: number; away: number }>> {
    const rows = await this.reader.query<{ incidentId: Id; sites: number | string; away: number | string }>(
      `SELECT m."incidentId", COUNT(*) AS "sites",
          SUM(CASE WHEN m."backAt" IS NULL THEN 1 ELSE 0 END) AS "away"
        FROM ${MEMBERS} WHERE i."id" IN (SELECT l.value FROM ${listed(this.reader.dialect, 1)})
        AND ${isInReachSql(this.reader.dialect, 'm."siteId"', 2)} GROUP BY m."incidentId"`,
      [JSON.stringify(incidentIds), reachParameter(reach)],
    );
    return new Map(
      rows.map(({ incidentId, sites, away }) => [incidentId, { sites: Number(sites), away: Number(away) }]),
    );
  }

  private async siteIds(incidentIds: readonly Id[], reach: Reach): Promise<Map<Id, Id[]>> {
    const rows = await this.reader.query<{ incidentId: Id; siteId: Id }>(
      `SELECT r."incidentId", r."siteId" FROM (
          SELECT m."incidentId", m."siteId", ROW_NUMBER() OVER (PARTITION BY m."incidentId"
            ORDER BY m."joinedAt", m."siteId") AS "nth"
          FROM ${listed(this.reader.dialect, 1)} CROSS JOIN ${MEMBERS} WHERE i."id" = l.value
          AND ${isInReachSql(this.reader.dialect, 'm."siteId"', 2)}
        ) r WHERE r."nth" <= ${INCIDENT_SITE_IDS} ORDER BY r."incidentId", r."nth"`,
      [JSON.stringify(incidentIds), reachParameter(reach)],
    );
    const byIncident = byIncidentOf(rows);
    return new Map([...byIncident].map(([id, its]) => [id, its.map(({ siteId }) => siteId)]));
  }
}

const siteOf = (row: IncidentSite): IncidentSite => {
  const { siteId, code, name, contactName, contactPhone, joinedAt, backAt } = row;
  return { siteId, code, name, contactName, contactPhone, joinedAt, backAt };
};

function byIncidentOf<T extends { incidentId: Id }>(rows: readonly T[]): Map<Id, T[]> {
  const groups = new Map<Id, T[]>();
  for (const row of rows) {
    const group = groups.get(row.incidentId);
    if (group) group.push(row);
    else groups.set(row.incidentId, [row]);
  }
  return groups;
}
