import { SESSION_KINDS, type SessionKind, type Speaker } from '../../contract/schedule.js';
import type { Day, Instant } from '../../contract/wire.js';
import { instantOf } from '../../contract/zoned-time.js';
import {
  type Cell,
  cellOf,
  choiceIn,
  choices,
  requiredTextIn,
  textIn,
} from '../../platform/sheets/cells.rules.js';
import { type Faults, shown } from '../../platform/sheets/faults.rules.js';
import type { TableRow } from '../../platform/sheets/table.rules.js';
import type { SessionColumn } from './session-columns.rules.js';
import { dayIn, type Minutes, timeSpan, wallTime } from './session-times.rules.js';

const KINDS_WRITTEN = choices<SessionKind>({
  opening: ['khai mạc', 'đón tiếp', 'khai mạc hội nghị'],
  talk: ['báo cáo', 'chuyên đề', 'bài giảng', 'trình bày', 'lecture', 'presentation'],
  panel: ['thảo luận', 'hỏi đáp', 'tọa đàm', 'trao đổi', 'discussion'],
  break: ['giải lao', 'nghỉ', 'nghỉ giải lao', 'nghỉ trưa', 'coffee break', 'lunch'],
  closing: ['bế mạc', 'tổng kết', 'kết luận', 'bế mạc hội nghị'],
  other: ['khác'],
});
const LIMITS = { title: 300, speaker: 2_000, abstract: 10_000, speakers: 50, name: 200 } as const;

/** The conference that a file is read for. */
export interface SessionFrame {
  startsOn: Day;
  endsOn: Day;
  timezone: string;
}
/** One row of the file as fields. Null in a field: the cell is empty. */
export interface SessionCandidate {
  row: number;
  sheet: string | null;
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  kind: SessionKind | null;
  speakers: Speaker[] | null;
  abstract: string | null;
}
interface Timed {
  row: TableRow<SessionColumn>;
  title: string;
  day: Day;
  from: Minutes;
  to: Minutes | null;
}

/**
 * Reads the rows in their order. A row without a day has that of the row above, as in merged cells; one
 * without an end ends where the next of its day begins.
 */
export function sessionCandidates(
  rows: readonly TableRow<SessionColumn>[],
  frame: SessionFrame,
  faults: Faults,
): SessionCandidate[] {
  const timed: Timed[] = [];
  let day: Day = frame.startsOn;
  for (const row of rows) {
    day = dayOf(cellOf(row, 'date'), frame, faults) ?? day;
    const title = requiredTextIn(cellOf(row, 'title'), LIMITS.title, faults);
    const span = spanOf(cellOf(row, 'startsAt'), faults);
    const to = span && (endOf(cellOf(row, 'endsAt'), faults) ?? span.to);
    if (title !== null && span !== null) timed.push({ row, title, day, from: span.from, to });
  }
  return timed.flatMap((one, at) => candidateOf(one, timed[at + 1], frame, faults) ?? []);
}

function candidateOf(
  { row, title, day, from, to }: Timed,
  next: Timed | undefined,
  { timezone }: SessionFrame,
  faults: Faults,
): SessionCandidate | null {
  const cell = (column: SessionColumn): Cell => cellOf(row, column);
  const rest = {
    kind: choiceIn(cell('kind'), KINDS_WRITTEN, faults),
    speakers: speakersIn(cell('speaker'), faults),
    abstract: textIn(cell('abstract'), LIMITS.abstract, faults),
  };
  const end = to ?? (next?.day === day && next.from > from ? next.from : null);
  if (end === null) {
    faults.add(row, 'endsAt', 'cell.required', 'endsAt is empty, and no later session follows on that day');
    return null;
  }
  if (end <= from) {
    faults.add(row, 'endsAt', 'cell.out-of-range', 'The session ends before it begins', cell('endsAt').text);
    return null;
  }
  const [startsAt, endsAt] = [from, end].map((minutes) => instantOf(wallTime(day, minutes), timezone)!);
  return { row: row.row, sheet: row.sheet, title, startsAt: startsAt!, endsAt: endsAt!, ...rest };
}

/** The kind that a title names, if the file has no column of kinds: `Khai mạc`, `Giải lao`. */
export function kindOfTitle(title: string): SessionKind {
  const found = choiceIn({ row: 0, sheet: null, column: 'kind', text: title }, KINDS_WRITTEN, IGNORED);
  return found !== null && SESSION_KINDS.includes(found) ? found : 'talk';
}
const IGNORED = { add: () => undefined } as unknown as Faults;

function dayOf(cell: Cell, { startsOn, endsOn }: SessionFrame, faults: Faults): Day | null {
  if (cell.text === '') return null;
  const day = dayIn(cell.text, startsOn, endsOn);
  if (day === null)
    faults.add(cell, 'date', 'cell.invalid', `date is no day: ${shown(cell.text)}`, cell.text);
  else if (day < startsOn || day > endsOn)
    faults.add(cell, 'date', 'cell.out-of-range', `${day} is no day of the conference`, cell.text);
  return day;
}

function spanOf(cell: Cell, faults: Faults): { from: Minutes; to: Minutes | null } | null {
  if (cell.text === '') {
    faults.add(cell, 'startsAt', 'cell.required', 'startsAt is empty');
    return null;
  }
  const span = timeSpan(cell.text);
  if (span === null)
    faults.add(cell, 'startsAt', 'cell.invalid', `${shown(cell.text)} is no time`, cell.text);
  return span;
}

function endOf(cell: Cell, faults: Faults): Minutes | null {
  if (cell.text === '') return null;
  const span = timeSpan(cell.text);
  if (span === null || span.to !== null)
    faults.add(cell, 'endsAt', 'cell.invalid', `${shown(cell.text)} is no time`, cell.text);
  return span?.from ?? null;
}

/** Speakers, separated by `;` or lines: `GS. | Hồ Tú Bảo | VIASM`, or a name alone. */
function speakersIn(cell: Cell, faults: Faults): Speaker[] | null {
  const text = textIn(cell, LIMITS.speaker, faults);
  if (text === null) return null;
  const speakers = text.split(/[;\n]/).flatMap((line) => {
    const [first = '', second, third] = line.split('|').map((part) => part.trim());
    const name = second ?? first;
    if (name === '') return [];
    return [{ name, title: second === undefined ? null : first || null, affiliation: third || null }];
  });
  const isTooLong = speakers.some(({ name }) => name.length > LIMITS.name);
  if (!isTooLong && speakers.length <= LIMITS.speakers) return speakers;
  faults.add(cell, 'speaker', 'cell.too-long', `speaker has names of more than ${LIMITS.name} characters`);
  return null;
}
