/** A block for the layout: its tiles, and how many grid columns each of them takes. */
export interface BlockSize {
  tiles: number;
  tileSpan: 1 | 2;
}
/** The place of a block: its grid columns, and how many of its tiles lie side by side. */
export interface PlacedBlock {
  index: number;
  columns: number;
  across: number;
}
/** Blocks side by side with the same number of tile rows. */
export interface Band {
  rows: number;
  blocks: PlacedBlock[];
}
export interface WallLayout {
  step: TileStep;
  columns: number;
  bands: Band[];
  /** Pixels with tiles at their least height. */
  height: number;
}
/**
 * The size of tiles in pixels: width at least and at best, height at least and at most, and the height of a
 * block's head.
 */
export interface TileStep {
  size: 'small' | 'text' | 'large' | 'title';
  least: number;
  best: number;
  height: number;
  tallest: number;
  header: number;
}
/** Each step is as large as its text size needs. The first is for a wall that would have to scroll. */
export const STEPS: readonly [TileStep, TileStep, ...TileStep[]] = [
  { size: 'small', least: 120, best: 150, height: 24, tallest: 29, header: 22 },
  { size: 'small', least: 138, best: 184, height: 30, tallest: 46, header: 25 },
  { size: 'text', least: 176, best: 240, height: 40, tallest: 58, header: 29 },
  { size: 'large', least: 220, best: 300, height: 52, tallest: 72, header: 34 },
  { size: 'title', least: 300, best: 420, height: 72, tallest: 96, header: 42 },
];
/** Where nothing fits, tiles are easy to read and to hit. */
const SCROLLED = STEPS[1];
const GAP = { tile: 2, band: 6 } as const;

/**
 * Lays blocks out in bands from left to right and top to bottom, in their fixed order, on a grid of equal
 * columns. Takes the largest step and its widest tiles that fit into `height`. If nothing fits, takes the
 * second step and a middle width, and the wall scrolls.
 * @param largest no step beyond this one is taken
 */
export function wallLayout(
  blocks: readonly BlockSize[],
  width: number,
  height: number,
  largest: TileStep['size'] = 'title',
): WallLayout {
  const steps = STEPS.slice(0, STEPS.map(({ size }) => size).lastIndexOf(largest) + 1);
  for (const step of steps.reverse()) {
    const [fewest, most] = columnsIn(width, step);
    for (let columns = fewest; columns <= most; columns++) {
      const layout = layoutWith(blocks, columns, step);
      if (layout.height <= height) return layout;
    }
  }
  const [fewest, most] = columnsIn(width, SCROLLED);
  return layoutWith(blocks, Math.floor((fewest + most) / 2), SCROLLED);
}
function columnsIn(width: number, step: TileStep): [fewest: number, most: number] {
  const fewest = Math.max(1, Math.floor(width / step.best));
  return [fewest, Math.max(fewest, Math.floor(width / step.least))];
}

/**
 * Finds the lowest wall on this many columns: the best cut of the blocks into bands, by dynamic programming.
 */
function layoutWith(blocks: readonly BlockSize[], columns: number, step: TileStep): WallLayout {
  const lowest: { height: number; from: number; rows: number }[] = [{ height: 0, from: 0, rows: 0 }];
  for (let end = 1; end <= blocks.length; end++) {
    let best = { height: Infinity, from: end - 1, rows: 1 };
    for (let from = end - 1; from >= 0; from--) {
      const rows = rowsOf(blocks.slice(from, end), columns);
      if (rows === null) break;
      const height = lowest[from]!.height + bandHeight(rows, step);
      if (height < best.height) best = { height, from, rows };
    }
    lowest.push(best);
  }
  const bands: Band[] = [];
  for (let end = blocks.length; end > 0; end = lowest[end]!.from) {
    const { from, rows } = lowest[end]!;
    bands.unshift({ rows, blocks: spread(blocks, from, end, rows, columns) });
  }
  return { step, columns, bands, height: lowest[blocks.length]!.height };
}

function bandHeight(rows: number, step: TileStep): number {
  return step.header + rows * (step.height + GAP.tile) + GAP.band;
}
const spanOf = (block: BlockSize, columns: number): number => Math.min(block.tileSpan, columns);
const needed = (block: BlockSize, rows: number, columns: number): number =>
  Math.ceil(block.tiles / rows) * spanOf(block, columns);

/**
 * Answers the fewest tile rows with which these blocks fit side by side; `null` if they need more columns.
 */
function rowsOf(blocks: readonly BlockSize[], columns: number): number | null {
  if (blocks.reduce((sum, block) => sum + spanOf(block, columns), 0) > columns) return null;
  let rows = 1;
  while (blocks.reduce((sum, block) => sum + needed(block, rows, columns), 0) > columns) rows++;
  return rows;
}

/** Gives each block of a band its columns; spare ones go to the blocks with the most tiles a column. */
function spread(
  blocks: readonly BlockSize[],
  from: number,
  end: number,
  rows: number,
  columns: number,
): PlacedBlock[] {
  const placed = blocks.slice(from, end).map((block, i) => ({
    index: from + i,
    columns: needed(block, rows, columns),
    across: Math.ceil(block.tiles / rows),
  }));
  let left = columns - placed.reduce((sum, block) => sum + block.columns, 0);
  const density = (block: PlacedBlock): number => blocks[block.index]!.tiles / block.across;
  while (left > 0) {
    const room = placed
      .filter((block) => spanOf(blocks[block.index]!, columns) <= left)
      .sort((a, b) => density(b) - density(a) || a.index - b.index)[0];
    if (!room) break;
    const span = spanOf(blocks[room.index]!, columns);
    room.columns += span;
    room.across += 1;
    left -= span;
  }
  return placed;
}
