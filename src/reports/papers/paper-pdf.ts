import { buffer } from 'node:stream/consumers';
import PdfKit from 'pdfkit';
import { fontFile, NO_FONT } from '../pdf-fonts.js';
import {
  type Block,
  type HeadLine,
  MARGINS,
  type Paper,
  type Recipients,
  type SignBlock,
  type Signature,
  type TextBlock,
} from './paper.js';
import { drawTable, leastTableHeight } from './paper-pdf-table.js';
import { clean, newPage, newPart, type Pen, put, wrapped } from './paper-pdf-text.js';

/** Tinos has the widths of Times New Roman and all letters of Vietnamese. */
const FONTS = {
  regular: tinos('400Regular'),
  bold: tinos('700Bold'),
  italic: tinos('400Regular_Italic'),
  boldItalic: tinos('700Bold_Italic'),
};

/** The paper as it is printed: page numbers in the top margin, heads of tables on each page, rows whole. */
export function writePaperPdf(paper: Paper): Promise<Uint8Array> {
  const points = (millimetres: number): number => (millimetres * 72) / 25.4;
  const info = { Title: paper.title, Creator: 'Diemcau' };
  // The pen breaks the pages: a bottom margin would make PDFKit do it too.
  const document = new PdfKit({
    size: 'A4',
    layout: paper.isLying ? 'landscape' : 'portrait',
    margin: 0,
    autoFirstPage: false,
    lang: paper.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info,
    font: NO_FONT,
  });
  const done = buffer(document);
  for (const [name, file] of Object.entries(FONTS)) document.registerFont(name, file);
  document.addPage();
  const width = document.page.width - points(MARGINS.left + MARGINS.right);
  const pen: Pen = {
    document,
    left: points(MARGINS.left),
    top: points(MARGINS.top),
    bottom: document.page.height - points(MARGINS.bottom),
    width,
    numberAt: points(MARGINS.number),
    y: points(MARGINS.top),
    page: 1,
    widths: new Map(),
    lines: new Map(),
  };
  paper.blocks.forEach((block, at) => drawBlock(pen, block, paper.blocks[at + 1]));
  document.end();
  return done;
}

function tinos(folder: string): string {
  return fontFile(`tinos/${folder}/Tinos_${folder}`);
}

/** Font, size, alignment, indent of the first line, and the room above. */
function lookOf(style: TextBlock['style']): {
  font: string;
  size: number;
  align: 'left' | 'center' | 'justify';
  indent: number;
  above: number;
} {
  switch (style) {
    case 'title':
      return { font: 'bold', size: 14, align: 'center', indent: 0, above: 14 };
    case 'subject':
      return { font: 'bold', size: 14, align: 'center', indent: 0, above: 2 };
    case 'attached':
      return { font: 'italic', size: 13, align: 'center', indent: 0, above: 2 };
    case 'heading':
      return { font: 'bold', size: 14, align: 'left', indent: 28, above: 8 };
    case 'subheading':
      return { font: 'bold', size: 13, align: 'left', indent: 28, above: 6 };
    case 'body':
      return { font: 'regular', size: 14, align: 'justify', indent: 28, above: 5 };
  }
}

function textHeight(pen: Pen, { style, text, rule }: TextBlock): number {
  const { font, size, align, indent, above } = lookOf(style);
  const height = pen.document
    .font(font)
    .fontSize(size)
    .heightOfString(clean(text), { width: pen.width, align, indent, lineGap: 1 });
  return above + height + (rule === undefined ? 0 : 10);
}

function drawText(pen: Pen, block: TextBlock): void {
  const { font, size, align, indent, above } = lookOf(block.style);
  const height = textHeight(pen, block);
  pen.document.font(font).fontSize(size);
  pen.document.text(clean(block.text), pen.left, pen.y + above, {
    width: pen.width,
    align,
    indent,
    lineGap: 1,
  });
  pen.y += height;
  if (block.rule === undefined) return;
  const from = pen.left + (pen.width - block.rule) / 2;
  pen.document
    .moveTo(from, pen.y - 6)
    .lineTo(from + block.rule, pen.y - 6)
    .lineWidth(0.7)
    .stroke('#000000');
}

/** Half the width of the page is too little for the national name: the right column is wider. */
function headHeight(pen: Pen, lines: readonly HeadLine[], width: number): number {
  return lines.reduce(
    (sum, { text, size, isBold, rule }) =>
      sum +
      wrapped(pen, text, isBold ? 'bold' : 'regular', size, width).length * size * 1.17 +
      (rule === undefined ? 0 : 6),
    0,
  );
}

