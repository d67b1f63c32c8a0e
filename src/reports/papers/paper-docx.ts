import type * as Docx from 'docx';
import type * as Fflate from 'fflate';
import { createRequire } from 'node:module';
import type { TextProgram } from '../../platform/workers/workers.js';
import { type Block, MARGINS, type Paper, WHOLE_TABLE } from './paper.js';
import { escaped, rowsOfTable, tokenOf, withRows } from './paper-docx-rows.js';
import { dataTable, headTable, plainTable, signTable, tableCell } from './paper-docx-tables.js';
import { type Desk, ruleParagraph, run, textParagraphs } from './paper-docx-text.js';

export interface PaperDocxJob {
  paper: Paper;
  margins: Record<keyof typeof MARGINS, number>;
  wholeTable: number;
  /** Absolute paths. */
  paths: Record<'docx' | 'fflate', string>;
}

export function paperDocxJob(paper: Paper): PaperDocxJob {
  const { resolve } = createRequire(import.meta.url);
  return {
    paper,
    margins: MARGINS,
    wholeTable: WHOLE_TABLE,
    paths: { docx: resolve('docx'), fflate: resolve('fflate') },
  };
}

/**
 * The paper as an office edits and signs it. `docx` writes one row of each kind of a table; the others are
 * made of it as text: as objects, the 30,000 cells of 3,666 people take 450 MB.
 */
export const PAPER_DOCX_PROGRAM: TextProgram<PaperDocxJob, Uint8Array> = {
  entry: paperDocx,
  parts: [
    twips,
    partsOf,
    tokenOf,
    run,
    textParagraphs,
    ruleParagraph,
    plainTable,
    headTable,
    signTable,
    tableCell,
    dataTable,
    blockOf,
    escaped,
    rowsOfTable,
    withRows,
  ],
  limits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8, milliseconds: 120_000 },
};

async function paperDocx(
  { paper, margins, wholeTable, paths }: PaperDocxJob,
  load: NodeJS.Require,
): Promise<Uint8Array> {
  const docx = load(paths.docx) as typeof Docx;
  const [short, long] = [twips(210), twips(297)];
  const desk: Desk = {
    docx,
    wholeTable,
    width: (paper.isLying ? long : short) - twips(margins.left + margins.right),
  };
  const number = new docx.Paragraph({
    alignment: 'center',
    children: [new docx.TextRun({ children: [docx.PageNumber.CURRENT], size: 26 })],
  });
  const document = new docx.Document({
    title: paper.title,
    creator: 'Diemcau',
    styles: {
      default: {
        document: {
          run: {
            font: 'Times New Roman',
            size: 28,
            language: { value: paper.language === 'vi' ? 'vi-VN' : 'en-GB' },
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
            top: twips(margins.top),
            bottom: twips(margins.bottom),
            left: twips(margins.left),
            right: twips(margins.right),
            header: twips(margins.number),
            footer: twips(margins.number),
          },
        },
      },
      headers: {
        default: new docx.Header({ children: [number] }),
        first: new docx.Header({ children: [new docx.Paragraph({})] }),
      },
      children: blocks.flatMap(({ block, nth }) => blockOf(desk, block, nth)),
    })),
  });
  return withRows(await docx.Packer.toBuffer(document), paper, load(paths.fflate) as typeof Fflate);
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

function blockOf(desk: Desk, block: Block, nth: number): (Docx.Paragraph | Docx.Table)[] {
  const room = (points: number, keepNext = false): Docx.Paragraph =>
    new desk.docx.Paragraph({
      keepNext,
      spacing: { before: 0, after: 0, line: points * 20, lineRule: 'exact' },
      children: [new desk.docx.TextRun({ text: '', size: 2 })],
    });
  if (block.kind === 'text') return textParagraphs(desk, block);
  if (block.kind === 'page') return [];
  // Two tables on end would be one: a low paragraph parts them.
  if (block.kind === 'head') return [headTable(desk, block.left, block.right), room(4)];
  if (block.kind === 'sign') return [signTable(desk, block)];
  return [room(4, true), dataTable(desk, block, nth), room(6)];
}
