import { folded } from '../contract/folded.js';
import { type Incident, INCIDENT_SITE_IDS } from '../contract/incident.js';
import type { Id, Instant } from '../contract/wire.js';
import { inReachOrNull, type Reach } from '../sites/reach.service.js';
import type { IncidentMemberRow, IncidentRow } from './incident.entity.js';
import { type Acknowledgement, type Moment, TrackedIncident } from './incident.rules.js';

const instantOf = (at: Moment): Instant => new Date(at).toISOString();
const instantOrNull = (at: Moment | null): Instant | null => (at === null ? null : instantOf(at));
const momentOrNull = (at: Instant | null): Moment | null => (at === null ? null : Date.parse(at));

/** The row of an incident, as if it were acknowledged so. */
export function rowOf(
  conferenceId: Id,
  incident: TrackedIncident,
  acknowledged: Acknowledgement | null = incident.acknowledged,
): IncidentRow {
  const { id, cause, flaps, mergedInto, away } = incident;
  const isNew = acknowledged !== incident.acknowledged;
  return {
    id,
    conferenceId,
    cause: cause.kind,
    siteId: cause.siteId,
    line: incident.label,
    openedAt: instantOf(incident.openedAt),
    reopenedAt: instantOrNull(incident.reopenedAt),
    flaps,
    resolvedAt: instantOrNull(incident.resolvedAt),
    mergedInto,
    isEscalated: incident.isEscalated && !isNew ? 1 : 0,
    alarmFrom: instantOf(incident.alarmFrom),
    note: acknowledged?.note ?? null,
    byId: acknowledged?.by.accountId ?? null,
    byName: acknowledged?.by.name ?? null,
    acknowledgedAt: instantOrNull(acknowledged?.at ?? null),
    until: instantOrNull(acknowledged?.until ?? null),
    sites: incident.members.size,
    away,
  };
}

export function memberRowsOf({ id, members, changedMembers }: TrackedIncident): IncidentMemberRow[] {
  return [...changedMembers].flatMap((siteId) => {
    const member = members.get(siteId);
    if (!member) return [];
    return [
      {
        incidentId: id,
        siteId,
        joinedAt: instantOf(member.joinedAt),
        backAt: instantOrNull(member.backAt),
      },
    ];
  });
}

/** The first of its members; all of them, if they are not too many, in the order of the list. */
export function siteIdsOf({ members }: TrackedIncident): Id[] {
  const first = [...members].slice(0, INCIDENT_SITE_IDS);
  if (first.length === members.size)
    first.sort(([a, one], [b, other]) => one.joinedAt - other.joinedAt || (a < b ? -1 : 1));
  return first.map(([siteId]) => siteId);
}

/** An incident as it crosses the wire. */
export function incidentOf(row: IncidentRow, siteIds: Id[]): Incident {
  const { id, conferenceId, cause, siteId, line, openedAt, reopenedAt, flaps, resolvedAt } = row;
  const { mergedInto, note, byId, byName, acknowledgedAt, until, sites, away } = row;
  return {
    id,
    conferenceId,
    cause,
    siteId,
    line,
    siteIds,
    sites,
    away,
    state: resolvedAt !== null ? 'resolved' : acknowledgedAt !== null ? 'acknowledged' : 'open',
    openedAt,
    reopenedAt,
    flaps,
    resolvedAt,
    mergedInto,
    alarmFrom: row.alarmFrom,
    escalated: row.isEscalated === 1,
    note,
    by: byId === null ? null : { accountId: byId, name: byName! },
    acknowledgedAt,
    until,
  };
}

/** As those with only a part see it. The incident that it was merged into may not touch them. */
export const cutTo = (
  reach: Reach,
  incident: Incident,
  { sites, away } = { sites: 0, away: 0 },
): Incident => ({
  ...incident,
  siteId: inReachOrNull(reach, incident.siteId),
  mergedInto: null,
  sites,
  away,
});

/** An incident as it is carried on after a restart. */
export function trackedOf(row: IncidentRow, members: readonly IncidentMemberRow[]): TrackedIncident {
  const { id, cause, siteId, line, flaps, mergedInto, note, byId, byName, acknowledgedAt } = row;
  const incident = new TrackedIncident({
    id,
    cause: { kind: cause, siteId, line: line === null ? null : folded(line) },
    label: line,
    openedAt: Date.parse(row.openedAt),
    reopenedAt: momentOrNull(row.reopenedAt),
    flaps,
    resolvedAt: momentOrNull(row.resolvedAt),
    mergedInto,
    acknowledged:
      acknowledgedAt === null
        ? null
        : {
            note: note!,
            by: { accountId: byId!, name: byName! },
            at: Date.parse(acknowledgedAt),
            until: momentOrNull(row.until),
          },
    isEscalated: row.isEscalated === 1,
    alarmFrom: Date.parse(row.alarmFrom),
  });
  for (const { siteId: memberId, joinedAt, backAt } of members)
    incident.readMember(memberId, Date.parse(joinedAt), momentOrNull(backAt));
  return incident;
}
