import type { PaperColumn, PaperRow } from './paper.js';

/** Where the pen stands, and the pages' measures in points. */
export interface Pen {
  document: PDFKit.PDFDocument;
  left: number;
  top: number;
  bottom: number;
  width: number;
  numberAt: number;
  y: number;
  page: number;
  /** By font and size: widths of words. Measuring one takes as long as drawing it. */
  widths: Map<string, Map<string, number>>;
  /** Of rows whose height was asked for, until they are drawn. */
  lines: Map<PaperRow, string[][]>;
}

export function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** One line in a column. PDFKit aligns nothing that it does not break itself. */
export function put(
  pen: Pen,
  line: string,
  font: string,
  size: number,
  at: { x: number; y: number; width: number; align: PaperColumn['align'] },
): void {
  const rest = at.width - widthIn(pen, font, size, line);
  const x = at.align === 'left' ? at.x : at.x + (at.align === 'center' ? rest / 2 : rest);
  pen.document.font(font).fontSize(size).text(line, x, at.y, { lineBreak: false });
}

/** A part of the paper whose pages are numbered by themselves; the first has no number. */
export function newPart(pen: Pen): void {
  pen.document.addPage();
  pen.page = 1;
  pen.y = pen.top;
}

/** The number of the page stands in the top margin of every page but the first of its part. */
export function newPage(pen: Pen): void {
  pen.document.addPage();
  pen.page += 1;
  pen.y = pen.top;
  put(pen, String(pen.page), 'regular', 13, {
    x: pen.left,
    y: pen.numberAt,
    width: pen.width,
    align: 'center',
  });
}

function widthIn(pen: Pen, font: string, size: number, word: string): number {
  const key = `${font} ${size}`;
  let known = pen.widths.get(key);
  if (!known) pen.widths.set(key, (known = new Map<string, number>()));
  let width = known.get(word);
  if (width === undefined) {
    width = pen.document.font(font).fontSize(size).widthOfString(word);
    known.set(word, width);
  }
  return width;
}

/** Lines that are broken between words alone; a word that is wider than the column is cut. */
export function wrapped(pen: Pen, text: string, font: string, size: number, width: number): string[] {
  const space = widthIn(pen, font, size, ' ');
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of clean(text)
    .split(' ')
    .flatMap((one) =>
      widthIn(pen, font, size, one) > width ? brokenWord(pen, one, font, size, width) : [one],
    )) {
    const own = widthIn(pen, font, size, word);
    if (line !== '' && taken + space + own > width) {
      lines.push(line);
      line = '';
      taken = 0;
    }
    taken += line === '' ? own : space + own;
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function brokenWord(pen: Pen, word: string, font: string, size: number, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (
      piece !== '' &&
      pen.document
        .font(font)
        .fontSize(size)
        .widthOfString(piece + letter) > width
    ) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
