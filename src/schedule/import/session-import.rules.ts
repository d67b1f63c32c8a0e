import { folded } from '../../contract/folded.js';
import type { Id, Instant } from '../../contract/wire.js';
import { type Faults, placed, shown } from '../../platform/sheets/faults.rules.js';
import { shownInCalendar } from '../schedule.rules.js';
import type { SessionRow } from '../session.entity.js';
import { kindOfTitle, type SessionCandidate } from './session-candidate.rules.js';
import type { SessionColumn } from './session-columns.rules.js';

export interface SessionPlan {
  created: SessionRow[];
  updated: SessionRow[];
  unchanged: number;
}
export interface SessionImportContext {
  conferenceId: Id;
  now: Instant;
  newId(): Id;
  /** The day of an instant in the conference's zone. */
  dayOf(instant: Instant): string;
}

/**
 * Plans the changes of a file to the schedule. A session is the same if it has the same title and start, else
 * if it has the same title on the same day: then its time has changed. What the file does not name stays.
 */
export function planSessions(
  candidates: readonly SessionCandidate[],
  columns: ReadonlySet<SessionColumn>,
  existing: readonly SessionRow[],
  faults: Faults,
  context: SessionImportContext,
): SessionPlan {
  const free = new Set(existing);
  const exact = (one: SessionCandidate) => (row: SessionRow) =>
    folded(row.title) === folded(one.title) && row.startsAt === one.startsAt;
  const sameDay = (one: SessionCandidate) => (row: SessionRow) =>
    folded(row.title) === folded(one.title) && context.dayOf(row.startsAt) === context.dayOf(one.startsAt);
  const found = new Map<SessionCandidate, SessionRow>();
  for (const fits of [exact, sameDay])
    for (const candidate of candidates) {
      const row = found.has(candidate) ? undefined : [...free].find(fits(candidate));
      if (!row) continue;
      found.set(candidate, row);
      free.delete(row);
    }
  refuseRepeated(candidates, faults);
  const planned = candidates.map((candidate) => {
    const before = found.get(candidate);
    return { before, after: merged(candidate, columns, before, context) };
  });
  const changed = planned.filter(({ before, after }) => !before || !isSame(before, after));
  return {
    created: changed.filter(({ before }) => !before).map(({ after }) => after),
    updated: changed.flatMap(({ before, after }) => (before ? [revised(before, after, context.now)] : [])),
    unchanged: planned.length - changed.length,
  };
}

function refuseRepeated(candidates: readonly SessionCandidate[], faults: Faults): void {
  const first = new Map<string, SessionCandidate>();
  for (const candidate of candidates) {
    const key = `${folded(candidate.title)} ${candidate.startsAt}`;
    const above = first.get(key);
    if (above) {
      const message = `${shown(candidate.title)} stands in ${placed(above)} at the same time already`;
      faults.add(candidate, 'title', 'cell.duplicate', message, candidate.title);
    } else first.set(key, candidate);
  }
}

/** A missing column changes nothing; an empty cell clears the field (not `kind`). */
function merged(
  candidate: SessionCandidate,
  columns: ReadonlySet<SessionColumn>,
  before: SessionRow | undefined,
  { conferenceId, now, newId }: SessionImportContext,
): SessionRow {
  const { title, kind, startsAt, endsAt, abstract, speakers } = candidate;
  const base = before ?? newRow(newId(), conferenceId, title, now);
  return {
    ...base,
    title,
    startsAt,
    endsAt,
    kind: kind ?? base.kind,
    abstract: columns.has('abstract') ? abstract : base.abstract,
    speakers: columns.has('speaker') ? (speakers ?? []) : base.speakers,
  };
}

const newRow = (id: Id, conferenceId: Id, title: string, now: Instant): SessionRow => ({
  id,
  conferenceId,
  title,
  abstract: null,
  kind: kindOfTitle(title),
  startsAt: now,
  endsAt: now,
  speakers: [],
  status: 'planned',
  startedAt: null,
  endedAt: null,
  createdAt: now,
  updatedAt: now,
  revision: 0,
  broadcastUrl: null,
});

const revised = (before: SessionRow, after: SessionRow, now: Instant): SessionRow => ({
  ...after,
  updatedAt: now,
  revision: before.revision + (shownInCalendar(before) === shownInCalendar(after) ? 0 : 1),
});

const isSame = (before: SessionRow, after: SessionRow): boolean =>
  shownInCalendar(before) === shownInCalendar(after) && before.kind === after.kind;
