import type { Language } from '../../contract/conference.js';

/** A paper of an office, in no file format: two writers make .docx and PDF of it. All texts are final. */
export interface Paper {
  /** Title in the document's properties. */
  title: string;
  language: Language;
  /** A table that is an appendix lies; the report stands upright. */
  isLying: boolean;
  blocks: Block[];
}
/** One centred line of the head. `rule`: a drawn line of so many points below it. */
export interface HeadLine {
  text: string;
  /** In points, as the decree wants it. */
  size: number;
  isBold?: boolean;
  isItalic?: boolean;
  rule?: number;
}
export type TextStyle = 'title' | 'subject' | 'attached' | 'heading' | 'subheading' | 'body';
export interface TextBlock {
  kind: 'text';
  style: TextStyle;
  text: string;
  rule?: number;
  /** Stays on one page with the block that follows. */
  keepsNext?: boolean;
}
export interface PaperColumn {
  title: string;
  /** Share of the width of the text. */
  width: number;
  align: 'left' | 'center' | 'right';
}
/** `group`: one cell over the whole width. */
export interface PaperRow {
  kind: 'row' | 'group' | 'total';
  cells: string[];
}
export interface TableBlock {
  kind: 'table';
  /** Points. */
  size: number;
  columns: PaperColumn[];
  rows: PaperRow[];
}
/** A table of no more rows stays on one page. */
export const WHOLE_TABLE = 14;
export interface Recipients {
  kind: 'recipients';
  title: string;
  lines: string[];
}
export interface Signature {
  kind: 'signature';
  /** Above the signature, bold: for whom, and the office. */
  capacity: string[];
  name: string;
}
/** The left and the right half of one line. */
export interface SignBlock {
  kind: 'sign';
  left: Recipients | Signature;
  right: Signature | null;
}
export type Block =
  | { kind: 'head'; left: HeadLine[]; right: HeadLine[] }
  | TextBlock
  | TableBlock
  | SignBlock
  | { kind: 'page' };

/**
 * Millimetres, within the ranges of Decree 30/2020/NĐ-CP, Appendix I; `number`: from the edge to
 * the page number, in the top margin.
 */
export const MARGINS = { top: 20, bottom: 20, left: 30, right: 15, number: 10 } as const;
