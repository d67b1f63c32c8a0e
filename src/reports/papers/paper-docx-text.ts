import type * as Docx from 'docx';
import type { TextBlock } from './paper.js';

/** What the functions share. `width`: of the text, in twentieths of a point. */
export interface Desk {
  docx: typeof Docx;
  width: number;
  /** A table of no more rows stays on one page. */
  wholeTable: number;
}

export function run(
  { docx }: Desk,
  text: string,
  size: number,
  more: { bold?: boolean; italics?: boolean } = {},
): Docx.TextRun {
  return new docx.TextRun({ text: text.normalize('NFC'), size: size * 2, ...more });
}

/** A drawn line, centred, so many points long: the lower edge of an empty paragraph. */
export function ruleParagraph({ docx }: Desk, width: number, length: number): Docx.Paragraph {
  const indent = Math.max(0, Math.round((width - length * 20) / 2));
  return new docx.Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 0, after: 40, line: 40, lineRule: 'exact' },
    border: { bottom: { style: 'single', size: 6, space: 0, color: '000000' } },
    children: [new docx.TextRun({ text: '', size: 2 })],
  });
}

export function textParagraphs(desk: Desk, { style, text, rule, keepsNext }: TextBlock): Docx.Paragraph[] {
  const isCentred = style === 'title' || style === 'subject' || style === 'attached';
  const isBody = style === 'body';
  const above = { title: 280, subject: 40, attached: 40, heading: 120, subheading: 120, body: 120 }[style];
  const paragraph = new desk.docx.Paragraph({
    alignment: isCentred ? 'center' : isBody ? 'both' : 'left',
    keepNext: keepsNext === true || rule !== undefined,
    indent: isCentred ? undefined : { firstLine: 567 },
    spacing: { before: above, after: 0 },
    children: [
      run(desk, text, style === 'attached' || style === 'subheading' ? 13 : 14, {
        bold: !isBody && style !== 'attached',
        italics: style === 'attached',
      }),
    ],
  });
  return rule === undefined ? [paragraph] : [paragraph, ruleParagraph(desk, desk.width, rule)];
}
