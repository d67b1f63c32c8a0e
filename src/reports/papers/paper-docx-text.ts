import { Paragraph, TextRun } from 'docx';
import type { TextBlock } from './paper.js';

export function run(text: string, size: number, more: { bold?: boolean; italics?: boolean } = {}): TextRun {
  return new TextRun({ text: text.normalize('NFC'), size: size * 2, ...more });
}

/** A drawn line, centred, so many points long: the lower edge of an empty paragraph. */
export function ruleParagraph(width: number, length: number): Paragraph {
  const indent = Math.max(0, Math.round((width - length * 20) / 2));
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 0, after: 40, line: 40, lineRule: 'exact' },
    border: { bottom: { style: 'single', size: 6, space: 0, color: '000000' } },
    children: [new TextRun({ text: '', size: 2 })],
  });
}

/** @param width of the text, in twentieths of a point */
export function textParagraphs(width: number, { style, text, rule, keepsNext }: TextBlock): Paragraph[] {
  const isCentred = style === 'title' || style === 'subject' || style === 'attached';
  const isBody = style === 'body';
  const above = { title: 280, subject: 40, attached: 40, heading: 120, subheading: 120, body: 120 }[style];
  const paragraph = new Paragraph({
    alignment: isCentred ? 'center' : isBody ? 'both' : 'left',
    keepNext: keepsNext === true || rule !== undefined,
    indent: isCentred ? undefined : { firstLine: 567 },
    spacing: { before: above, after: 0 },
    children: [
      run(text, style === 'attached' || style === 'subheading' ? 13 : 14, {
        bold: !isBody && style !== 'attached',
        italics: style === 'attached',
      }),
    ],
  });
  return rule === undefined ? [paragraph] : [paragraph, ruleParagraph(width, rule)];
}
