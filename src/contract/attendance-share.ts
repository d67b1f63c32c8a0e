import type { ListFigures } from './board.js';

/**
 * Says how many of a hundred people on a list are present, as the board and the report show it. Rounds to the
 * nearest number, as somebody with a calculator does; but 100 appears only when everybody has come. Callers
 * pass people of the list alone. `null` if the list is empty.
 */
export function attendancePercent(present: number, listed: number): number | null {
  if (listed === 0) return null;
  return present >= listed ? 100 : Math.min(99, Math.round((present * 100) / listed));
}

/** `rate` of the figures: a share from 0 to 1 in hundredths. */
export function attendanceRate({ listed, counts }: Pick<ListFigures, 'listed' | 'counts'>): number | null {
  const percent = attendancePercent(counts.inPerson + counts.online, listed);
  return percent === null ? null : percent / 100;
}

/**
 * People who count in the room: those of the list who came there, guests of
 * other lists and people on no list.
 */
export const namesInRoom = ({
  counts,
  outside,
  guests,
  elsewhere,
}: Pick<ListFigures, 'counts' | 'outside' | 'guests' | 'elsewhere'>): number =>
  counts.inPerson - elsewhere.inPerson + guests.inPerson + outside.inPerson;

/** People present at a site whom its own list does not hold. */
export const presentOutside = ({ outside, guests }: Pick<ListFigures, 'outside' | 'guests'>): number =>
  outside.inPerson + outside.online + guests.inPerson + guests.online;
