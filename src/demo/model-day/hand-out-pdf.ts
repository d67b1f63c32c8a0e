import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { HandOut } from './hand-outs.js';

const require = createRequire(import.meta.url);
// Whole TTFs: the split web fonts have no basic Latin in their Vietnamese part.
const REGULAR = require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf');
const BOLD = require.resolve('@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf');
const LOTUS = '#8c1d40';
const INK = '#1c1b1a';
const SOFT = '#595551';
const MARGIN = 56;

/** The hand-out as an A4 PDF: tagged, with its text whole and searchable. */
export function handOutPdf(handOut: HandOut): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    // PDFKit begins with Helvetica, and looks for it beside its own file, unless it is told another font.
    font: '',
    lang: 'vi-VN',
    displayTitle: true,
    pdfVersion: '1.7',
    tagged: true,
    info: { Title: handOut.title.normalize('NFC'), Author: 'Ban tổ chức' },
  });
  const done = collected(document);
  document.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  heading(document, handOut);
  if (handOut.figure) bars(document, handOut.figure);
  for (const section of handOut.sections) paragraph(document, section);
  document.font('regular').fontSize(8.5).fillColor(SOFT);
  document.text(
    'Tài liệu phát tại hội nghị tập huấn chuyển đổi số tỉnh Bắc Giang.',
    MARGIN,
    document.page.height - MARGIN - 14,
    { lineBreak: false },
  );
  document.end();
  return done;
}

function collected(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
}

function heading(document: PDFKit.PDFDocument, handOut: HandOut): void {
  document.rect(MARGIN, MARGIN, 40, 5).fill(LOTUS);
  document
    .font('bold')
    .fontSize(20)
    .fillColor(INK)
    .text(handOut.title.normalize('NFC'), MARGIN, MARGIN + 22, { lineGap: 4 });
  document
    .moveDown(0.6)
    .font('regular')
    .fontSize(11.5)
    .fillColor(SOFT)
    .text(handOut.lead.normalize('NFC'), { lineGap: 4 });
  document.moveDown(1);
}

function bars(document: PDFKit.PDFDocument, figure: NonNullable<HandOut['figure']>): void {
  document.font('bold').fontSize(10).fillColor(INK).text(figure.caption.normalize('NFC'));
  document.moveDown(0.5);
  for (const row of figure.rows) {
    const top = document.y;
    document
      .font('regular')
      .fontSize(10)
      .fillColor(INK)
      .text(row.label, MARGIN, top, { width: 110, lineBreak: false });
    document.rect(MARGIN + 118, top + 2, 220, 10).fill('#efede9');
    document.rect(MARGIN + 118, top + 2, 220 * row.value, 10).fill(LOTUS);
    document
      .fillColor(INK)
      .text(`${row.value.toFixed(4).replace('.', ',')}   ${row.note}`, MARGIN + 348, top, {
        lineBreak: false,
      });
    document.x = MARGIN;
    document.y = top + 20;
  }
  document.moveDown(0.8);
}

function paragraph(document: PDFKit.PDFDocument, section: HandOut['sections'][number]): void {
  document
    .font('bold')
    .fontSize(13)
    .fillColor(LOTUS)
    .text(section.heading.normalize('NFC'), MARGIN, document.y, { lineGap: 4 });
  document.moveDown(0.2).font('regular').fontSize(11.5).fillColor(INK);
  for (const line of section.lines)
    document.text(`•  ${line.normalize('NFC')}`, { lineGap: 4, indent: 0, paragraphGap: 3 });
  document.moveDown(0.8);
}
