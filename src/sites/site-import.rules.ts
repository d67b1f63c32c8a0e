import type { SITE_COLUMNS, SiteLevel } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import {
  type Cell,
  choiceIn,
  choices,
  phoneIn,
  requiredTextIn,
  shown,
  textIn,
  wholeNumberIn,
} from '../platform/sheets/cells.rules.js';
import type { Faults } from '../platform/sheets/faults.rules.js';
import type { ColumnSpec, TableRow } from '../platform/sheets/table.rules.js';
import { codeKey, type SiteRow } from './site.entity.js';
import { SITE_LIMITS } from './sites.dto.js';

export type SiteColumn = (typeof SITE_COLUMNS)[number];

/** What offices head their columns. */
export const SITE_HEADINGS: readonly ColumnSpec<SiteColumn>[] = [
  {
    name: 'code',
    required: true,
    headings: ['site code', 'mã', 'mã điểm cầu', 'mã đơn vị', 'mã số', 'ký hiệu'],
  },
  {
    name: 'name',
    required: true,
    headings: ['site', 'site name', 'tên', 'tên điểm cầu', 'điểm cầu', 'tên đơn vị', 'đơn vị'],
  },
  { name: 'level', headings: ['cấp', 'cấp độ', 'loại', 'loại điểm cầu', 'cấp hành chính'] },
  {
    name: 'parentCode',
    headings: [
      'parent',
      'parent site',
      'mã cấp trên',
      'cấp trên',
      'code of the parent',
      'mã điểm cầu cấp trên',
      'mã đơn vị cấp trên',
      'thuộc',
      'trực thuộc',
    ],
  },
  {
    name: 'expected',
    headings: [
      'people expected',
      'expected headcount',
      'headcount',
      'dự kiến',
      'số lượng',
      'số lượng dự kiến',
      'số người',
      'số người dự kiến',
      'số đại biểu',
      'số đại biểu dự kiến',
      'số học viên',
    ],
  },
  { name: 'address', headings: ['địa chỉ', 'địa điểm', 'place'] },
  {
    name: 'contactName',
    headings: [
      'contact',
      'contact person',
      'người liên hệ',
      'đầu mối',
      'cán bộ đầu mối',
      'cán bộ phụ trách',
      'người phụ trách',
    ],
  },
  {
    name: 'contactPhone',
    headings: [
      'phone',
      'telephone',
      'điện thoại',
      'số điện thoại',
      'điện thoại liên hệ',
      'điện thoại đầu mối',
      'contact’s phone',
      'sđt',
      'đt',
      'di động',
    ],
  },
];

const LEVELS = choices<SiteLevel>({
  province: ['provincial', 'tỉnh', 'cấp tỉnh', 'thành phố trực thuộc trung ương'],
  department: [
    'agency',
    'department or agency',
    'sở',
    'cấp sở',
    'ban',
    'ngành',
    'sở ngành',
    'sở, ban, ngành',
    'cơ quan',
    'sở ban ngành cấp tỉnh',
  ],
  district: [
    'city',
    'town',
    'district or city',
    'huyện',
    'huyện, thành phố',
    'cấp huyện',
    'quận',
    'thị xã',
    'thành phố',
    'thành phố thuộc tỉnh',
  ],
  commune: ['xã', 'cấp xã'],
  ward: ['phường'],
  township: ['thị trấn'],
  other: ['khác'],
});

/** One row of the file as fields. Null in a field: the cell is empty. */
export interface SiteCandidate {
  row: number;
  code: string;
  name: string;
  level: SiteLevel | null;
  parentCode: string | null;
  expected: number | null;
  address: string | null;
  contactName: string | null;
  contactPhone: string | null;
}

/** Reads one row; null, with the reasons among the faults, when it cannot become a site. */
export function siteCandidate({ row, cells }: TableRow<SiteColumn>, faults: Faults): SiteCandidate | null {
  const cell = (column: SiteColumn): Cell => ({ row, column, text: cells[column] });
  const code = requiredTextIn(cell('code'), SITE_LIMITS.code, faults);
  const name = requiredTextIn(cell('name'), SITE_LIMITS.name, faults);
  const rest = {
    level: choiceIn(cell('level'), LEVELS, faults),
    parentCode: textIn(cell('parentCode'), SITE_LIMITS.code, faults),
    expected: wholeNumberIn(cell('expected'), SITE_LIMITS.expected, faults),
    address: textIn(cell('address'), SITE_LIMITS.address, faults),
    contactName: textIn(cell('contactName'), SITE_LIMITS.contactName, faults),
    contactPhone: phoneIn(cell('contactPhone'), SITE_LIMITS.contactPhone, faults),
  };
  return code === null || name === null ? null : { row, code, name, ...rest };
}

export interface SitePlan {
  /** Parents before children. */
  created: SiteRow[];
  updated: SiteRow[];
  unchanged: number;
}
export interface SiteImportContext {
  conferenceId: Id;
  now: Instant;
  newId(): Id;
}

