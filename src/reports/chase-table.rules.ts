import type { ChaseItem, ReadinessItemKey } from '../contract/readiness.js';
import type { Messages as ReportMessages } from '#messages/all/reports.js';
import { localTime, type Table, text } from './table.js';

type Words = Pick<ReportMessages, 'chase'>;

/** Lists the sites to call, worst first, as somebody takes it to the telephone. */
export function chaseTable(rows: Table['rows'], { chase }: Words): Table {
  const { columns } = chase;
  return {
    name: chase.sheet,
    columns: [
      text(columns.code, 12),
      text(columns.site, 32),
      text(columns.stage, 16),
      text(columns.missing, 32),
      text(columns.failed, 32),
      text(columns.contact, 24),
      text(columns.phone, 16),
      text(columns.tested, 20),
      text(columns.last, 20),
      text(columns.note, 40),
      text(columns.by, 24),
    ],
    rows,
    hasTotal: false,
  };
}

/** The row of a site. Of 37,000 sites it is made part by part: the times of a zone take long to write. */
export function chaseRow({ chase }: Words, timezone: string): (item: ChaseItem) => Table['rows'][number] {
  const at = (instant: string | null): string | null =>
    instant === null ? null : localTime(instant, timezone);
  return (item) => [
    item.code,
    item.name,
    chase.stages[item.stage],
    item.missing.map((need) => chase.needs[need]).join('; '),
    item.failed.map((key) => chase.items[key as ReadinessItemKey] ?? key).join('; '),
    item.contactName,
    item.contactPhone,
    at(item.testedAt),
    at(item.lastContact?.at ?? null),
    item.lastContact ? noteOf(item.lastContact, chase.called) : null,
    item.lastContact?.by ?? null,
  ];
}

const noteOf = ({ called, note }: { called: boolean; note: string | null }, calledText: string): string =>
  [called ? calledText : null, note].filter((part) => part !== null).join(': ');
