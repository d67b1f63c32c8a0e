import type { BoardRow, Counts } from '#contract/board.js';
import { folded } from '#contract/folded.js';

/** Filters of the board, as they stand in the address: `?show=lost`. */
export const SHOWS = [
  'help',
  'lost',
  'unsteady',
  'online',
  'never',
  'not-started',
  'unfinished',
  'signal',
] as const;
export type Show = (typeof SHOWS)[number];

export const present = (counts: Counts): number => counts.inPerson + counts.online;
export const marked = (counts: Counts): number => present(counts) + counts.absent + counts.left;
/** People are expected here and not one of them has been marked. */
export const isNotStarted = (row: BoardRow): boolean =>
  marked(row.counts) === 0 && (row.counts.unmarked > 0 || row.expected > 0);
export const isCalling = (row: BoardRow): boolean => row.help !== null;
export const isSignalBad = (row: BoardRow): boolean =>
  row.signal !== null && (row.signal.picture !== 'ok' || row.signal.sound !== 'ok');

export function isShown(row: BoardRow, show: Show | null, search: string): boolean {
  return (
    (show === null || fits(row, show)) &&
    (search === '' || folded(`${row.name} ${row.code}`).includes(folded(search)))
  );
}
function fits(row: BoardRow, show: Show): boolean {
  switch (show) {
    case 'help':
      return isCalling(row);
    case 'not-started':
      return isNotStarted(row);
    case 'unfinished':
      return row.counts.unmarked > 0;
    case 'signal':
      return isSignalBad(row);
    default:
      return row.presence.state === show;
  }
}
export function showOf(text: string | null): Show | null {
  return SHOWS.find((show) => show === text) ?? null;
}
