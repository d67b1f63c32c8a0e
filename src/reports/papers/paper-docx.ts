import { Document, Header, Packer, PageNumber, Paragraph, Table, TextRun } from 'docx';
import { LANGUAGES } from '../../contract/languages.js';
import { type Block, MARGINS, type Paper } from './paper.js';
import { withRows } from './paper-docx-rows.js';
import { dataTable, headTable, signTable } from './paper-docx-tables.js';
import { textParagraphs } from './paper-docx-text.js';

/**
 * The paper as an office edits and signs it. `docx` writes one row of each kind of a table; the others are
 * made of it as text: as objects, the 30,000 cells of 3,666 people take 450 MB.
 */
export async function writePaperDocx(paper: Paper): Promise<Uint8Array> {
  const [short, long] = [twips(210), twips(297)];
  const width = (paper.isLying ? long : short) - twips(MARGINS.left + MARGINS.right);
  const number = new Paragraph({
    alignment: 'center',
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
  });
  const document = new Document({
    title: paper.title,
    creator: 'Diemcau',
    styles: {
      default: {
        document: {
          run: {
            font: 'Times New Roman',
            size: 28,
            language: { value: LANGUAGES[paper.language].locale },
          },
        },
      },
    },
    sections: partsOf(paper.blocks).map((blocks) => ({
      properties: {
        titlePage: true,
        page: {
          size: { width: short, height: long, orientation: paper.isLying ? 'landscape' : 'portrait' },
          pageNumbers: { start: 1 },
          margin: {
            top: twips(MARGINS.top),
            bottom: twips(MARGINS.bottom),
            left: twips(MARGINS.left),
            right: twips(MARGINS.right),
            header: twips(MARGINS.number),
            footer: twips(MARGINS.number),
          },
        },
      },
      headers: {
        default: new Header({ children: [number] }),
        first: new Header({ children: [new Paragraph({})] }),
      },
      children: blocks.flatMap(({ block, nth }) => blockOf(width, block, nth)),
    })),
  });
  return withRows(await Packer.toBuffer(document), paper);
}

/** Each part begins on a page of its own, and its pages are numbered from 1. */
function partsOf(blocks: readonly Block[]): { block: Block; nth: number }[][] {
  const parts: { block: Block; nth: number }[][] = [[]];
  blocks.forEach((block, nth) => {
    if (block.kind === 'page') parts.push([]);
    else parts.at(-1)!.push({ block, nth });
  });
  return parts;
}

function twips(millimetres: number): number {
  return Math.round((millimetres * 1_440) / 25.4);
}

function blockOf(width: number, block: Block, nth: number): (Paragraph | Table)[] {
  const room = (points: number, keepNext = false): Paragraph =>
    new Paragraph({
      keepNext,
      spacing: { before: 0, after: 0, line: points * 20, lineRule: 'exact' },
      children: [new TextRun({ text: '', size: 2 })],
    });
  if (block.kind === 'text') return textParagraphs(width, block);
  if (block.kind === 'page') return [];
  // Two tables on end would be one: a low paragraph parts them.
  if (block.kind === 'head') return [headTable(width, block.left, block.right), room(4)];
  if (block.kind === 'sign') return [signTable(width, block), room(1, true)];
  return [room(4, true), dataTable(width, block, nth), room(6)];
}
