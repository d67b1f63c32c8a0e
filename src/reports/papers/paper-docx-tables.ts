import type * as Docx from 'docx';
import type { HeadLine, PaperRow, SignBlock, TableBlock } from './paper.js';
import { tokenOf } from './paper-docx-rows.js';
import { type Desk, ruleParagraph, run } from './paper-docx-text.js';

/** Cells without lines. */
export function plainTable({ docx }: Desk, widths: number[], cells: Docx.Paragraph[][]): Docx.Table {
  const none = { style: 'none', size: 0, color: 'auto' } as const;
  return new docx.Table({
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
      new docx.TableRow({
        cantSplit: true,
        children: cells.map(
          (children, at) => new docx.TableCell({ width: { size: widths[at]!, type: 'dxa' }, children }),
        ),
      }),
    ],
  });
}

export function headTable(desk: Desk, left: readonly HeadLine[], right: readonly HeadLine[]): Docx.Table {
  const widths = [Math.round(desk.width * 0.42), desk.width - Math.round(desk.width * 0.42)];
  const column = (lines: readonly HeadLine[], width: number): Docx.Paragraph[] =>
    lines.flatMap(({ text, size, isBold, isItalic, rule }) => [
      new desk.docx.Paragraph({
        alignment: 'center',
        spacing: { before: 0, after: 0 },
        children: [run(desk, text, size, { bold: isBold, italics: isItalic })],
      }),
      ...(rule === undefined ? [] : [ruleParagraph(desk, width, rule)]),
    ]);
  return plainTable(desk, widths, [column(left, widths[0]!), column(right, widths[1]!)]);
}

export function signTable(
  desk: Desk,
  { recipientsTitle, recipients, capacity, name }: SignBlock,
): Docx.Table {
  const half = Math.round(desk.width / 2);
  const line = (
    text: string,
    size: number,
    alignment: 'left' | 'center',
    more: { bold?: boolean; italics?: boolean } = {},
    before = 0,
  ): Docx.Paragraph =>
    new desk.docx.Paragraph({
      alignment,
      keepNext: true,
      spacing: { before, after: 0 },
      children: [run(desk, text, size, more)],
    });
  const left = [
    line(recipientsTitle, 12, 'left', { bold: true, italics: true }, 240),
    ...recipients.map((one) => line(one, 11, 'left')),
  ];
  const right = [
    ...capacity.map((one, at) => line(one, 14, 'center', { bold: true }, at === 0 ? 240 : 0)),
    line(name, 14, 'center', { bold: true }, 1_100),
  ];
  return plainTable(desk, [half, desk.width - half], [left, right]);
}

export function tableCell(
  desk: Desk,
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
): Docx.TableCell {
  return new desk.docx.TableCell({
    width: { size: width, type: 'dxa' },
    columnSpan: look.span,
    verticalAlign: look.isHead ? 'center' : 'top',
    shading: look.isHead ? { fill: 'E6E6E6', type: 'clear', color: 'auto' } : undefined,
    children: [
      new desk.docx.Paragraph({
        alignment: look.align,
        keepNext: look.keeps,
        children: [run(desk, text, size, { bold: look.bold })],
      }),
    ],
  });
}

/**
 * The head, repeated on each page, and one row of each kind with tokens for
 * texts. No row breaks between pages.
 */
export function dataTable(desk: Desk, { columns, rows, size }: TableBlock, block: number): Docx.Table {
  const { docx, width } = desk;
  const widths = columns.map((column) => Math.round(column.width * width));
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const isWhole = rows.length <= desk.wholeTable;
  const row = (kind: PaperRow['kind']): Docx.TableRow =>
    new docx.TableRow({
      cantSplit: true,
      children:
        kind === 'group'
          ? [
              tableCell(desk, tokenOf(block, kind, 0), size, width, {
                align: 'left',
                bold: true,
                span: columns.length,
                keeps: true,
              }),
            ]
          : columns.map(({ align }, at) =>
              tableCell(desk, tokenOf(block, kind, at), size, widths[at]!, {
                align,
                bold: kind === 'total',
                keeps: kind === 'row' && isWhole,
              }),
            ),
    });
  const line = { style: 'single', size: 4, color: '000000' } as const;
  return new docx.Table({
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
      new docx.TableRow({
        cantSplit: true,
        tableHeader: true,
        children: columns.map(({ title }, at) =>
          tableCell(desk, title, size, widths[at]!, {
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
