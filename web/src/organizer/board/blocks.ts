import type { BoardRow } from '#contract/board.js';
import type { SiteLevel } from '#contract/site.js';
import type { Id } from '#contract/wire.js';

/** The fields of a row that decide its place on the board; none of them changes during a conference. */
export type Placed = Pick<BoardRow, 'siteId' | 'code' | 'name' | 'level' | 'parentId'>;

/**
 * The sites under one parent, the parent's own site first. `parent` is null for sites without a parent; then
 * `level` names the block.
 */
export interface Block {
  key: string;
  parent: Placed | null;
  level: SiteLevel;
  sites: Placed[];
}
/** Beyond this many sites the blocks show their sums, and unfold on a click. */
export const ROLL_UP_ABOVE = 600;

/**
 * Makes one block per parent (a group or a site), in the order of the rows (by code). Sites without a parent
 * come first, level by level; then each parent with its own site and its children. A parent below another
 * parent has its own block. A group is no site, so its block holds its children alone; an empty group has no
 * block.
 */
export function blocksOf(rows: readonly Placed[], groups: readonly Placed[] = []): Block[] {
  const known = new Map([...groups, ...rows].map((row) => [row.siteId, row]));
  const parents = new Set(
    rows.map((row) => row.parentId).filter((id): id is Id => id !== null && known.has(id)),
  );
  const loose = new Map<string, Block>();
  const led = new Map<Id, Block>();
  for (const row of inOrder(rows, groups)) {
    if (!parents.has(row.siteId)) continue;
    led.set(row.siteId, {
      key: row.siteId,
      parent: row,
      level: row.level,
      sites: groups.includes(row) ? [] : [row],
    });
  }
  for (const row of rows) {
    if (parents.has(row.siteId)) continue;
    const block = row.parentId ? led.get(row.parentId) : undefined;
    if (block) block.sites.push(row);
    else looseBlock(loose, row.level).sites.push(row);
  }
  return [...loose.values(), ...led.values()];
}

/** Sorts sites and groups together, by code. */
function inOrder(rows: readonly Placed[], groups: readonly Placed[]): readonly Placed[] {
  return groups.length === 0 ? rows : [...rows, ...groups].sort((a, b) => collator.compare(a.code, b.code));
}
const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' });

/**
 * Makes blocks for very many sites: one per topmost group or site with everything below it, and one for
 * single sites.
 */
export function rolledUpBlocksOf(rows: readonly Placed[], groups: readonly Placed[] = []): Block[] {
  const known = new Map([...groups, ...rows].map((row) => [row.siteId, row]));
  const groupIds = new Set(groups.map(({ siteId }) => siteId));
  const parents = new Set(rows.map((row) => row.parentId));
  const loose = new Map<string, Block>();
  const led = new Map<Id, Block>();
  for (const row of rows) {
    const top = topOf(row, known, groupIds);
    if (!parents.has(top.siteId) && !groupIds.has(top.siteId)) looseBlock(loose, row.level).sites.push(row);
    else if (!led.has(top.siteId))
      led.set(top.siteId, { key: top.siteId, parent: top, level: top.level, sites: [row] });
    else led.get(top.siteId)!.sites.push(row);
  }
  return [...loose.values(), ...led.values()];
}

function looseBlock(loose: Map<string, Block>, level: SiteLevel): Block {
  const block = loose.get(level) ?? { key: `level-${level}`, parent: null, level, sites: [] };
  loose.set(level, block);
  return block;
}

function topOf(row: Placed, known: ReadonlyMap<Id, Placed>, groupIds: ReadonlySet<Id>): Placed {
  const seen = new Set<Id>();
  let top = row;
  let topGroup: Placed | null = null;
  while (top.parentId !== null && known.has(top.parentId) && !seen.has(top.siteId)) {
    seen.add(top.siteId);
    top = known.get(top.parentId)!;
    if (groupIds.has(top.siteId)) topGroup = top;
  }
  return topGroup ?? top;
}

/** Answers the blocks with these sites alone; empty blocks are left out. */
export function blocksWith(blocks: readonly Block[], siteIds: ReadonlySet<Id>): Block[] {
  return blocks
    .map((block) => ({ ...block, sites: block.sites.filter((site) => siteIds.has(site.siteId)) }))
    .filter((block) => block.sites.length > 0);
}

const OFFICE = /^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+/iu;
const KIND = /^(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố)\s+/iu;
/** Shortens a name for a tile: `UBND xã Đồng Tiến` → `Đồng Tiến`. */
export function shortName(name: string): string {
  const short = name.normalize('NFC').trim().replace(OFFICE, '').replace(KIND, '');
  return short.charAt(0).toLocaleUpperCase('vi') + short.slice(1);
}

/**
 * Shortens the names of one block. Sites whose short names are equal (a commune and its township) keep their
 * full names.
 */
export function shortNames(block: Block): Map<Id, string> {
  const uses = new Map<string, number>();
  for (const { name } of block.sites) uses.set(shortName(name), (uses.get(shortName(name)) ?? 0) + 1);
  return new Map(
    block.sites.map(({ siteId, name }) => [siteId, uses.get(shortName(name)) === 1 ? shortName(name) : name]),
  );
}
