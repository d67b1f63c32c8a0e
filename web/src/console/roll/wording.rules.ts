import { ABSENCE_REASONS, type AbsenceReason } from '#contract/attendance.js';
import { folded } from '#contract/folded.js';
import type { Messages } from '#messages/lazy/console.js';
import type { Mark, RollRow } from './roll.rules.js';

/** Answers a reason in the reader's language; the coordinator's own text stays as it is. */
export function reasonText(t: Messages, reason: string | null): string {
  if (reason === null) return t.reasons.unknown;
  return (ABSENCE_REASONS as readonly string[]).includes(reason)
    ? t.reasons[reason as AbsenceReason]
    : reason;
}
/** Why the service did not take a mark. A newer service may know codes that this page does not. */
export const refusalText = ({ refusals, refusalOther }: Messages, code: string): string =>
  (refusals as Partial<Record<string, string>>)[code] ?? refusalOther;
/** By how much a clock is off: in minutes, from two hours on in hours. */
export function offsetText({ line }: Messages, offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return minutes < 120 ? line.minutes(minutes) : line.hours(Math.round(minutes / 60));
}
/** How many more heads were counted than there are names of people in the room. */
export function differenceText({ closing }: Messages, more: number): string {
  if (more === 0) return closing.agrees;
  return more > 0 ? closing.more(more) : closing.fewer(-more);
}
export function markText(t: Messages, mark: Mark): string {
  return mark.kind === 'refused' ? t.marks.refused(refusalText(t, mark.code)) : t.marks[mark.kind];
}
/** Why somebody is absent: that somebody else came for them says more than that nobody knows why. */
function absenceText(t: Messages, { standing, substituteName }: RollRow): string {
  if (!substituteName) return reasonText(t, standing.reason);
  const isUnknown = standing.reason === null || standing.reason === 'unknown';
  const instead = t.roll.substitutedBy(substituteName);
  return isUnknown ? instead : `${reasonText(t, standing.reason)}; ${instead}`;
}
/** Who came instead of somebody who is neither present nor marked absent. */
const insteadText = (t: Messages, { standing, substituteName }: RollRow): string =>
  substituteName && (standing.state === 'unmarked' || standing.state === 'left')
    ? t.roll.substitutedBy(substituteName)
    : '';
/** Describes the state beside its box; in person needs no text there. */
export function stateText(t: Messages, row: RollRow): string {
  const { standing } = row;
  if (standing.state === 'absent') return `${t.panel.absent}: ${absenceText(t, row)}`;
  if (standing.state === 'online') return t.modes.online;
  return [standing.state === 'left' ? t.states.left : '', insteadText(t, row)].filter(Boolean).join(': ');
}
/**
 * Tells people of one name apart: position and unit. A unit that is called like the site says nothing there.
 */
export function aboutText({ position, unit }: Pick<RollRow, 'position' | 'unit'>, siteName: string): string {
  const isSite = unit !== null && folded(unit) === folded(siteName);
  return [position, isSite ? null : unit].filter(Boolean).join(' · ');
}
/** A row as it is read aloud. */
export function rowText(t: Messages, row: RollRow, siteName: string): string {
  const { state } = row.standing;
  const status = state === 'absent' ? `${t.states.absent}: ${absenceText(t, row)}` : t.states[state];
  return [
    row.fullName,
    aboutText(row, siteName),
    row.isWalkIn ? t.roll.walkIn : null,
    status,
    insteadText(t, row),
    markText(t, row.mark),
  ]
    .filter(Boolean)
    .join(', ');
}
