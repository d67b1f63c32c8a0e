import { Paragraph, Table, TableCell, TableRow } from 'docx';
import {
  type HeadLine,
  type PaperRow,
  type Recipients,
  type SignBlock,
  type Signature,
  type TableBlock,
  WHOLE_TABLE,
} from './paper.js';
import { tokenOf } from './paper-docx-rows.js';
import { ruleParagraph, run } from './paper-docx-text.js';

/** Cells without lines. */
function plainTable(widths: number[], cells: Paragraph[][]): Table {
  const none = { style: 'none', size: 0, color: 'auto' } as const;
  return new Table({
    layout: 'fixed',
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: 'dxa' },
    margins: { left: 0, right: 0 },
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, at) => new TableCell({ width: { size: widths[at]!, type: 'dxa' }, children }),
        ),
      }),
    ],
  });
}

export function headTable(width: number, left: readonly HeadLine[], right: readonly HeadLine[]): Table {
  const widths = [Math.round(width * 0.42), width - Math.round(width * 0.42)];
  const column = (lines: readonly HeadLine[], columnWidth: number): Paragraph[] =>
    lines.flatMap(({ text, size, isBold, isItalic, rule }) => [
      new Paragraph({
        alignment: 'center',
        spacing: { before: 0, after: 0 },
        children: [run(text, size, { bold: isBold, italics: isItalic })],
      }),
      ...(rule === undefined ? [] : [ruleParagraph(columnWidth, rule)]),
    ]);
  return plainTable(widths, [column(left, widths[0]!), column(right, widths[1]!)]);
}

export function signTable(width: number, { left, right }: SignBlock): Table {
  const half = Math.round(width / 2);
  return plainTable(
    [half, width - half],
    [left, right].map((part) => (part === null ? [new Paragraph({})] : signParagraphs(part))),
  );
}

function signParagraphs(part: Recipients | Signature): Paragraph[] {
  const line = (
    text: string,
    size: number,
    alignment: 'left' | 'center',
    more: { bold?: boolean; italics?: boolean } = {},
    before = 0,
  ): Paragraph =>
    new Paragraph({
      alignment,
      keepNext: true,
      spacing: { before, after: 0 },
      children: [run(text, size, more)],
    });
  if (part.kind === 'recipients')
    return [
      line(part.title, 12, 'left', { bold: true, italics: true }, 240),
      ...part.lines.map((one) => line(one, 11, 'left')),
    ];
  return [
    ...part.capacity.map((one, at) => line(one, 14, 'center', { bold: true }, at === 0 ? 240 : 0)),
    line(part.name, 14, 'center', { bold: true }, 1_100),
  ];
}

function tableCell(
  text: string,
  size: number,
  width: number,
  look: {
    align: 'left' | 'center' | 'right';
    bold: boolean;
    span?: number;
    isHead?: boolean;
    keeps?: boolean;
  },
): TableCell {
  return new TableCell({
    width: { size: width, type: 'dxa' },
    columnSpan: look.span,
    verticalAlign: look.isHead ? 'center' : 'top',
    shading: look.isHead ? { fill: 'E6E6E6', type: 'clear', color: 'auto' } : undefined,
    children: [
      new Paragraph({
        alignment: look.align,
        keepNext: look.keeps,
        children: [run(text, size, { bold: look.bold })],
      }),
    ],
  });
}

/**
 * The head, repeated on each page, and one row of each kind with tokens for
 * texts. No row breaks between pages.
 */
export function dataTable(width: number, { columns, rows, size }: TableBlock, block: number): Table {
  const widths = columns.map((column) => Math.round(column.width * width));
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const isWhole = rows.length <= WHOLE_TABLE;
  const row = (kind: PaperRow['kind']): TableRow =>
    new TableRow({
      cantSplit: true,
      children:
        kind === 'group'
          ? [
              tableCell(tokenOf(block, kind, 0), size, width, {
                align: 'left',
                bold: true,
                span: columns.length,
                keeps: true,
              }),
            ]
          : columns.map(({ align }, at) =>
              tableCell(tokenOf(block, kind, at), size, widths[at]!, {
                align,
                bold: kind === 'total',
                keeps: kind === 'row' && isWhole,
              }),
            ),
    });
  const line = { style: 'single', size: 4, color: '000000' } as const;
  return new Table({
    layout: 'fixed',
    columnWidths: widths,
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: 'dxa' },
    margins: { left: 60, right: 60, top: 20, bottom: 20 },
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
    rows: [
      new TableRow({
        cantSplit: true,
        tableHeader: true,
        children: columns.map(({ title }, at) =>
          tableCell(title, size, widths[at]!, {
            align: 'center',
            bold: true,
            isHead: true,
            keeps: true,
          }),
        ),
      }),
      ...kinds.map(row),
    ],
  });
}