/**
 * What the file's rows come to, beside the sites that exist. Sites are known by their code; a column that the file does
 * not have is left as it is, an empty cell means none (for `level`: as it is). `parentCode` may name a site of the
 * file, above or below, or one that exists.
 */
export function planSites(
  candidates: readonly SiteCandidate[],
  columns: ReadonlySet<SiteColumn>,
  existing: readonly SiteRow[],
  faults: Faults,
  context: SiteImportContext,
): SitePlan {
  const before = new Map(existing.map((site) => [site.codeKey, site]));
  const firstRows = new Map<string, number>();
  const after = new Map(before);
  const wanted: { candidate: SiteCandidate; site: SiteRow }[] = [];
  for (const candidate of candidates) {
    const key = codeKey(candidate.code);
    const first = firstRows.get(key);
    if (first !== undefined) {
      faults.add(
        candidate.row,
        'code',
        'cell.duplicate',
        `The code ${shown(candidate.code)} stands in row ${first} already`,
      );
      continue;
    }
    firstRows.set(key, candidate.row);
    const site = merged(candidate, columns, before.get(key), context);
    after.set(key, site);
    wanted.push({ candidate, site });
  }
  if (columns.has('parentCode'))
    for (const { candidate, site } of wanted) site.parentId = parentOf(candidate, after, faults);
  faultCircles(wanted, new Map([...after.values()].map((site) => [site.id, site])), faults);
  const changed = wanted.map(({ site }) => site).filter((site) => !isSame(site, before.get(site.codeKey)));
  const known = new Set(existing.map(({ id }) => id));
  return {
    created: parentsFirst(changed.filter(({ id }) => !known.has(id))),
    updated: changed.filter(({ id }) => known.has(id)),
    unchanged: wanted.length - changed.length,
  };
}

function merged(
  candidate: SiteCandidate,
  columns: ReadonlySet<SiteColumn>,
  held: SiteRow | undefined,
  { conferenceId, now, newId }: SiteImportContext,
): SiteRow {
  const given = <V>(column: SiteColumn, value: V, old: V | undefined): V =>
    columns.has(column) || old === undefined ? value : old;
  return {
    id: held?.id ?? newId(),
    conferenceId,
    code: candidate.code,
    codeKey: codeKey(candidate.code),
    name: candidate.name,
    level: candidate.level ?? held?.level ?? 'other',
    parentId: held?.parentId ?? null,
    expected: given('expected', candidate.expected, held?.expected),
    address: given('address', candidate.address, held?.address),
    contactName: given('contactName', candidate.contactName, held?.contactName),
    contactPhone: given('contactPhone', candidate.contactPhone, held?.contactPhone),
    createdAt: held?.createdAt ?? now,
    updatedAt: now,
  };
}

function parentOf(
  { row, parentCode }: SiteCandidate,
  sites: ReadonlyMap<string, SiteRow>,
  faults: Faults,
): Id | null {
  if (parentCode === null) return null;
  const parent = sites.get(codeKey(parentCode));
  if (!parent)
    faults.add(
      row,
      'parentCode',
      'cell.not-found',
      `There is no site with the code ${shown(parentCode)}, neither in the file nor in the conference`,
    );
  return parent?.id ?? null;
}

/** Names every row whose way up comes back to it. */
function faultCircles(
  wanted: readonly { candidate: SiteCandidate; site: SiteRow }[],
  sites: ReadonlyMap<Id, SiteRow>,
  faults: Faults,
): void {
  const sound = new Set<Id>();
  for (const { candidate, site } of wanted) {
    if (sound.has(site.id)) continue;
    const way = new Set<Id>();
    let at: Id | null = site.id;
    while (at !== null && !sound.has(at) && !way.has(at)) {
      way.add(at);
      at = sites.get(at)?.parentId ?? null;
    }
    if (at === site.id)
      faults.add(
        candidate.row,
        'parentCode',
        'cell.circle',
        `The site ${shown(site.code)} would lie under itself`,
      );
    else if (at === null || sound.has(at)) way.forEach((id) => sound.add(id));
  }
}

function isSame(site: SiteRow, held: SiteRow | undefined): boolean {
  if (!held) return false;
  return (
    ['code', 'name', 'level', 'parentId', 'expected', 'address', 'contactName', 'contactPhone'] as const
  ).every((field) => site[field] === held[field]);
}

/** So that a foreign key never points at a row to come. */
function parentsFirst(sites: readonly SiteRow[]): SiteRow[] {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const placed = new Set<Id>();
  const order: SiteRow[] = [];
  for (const site of sites) {
    const way: SiteRow[] = [];
    for (
      let at: SiteRow | undefined = site;
      at && !placed.has(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    ) {
      placed.add(at.id);
      way.push(at);
    }
    order.push(...way.reverse());
  }
  return order;
}
