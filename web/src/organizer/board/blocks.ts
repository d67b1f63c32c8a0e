import type { BoardRow } from '#contract/board.js';
import type { SiteLevel } from '#contract/site.js';
import type { Id } from '#contract/wire.js';

/** What of a row decides where it stands on the board; none of it changes while people look. */
export type Placed = Pick<BoardRow, 'siteId' | 'code' | 'name' | 'level' | 'parentId'>;

/**
 * The sites under one parent, the parent's own site first. `parent` is null where sites stand under
 * nobody: then `level` names them.
 */
export interface Block {
  key: string;
  parent: Placed | null;
  level: SiteLevel;
  sites: Placed[];
}
/** Beyond this many sites the blocks show their sums, and open on a click. */
export const ROLL_UP_ABOVE = 600;

/**
 * One block per parent, a group of sites or a site, in the order of the rows (by code): first what
 * stands under nobody, level by level, then each parent with its own site and its children. A parent
 * below another parent has a block of its own. A group is no site: its block holds its children alone,
 * and a group without any has none.
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

/** In the order of the rows: both lists are sorted by code. */
function inOrder(rows: readonly Placed[], groups: readonly Placed[]): readonly Placed[] {
  return groups.length === 0 ? rows : [...rows, ...groups].sort((a, b) => collator.compare(a.code, b.code));
}
const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' });

/**
 * For very many sites: one block per topmost group with all that lies below it, else per topmost
 * site, and one for what stands alone.
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

/** The blocks with these sites alone; a block without any is left out. */
export function blocksWith(blocks: readonly Block[], siteIds: ReadonlySet<Id>): Block[] {
  return blocks
    .map((block) => ({ ...block, sites: block.sites.filter((site) => siteIds.has(site.siteId)) }))
    .filter((block) => block.sites.length > 0);
}

const OFFICE = /^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+/iu;
const KIND = /^(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố)\s+/iu;
/** As a tile has room for: `UBND xã Đồng Tiến` → `Đồng Tiến`. */
export function shortName(name: string): string {
  const short = name.normalize('NFC').trim().replace(OFFICE, '').replace(KIND, '');
  return short.charAt(0).toLocaleUpperCase('vi') + short.slice(1);
}

/**
 * Short names of one block; two sites that would be called the same (a commune and its
 * township) keep their whole names.
 */
export function shortNames(block: Block): Map<Id, string> {
  const uses = new Map<string, number>();
  for (const { name } of block.sites) uses.set(shortName(name), (uses.get(shortName(name)) ?? 0) + 1);
  return new Map(
    block.sites.map(({ siteId, name }) => [siteId, uses.get(shortName(name)) === 1 ? shortName(name) : name]),
  );
}
