import { CLOCK_OFFSET_FLAGGED } from '../contract/attendance.js';
import { zoned } from '../platform/clock/zoned.js';
import type { Messages as ReportMessages } from '#messages/all/reports.js';

export interface TableColumn {
  title: string;
  /** In characters. */
  width: number;
  /** `share`: 0 … 1, shown as per cent. */
  kind: 'text' | 'number' | 'share';
}
export type Row = (string | number | null)[];
/** A table without its rows. */
export interface TableFrame {
  name: string;
  columns: TableColumn[];
  /** The last row holds the sums of those above. */
  hasTotal: boolean;
  /** Columns that say the same for many rows on end: on paper they stand once above them. */
  groupBy?: number[];
}
export interface Table extends TableFrame {
  rows: Row[];
}
/** A table whose rows come slice by slice, once. */
export interface SlicedTable extends TableFrame {
  slices: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}

export const text = (title: string, width: number): TableColumn => ({ title, width, kind: 'text' });

/** `22/11/2026 08:05:00`, as the clocks at the conference showed it. */
export function localTime(instant: string, timezone: string): string {
  const { day, time } = zoned(instant, timezone);
  return `${day.split('-').reverse().join('/')} ${time}`;
}

/** Says of a device's clock that it was more than two minutes off; null: it was not, or nobody knows. */
export function clockMark(offset: number | null, { marks }: ReportMessages): string | null {
  if (offset === null || Math.abs(offset) <= CLOCK_OFFSET_FLAGGED) return null;
  return (offset > 0 ? marks.clockFast : marks.clockSlow)({
    minutes: Math.round(Math.abs(offset) / 60_000),
  });
}
