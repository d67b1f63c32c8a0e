import { presentOutside } from '#contract/attendance-share.js';
import type { BoardRow, Counts, ListFigures } from '#contract/board.js';
import { folded } from '#contract/folded.js';

/** Filters of the board, as they appear in the address: `?show=lost`. */
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
const sum = (part: object): number => Object.values(part).reduce((all: number, one: number) => all + one, 0);
/** Counts the people whom this site has marked; people of its list who came elsewhere were marked there. */
export const markedHere = ({ counts, outside, guests, elsewhere }: BoardRow): number =>
  present(counts) + counts.absent + counts.left - sum(elsewhere) + sum(outside) + sum(guests);
/** Answers whether people are expected here and nobody has been marked. */
export const isNotStarted = (row: BoardRow): boolean =>
  markedHere(row) === 0 && (row.counts.unmarked > 0 || row.expected > 0);
/**
 * Counts the people present outside the list. For several sites these are people on no list, since a guest is
 * on one of the lists.
 */
export const outsideOf = (figures: ListFigures, isOneSite: boolean): number =>
  isOneSite ? presentOutside(figures) : figures.outside.inPerson + figures.outside.online;
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