function drawHead(pen: Pen, left: readonly HeadLine[], right: readonly HeadLine[]): void {
  const split = pen.width * 0.42;
  const column = (lines: readonly HeadLine[], x: number, width: number): void => {
    let y = pen.y;
    for (const { text, size, isBold, isItalic, rule } of lines) {
      const font = isBold ? 'bold' : isItalic ? 'italic' : 'regular';
      for (const line of wrapped(pen, text, font, size, width)) {
        put(pen, line, font, size, { x, y, width, align: 'center' });
        y += size * 1.17;
      }
      if (rule === undefined) continue;
      const from = x + (width - rule) / 2;
      pen.document
        .moveTo(from, y + 2)
        .lineTo(from + rule, y + 2)
        .lineWidth(0.7)
        .stroke('#000000');
      y += 6;
    }
  };
  column(left, pen.left, split - 6);
  column(right, pen.left + split, pen.width - split);
  pen.y += Math.max(headHeight(pen, left, split - 6), headHeight(pen, right, pen.width - split)) + 6;
}

/** What must find room below a block that stays with the next. */
function leastHeight(pen: Pen, block: Block | undefined): number {
  if (block === undefined || block.kind === 'page' || block.kind === 'head') return 0;
  if (block.kind === 'sign') return signHeight(pen, block);
  if (block.kind === 'text') return Math.min(textHeight(pen, block), 60) + (block.keepsNext ? 60 : 0);
  return leastTableHeight(pen, block);
}

function signHeight(pen: Pen, block: SignBlock): number {
  return SIGN_ABOVE + Math.max(...signHalves(pen, block).map(({ lines }) => linesHeight(lines)));
}
const SIGN_ABOVE = 14;

interface SignLine {
  text: string;
  font: 'regular' | 'bold' | 'boldItalic';
  size: number;
  height: number;
}
const linesHeight = (lines: readonly SignLine[]): number =>
  lines.reduce((sum, { height }) => sum + height, 0);

/** Both halves as lines that fit, each with where it begins. */
function signHalves(
  pen: Pen,
  { left, right }: SignBlock,
): { x: number; align: 'left' | 'center'; lines: SignLine[] }[] {
  const half = pen.width / 2;
  return [left, right].flatMap((part, at) =>
    part === null
      ? []
      : {
          x: pen.left + at * half,
          align: part.kind === 'recipients' ? ('left' as const) : ('center' as const),
          lines:
            part.kind === 'recipients' ? recipientLines(pen, part, half) : signatureLines(pen, part, half),
        },
  );
}

function recipientLines(pen: Pen, { title, lines }: Recipients, half: number): SignLine[] {
  return [
    { text: clean(title), font: 'boldItalic', size: 12, height: 16 },
    ...lines
      .flatMap((line) => wrapped(pen, line, 'regular', 11, half - 12))
      .map((text): SignLine => ({ text, font: 'regular', size: 11, height: 13 })),
  ];
}

function signatureLines(pen: Pen, { capacity, name }: Signature, half: number): SignLine[] {
  const bold = (text: string): SignLine => ({ text, font: 'bold', size: 14, height: 16.5 });
  const office = capacity.flatMap((line) => wrapped(pen, line, 'bold', 14, half)).map(bold);
  const hand: SignLine = { ...bold(''), height: 49.5 };
  return [...office, hand, ...wrapped(pen, name, 'bold', 14, half).map(bold)];
}

function drawSign(pen: Pen, block: SignBlock): void {
  const height = signHeight(pen, block);
  if (pen.y + height > pen.bottom) newPage(pen);
  for (const { x, align, lines } of signHalves(pen, block)) {
    let y = pen.y + SIGN_ABOVE;
    for (const { text, font, size, height: step } of lines) {
      if (text !== '') put(pen, text, font, size, { x, y, width: pen.width / 2, align });
      y += step;
    }
  }
  pen.y += height;
}

function drawBlock(pen: Pen, block: Block, next: Block | undefined): void {
  if (block.kind === 'page') return newPart(pen);
  if (block.kind === 'head') return drawHead(pen, block.left, block.right);
  if (block.kind === 'sign') return drawSign(pen, block);
  if (block.kind === 'table') return drawTable(pen, block);
  if (pen.y + textHeight(pen, block) + (block.keepsNext ? leastHeight(pen, next) : 0) > pen.bottom)
    newPage(pen);
  drawText(pen, block);
}
