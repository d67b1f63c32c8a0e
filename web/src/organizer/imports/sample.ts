import type { Messages } from '#messages/lazy/organizer.js';
import type { Day } from '#contract/wire.js';
import { IMPORTS, type ImportKind } from './columns.js';

type Row = Partial<Record<(typeof IMPORTS)[ImportKind]['columns'][number], string>>;

/**
 * Makes a sample file that a Vietnamese Excel opens by a double click (see docs/decisions), with headings in
 * the reader's language.
 * @param startsOn the first day of the conference, for its schedule
 * @param sites codes that exist; if empty, people are at the sites of the other sample
 */
export function sampleFile(kind: ImportKind, t: Messages, sites: readonly string[], startsOn: Day): string {
  const { columns } = IMPORTS[kind];
  const rows: Row[] = {
    sites: () => siteRows(t),
    participants: () => personRows(t, sites),
    sessions: () => sessionRows(t, startsOn),
  }[kind]();
  const lines = [
    columns.map((column) => t.imports.names[column] ?? column),
    ...rows.map((row) => columns.map((column) => row[column] ?? '')),
  ];
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`;
}

function siteRows(t: Messages): Row[] {
  const { province, commune, address, people } = t.imports.sampleRows;
  return [
    {
      code: 'HM',
      name: province,
      kind: t.units.kinds.point,
      level: t.levels.province,
      expected: '20',
      address,
      contactName: people[0],
      contactPhone: '0204 3854 000',
      line: 'VNPT',
    },
    {
      code: 'HM01',
      name: commune,
      kind: t.units.kinds.point,
      level: t.levels.commune,
      parentCode: 'HM',
      expected: '15',
    },
  ];
}

function personRows(t: Messages, sites: readonly string[]): Row[] {
  const { people, units, positions } = t.imports.sampleRows;
  const [first = 'HM', second = sites[0] ?? 'HM01'] = sites;
  return [
    {
      fullName: people[0],
      unit: units[0],
      position: positions[0],
      siteCode: first,
      mode: t.modes.in_person,
      phone: '0912 345 678',
    },
    { fullName: people[1], unit: units[1], position: positions[1], siteCode: second, mode: t.modes.online },
  ];
}

function sessionRows(t: Messages, startsOn: Day): Row[] {
  const { kinds } = t.schedule;
  const { people, talk } = t.imports.sampleRows;
  const [year, month, day] = startsOn.split('-');
  return [
    { date: `${day}/${month}/${year}`, startsAt: '7h30', endsAt: '8h00', title: kinds.opening },
    { startsAt: '8h00', endsAt: '9h30', title: talk, kind: kinds.talk, speaker: people[0] },
    { startsAt: '9h30', endsAt: '9h45', title: kinds.break },
  ];
}

const quoted = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
