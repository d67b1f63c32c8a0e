import { type PaperRow, type TableBlock, WHOLE_TABLE } from './paper.js';
import { newPage, type Pen, put, wrapped } from './paper-pdf-text.js';

function rowLines(pen: Pen, { columns, size }: TableBlock, row: PaperRow): string[][] {
  const known = pen.lines.get(row);
  if (known) return known;
  const { kind, cells } = row;
  const font = kind === 'row' ? 'regular' : 'bold';
  const lines =
    kind === 'group'
      ? [wrapped(pen, cells[0] ?? '', font, size, pen.width - 8)]
      : columns.map(({ width }, at) => wrapped(pen, cells[at] ?? '', font, size, width * pen.width - 6));
  pen.lines.set(row, lines);
  return lines;
}

function rowHeight(pen: Pen, table: TableBlock, row: PaperRow): number {
  return Math.max(...rowLines(pen, table, row).map((lines) => lines.length)) * table.size * 1.18 + 5;
}

/** @param lines of each cell; of a group, of the one cell */
function drawRow(
  pen: Pen,
  { columns, size }: TableBlock,
  kind: PaperRow['kind'] | 'head',
  lines: string[][],
): void {
  const { document } = pen;
  const step = size * 1.18;
  const height = Math.max(...lines.map((cell) => cell.length)) * step + 5;
  // Black is what every page begins with: only the shade of a head is said, and taken back.
  if (kind === 'head') document.save().rect(pen.left, pen.y, pen.width, height).fill('#e6e6e6').restore();
  const edges = [pen.left];
  for (const { width } of kind === 'group' ? [{ width: 1 }] : columns)
    edges.push(edges.at(-1)! + width * pen.width);
  document.rect(pen.left, pen.y, pen.width, height);
  for (const x of edges.slice(1, -1)) document.moveTo(x, pen.y).lineTo(x, pen.y + height);
  document.lineWidth(0.5).stroke();
  const font = kind === 'row' ? 'regular' : 'bold';
  lines.forEach((cell, at) => {
    const above = kind === 'head' ? (height - cell.length * step) / 2 : 2.5;
    const align = kind === 'head' ? 'center' : kind === 'group' ? 'left' : columns[at]!.align;
    const [x, width] = [edges[at]! + 3, edges[at + 1]! - edges[at]! - 6];
    cell.forEach(
      (line, nth) => line && put(pen, line, font, size, { x, y: pen.y + above + nth * step, width, align }),
    );
  });
  pen.y += height;
}

/** The head of a short table stays with all of its rows, that of a long table with its first two. */
export function leastTableHeight(pen: Pen, table: TableBlock): number {
  const rows = table.rows.slice(0, table.rows.length > WHOLE_TABLE ? 2 : undefined);
  const height = rows.reduce(
    (sum, row) => sum + rowHeight(pen, table, row),
    4 + rowHeight(pen, table, headRow(table)),
  );
  // A table that fills a page begins at once: on the next page its heading would be left behind.
  return Math.min(height, (pen.bottom - pen.top) / 2);
}
const headRow = ({ columns }: TableBlock): PaperRow => ({
  kind: 'total',
  cells: columns.map(({ title }) => title),
});

/** A row is never broken; one that is higher than a page goes on in a row below its head. */
export function drawTable(pen: Pen, table: TableBlock): void {
  const head = rowLines(pen, table, headRow(table));
  const headRoom = Math.max(...head.map((cell) => cell.length)) * table.size * 1.18 + 5;
  const most = Math.floor((pen.bottom - pen.top - headRoom - 5) / (table.size * 1.18));
  let group: string[][] | null = null;
  if (pen.y + leastTableHeight(pen, table) > pen.bottom) newPage(pen);
  pen.y += 4;
  drawRow(pen, table, 'head', head);
  table.rows.forEach((row, at) => {
    const lines = rowLines(pen, table, row);
    pen.lines.delete(table.rows[at - 1]!);
    const next = table.rows[at + 1];
    // A group is not left alone at the foot of a page, nor a total at the head.
    const needed =
      rowHeight(pen, table, row) +
      (next && (row.kind === 'group' || next.kind === 'total') ? rowHeight(pen, table, next) : 0);
    if (pen.y + needed > pen.bottom) {
      newPage(pen);
      drawRow(pen, table, 'head', head);
      if (row.kind !== 'group' && group) drawRow(pen, table, 'group', group);
    }
    if (row.kind === 'group') group = lines;
    for (let from = 0; from < Math.max(...lines.map((cell) => cell.length)); from += most) {
      if (from > 0) {
        newPage(pen);
        drawRow(pen, table, 'head', head);
      }
      drawRow(
        pen,
        table,
        row.kind,
        lines.map((cell) => cell.slice(from, from + most)),
      );
    }
  });
  pen.y += 6;
}
