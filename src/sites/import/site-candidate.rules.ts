import type { SiteKind, SiteLevel } from '../../contract/site.js';
import {
  type Cell,
  cellOf,
  phoneIn,
  requiredTextIn,
  textIn,
  wholeNumberIn,
} from '../../platform/sheets/cells.rules.js';
import type { Faults } from '../../platform/sheets/faults.rules.js';
import type { TableRow } from '../../platform/sheets/table.rules.js';
import type { SiteColumn } from './site-columns.rules.js';
import { nodeIn } from '../site-kind.rules.js';
import { SITE_LIMITS } from '../sites.dto.js';

/** One row of the file as fields. Null in a field: the cell is empty. */
export interface SiteCandidate {
  row: number;
  sheet: string | null;
  code: string;
  name: string;
  kind: SiteKind | null;
  level: SiteLevel | null;
  parentCode: string | null;
  expected: number | null;
  address: string | null;
  contactName: string | null;
  contactPhone: string | null;
  line: string | null;
}

/** Reads one row; null, with the reasons among the faults, when it cannot become a site. */
export function siteCandidate(row: TableRow<SiteColumn>, faults: Faults): SiteCandidate | null {
  const cell = (column: SiteColumn): Cell => cellOf(row, column);
  const code = requiredTextIn(cell('code'), SITE_LIMITS.code, faults);
  const name = requiredTextIn(cell('name'), SITE_LIMITS.name, faults);
  const rest = {
    ...nodeIn(cell('kind'), cell('level'), faults),
    parentCode: textIn(cell('parentCode'), SITE_LIMITS.name, faults),
    expected: wholeNumberIn(cell('expected'), SITE_LIMITS.expected, faults),
    address: textIn(cell('address'), SITE_LIMITS.address, faults),
    contactName: textIn(cell('contactName'), SITE_LIMITS.contactName, faults),
    contactPhone: phoneIn(cell('contactPhone'), SITE_LIMITS.contactPhone, faults),
    line: textIn(cell('line'), SITE_LIMITS.line, faults),
  };
  return code === null || name === null ? null : { row: row.row, sheet: row.sheet, code, name, ...rest };
}
