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
import { incidentOf, trackedOf } from './incident.presenter.js';
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
    state: IncidentState | undefined,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Incident>> {
    const rows = await this.reader.query<IncidentRow>(
      `SELECT i.* FROM "incident" i WHERE i."conferenceId" = $1 AND i."id" < $2
        ${state ? `AND ${STATES[state]}` : ''} ORDER BY i."id" DESC LIMIT $3`,
      [conferenceId, idOf(after) ?? 'g', limit + 1],
    );
    const siteIds = await this.siteIds(rows.slice(0, limit).map(({ id }) => id));
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => incidentOf(row, siteIds.get(row.id) ?? []),
    );
  }
  async one(row: IncidentRow): Promise<Incident> {
    return incidentOf(row, (await this.siteIds([row.id])).get(row.id) ?? []);
  }

  /** The members of the last opening with their contacts, in order of code. */
  async sites(incidentId: Id, { limit = PAGE_LIMIT.default, after }: PageQuery): Promise<Page<IncidentSite>> {
    const [code, id] = textAndIdOf(after) ?? ['', ''];
    const rows = await this.reader.query<IncidentSite & { codeKey: string }>(
      `SELECT s."id" AS "siteId", s."code", s."codeKey", s."name", s."contactName", s."contactPhone",
          m."joinedAt", m."backAt"
        FROM ${MEMBERS} JOIN "site" s ON s."id" = m."siteId"
        WHERE i."id" = $1 AND (s."codeKey" > $2 OR (s."codeKey" = $2 AND s."id" > $3))
        ORDER BY s."codeKey", s."id" LIMIT $4`,
      [incidentId, code, id, limit + 1],
    );
    return pageOf(rows, limit, ({ codeKey, siteId }) => [codeKey, siteId], siteOf);
  }

  private async siteIds(incidentIds: readonly Id[]): Promise<Map<Id, Id[]>> {
    const rows = await this.reader.query<{ incidentId: Id; siteId: Id }>(
      `SELECT r."incidentId", r."siteId" FROM (
          SELECT m."incidentId", m."siteId", ROW_NUMBER() OVER (PARTITION BY m."incidentId"
            ORDER BY m."joinedAt", m."siteId") AS "nth"
          FROM ${listed(this.reader.dialect, 1)} CROSS JOIN ${MEMBERS} WHERE i."id" = l.value
        ) r WHERE r."nth" <= ${INCIDENT_SITE_IDS} ORDER BY r."incidentId", r."nth"`,
      [JSON.stringify(incidentIds)],
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
