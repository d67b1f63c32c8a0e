import { namesInRoom } from '../contract/attendance-share.js';
import { type EntryKind, LATE_ARRIVAL, type Mode } from '../contract/attendance.js';
import type { Id, Instant } from '../contract/wire.js';
import type { ReportedSite } from './report.rules.js';
import type { Sums } from './sums.rules.js';
import type { Messages as ReportMessages } from '#messages/all/reports.js';
import { clockMark, localTime, type Table, type TableColumn, text } from './table.js';

/** The entries that decide if a site has confirmed the report's checkpoint. */
export interface ReportedConfirmation {
  siteId: Id;
  kind: 'confirm' | 'reopen';
  headcount: number | null;
  note: string | null;
  reason: string | null;
  recordedAt: Instant;
  clockOffset: number | null;
}
/** Entries after a confirmation, reopenings and undos of a confirm included. */
export interface ReportedAmendment {
  siteId: Id;
  kind: EntryKind;
  mode: Mode | null;
  /** With `undo`: of what it names. */
  undoneKind: EntryKind | null;
  undoneMode: Mode | null;
  fullName: string | null;
  reason: string | null;
  amendment: string | null;
  recordedAt: Instant;
  receivedAt: Instant;
  clockOffset: number | null;
  actorKind: 'organizer' | 'coordinator';
  /** Name of the organizer's account, or of the device. */
  actorName: string | null;
}
type Reason = (reason: string | null) => string | null;

const number = (title: string): TableColumn => ({ title, width: 12, kind: 'number' });

/**
 * Every site with the heads that it counted and the names of those in the room; of one
 * that has not confirmed, only that.
 */
export function confirmationTable(
  { lines }: Sums<ReportedSite>,
  confirmations: readonly ReportedConfirmation[],
  timezone: string,
  words: ReportMessages,
): Table {
  const { columns: c, confirmation, total } = words;
  const of = new Map(confirmations.map((one) => [one.siteId, one]));
  const sum = { heads: 0, names: 0 };
  const rows = lines.map(({ key: { id, code, name }, ...figures }) => {
    const entry = of.get(id);
    if (entry?.kind !== 'confirm') {
      const state = entry ? confirmation.reopened : confirmation.open;
      return [code, name, state, null, null, null, null, entry?.reason ?? null, null];
    }
    const [heads, names] = [entry.headcount ?? 0, namesInRoom(figures)];
    sum.heads += heads;
    sum.names += names;
    const when = localTime(entry.recordedAt, timezone);
    const mark = clockMark(entry.clockOffset, words);
    return [code, name, confirmation.confirmed, when, heads, names, heads - names, entry.note, mark];
  });
  const columns = [
    text(c.siteCode, 14),
    text(c.site, 36),
    text(c.confirmation, 18),
    text(c.confirmedAt, 20),
    number(c.headcount),
    number(c.names),
    number(c.difference),
    text(c.note, 40),
    text(c.marks, 30),
  ];
  const last = [total, null, null, null, sum.heads, sum.names, sum.heads - sum.names, null, null];
  return { name: words.sheets.confirmation, columns, rows: [...rows, last], hasTotal: true };
}

/** Oldest first. */
export function amendmentTable(
  amendments: readonly ReportedAmendment[],
  sites: readonly ReportedSite[],
  timezone: string,
  words: ReportMessages,
  reasonOf: Reason,
): Table {
  const { columns: c } = words;
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const rows = amendments.map((one) => {
    const site = siteOf.get(one.siteId);
    return [
      site?.code ?? null,
      site?.name ?? null,
      localTime(one.receivedAt, timezone),
      localTime(one.recordedAt, timezone),
      `${words.actors[one.actorKind]}${one.actorName === null ? '' : `: ${one.actorName}`}`,
      one.fullName,
      whatOf(one, words, reasonOf),
      whyOf(one, words),
      clockMark(one.clockOffset, words),
    ];
  });
  const columns = [
    text(c.siteCode, 14),
    text(c.site, 32),
    text(c.receivedAt, 20),
    text(c.recordedAt, 20),
    text(c.actor, 28),
    text(c.fullName, 28),
    text(c.what, 36),
    text(c.amendment, 40),
    text(c.marks, 30),
  ];
  return { name: words.sheets.amendment, columns, rows, hasTotal: false };
}

function whatOf(
  { kind, mode, undoneKind, undoneMode, reason }: ReportedAmendment,
  words: ReportMessages,
  reasonOf: Reason,
): string {
  if (kind === 'undo')
    return undoneKind === null
      ? words.acts.undo
      : `${words.acts.undo}: ${actOf(undoneKind, undoneMode, words)}`;
  const act = actOf(kind, mode, words);
  return kind === 'reopen' || reason === null ? act : `${act} (${reasonOf(reason)})`;
}

function actOf(kind: EntryKind, mode: Mode | null, { acts, states }: ReportMessages): string {
  if (kind === 'present') return states[mode ?? 'in_person'];
  return kind === 'absent' || kind === 'left' ? states[kind] : acts[kind];
}

const whyOf = ({ kind, reason, amendment }: ReportedAmendment, words: ReportMessages): string | null =>
  kind === 'reopen' ? reason : amendment === LATE_ARRIVAL ? words.lateArrival : amendment;
