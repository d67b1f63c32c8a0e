import type { Mode } from '../../contract/attendance.js';
import { normalizedCode } from '../../contract/personal-code.js';
import type { Id } from '../../contract/wire.js';
import {
  type Cell,
  cellOf,
  choiceIn,
  choices,
  phoneIn,
  requiredTextIn,
  textIn,
} from '../../platform/sheets/cells.rules.js';
import { type Faults, shown } from '../../platform/sheets/faults.rules.js';
import type { TableRow } from '../../platform/sheets/table.rules.js';
import { type KnownSites, siteNamed } from '../../sites/import/known-sites.policy.js';
import type { ParticipantColumn } from './participant-columns.rules.js';
import { PARTICIPANT_LIMITS } from '../participants.dto.js';

const MODES_WRITTEN = choices<Mode>({
  in_person: [
    'in person',
    'onsite',
    'on site',
    'offline',
    'room',
    'trực tiếp',
    'tại điểm cầu',
    'tập trung',
    'tại chỗ',
    'dự trực tiếp',
    'tham dự trực tiếp',
  ],
  online: ['remote', 'trực tuyến', 'từ xa', 'dự trực tuyến', 'tham dự trực tuyến'],
});

/** One row of the file as fields. Null in a field: the cell is empty. */
export interface ParticipantCandidate {
  row: number;
  sheet: string | null;
  code: string | null;
  fullName: string;
  unit: string | null;
  position: string | null;
  siteId: Id;
  mode: Mode | null;
  phone: string | null;
  email: string | null;
}

/** Reads one row; null, with the reasons among the faults, when it cannot become a participant. */
export function participantCandidate(
  row: TableRow<ParticipantColumn>,
  sites: KnownSites,
  faults: Faults,
): ParticipantCandidate | null {
  const cell = (column: ParticipantColumn): Cell => cellOf(row, column);
  const fullName = requiredTextIn(cell('fullName'), PARTICIPANT_LIMITS.fullName, faults);
  const siteId = siteIn(cell('siteCode'), sites, faults);
  const rest = {
    code: codeIn(cell('code'), faults),
    unit: textIn(cell('unit'), PARTICIPANT_LIMITS.unit, faults),
    position: textIn(cell('position'), PARTICIPANT_LIMITS.position, faults),
    mode: choiceIn(cell('mode'), MODES_WRITTEN, faults),
    phone: phoneIn(cell('phone'), PARTICIPANT_LIMITS.phone, faults),
    email: emailIn(cell('email'), faults),
  };
  return fullName === null || siteId === null
    ? null
    : { row: row.row, sheet: row.sheet, fullName, siteId, ...rest };
}

/** The site that a cell names: by its code, by its name where no other has it, or as a person has chosen. */
function siteIn(cell: Cell, sites: KnownSites, faults: Faults): Id | null {
  const text = requiredTextIn(cell, 200, faults);
  const id = text === null ? null : siteNamed(text, cell, sites, faults);
  if (id === null || !sites.isGroup(id)) return id;
  const message = `${shown(cell.text)} is a group of sites and has no roster: name a site of it`;
  faults.add(cell, cell.column, 'cell.is-group', message, cell.text);
  return null;
}

function codeIn(cell: Cell, faults: Faults): string | null {
  const code = textIn(cell, PARTICIPANT_LIMITS.code, faults);
  if (code === null || normalizedCode(code) !== '') return code;
  faults.add(
    cell,
    cell.column,
    'cell.invalid',
    `code must hold a letter or a digit, unlike ${shown(code)}`,
    code,
  );
  return null;
}

function emailIn(cell: Cell, faults: Faults): string | null {
  const email = textIn(cell, PARTICIPANT_LIMITS.email, faults);
  if (email === null || /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) return email;
  faults.add(cell, cell.column, 'cell.invalid', `email is not an e-mail address: ${shown(email)}`, email);
  return null;
}
