import { buffer } from 'node:stream/consumers';
import PdfKit from 'pdfkit';
import { fontFile, NO_FONT } from './pdf-fonts.js';
import { type Look, type Page, pagesOf, type PdfJob, style, topOf } from './pdf-layout.js';

// Whole TTFs: the split web fonts have no basic Latin in their Vietnamese part.
export const FONTS = {
  regular: fontFile('be-vietnam-pro/400Regular/BeVietnamPro_400Regular'),
  bold: fontFile('be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold'),
};

/**
 * The tables on A4, lying: heads on every page, nothing cut, a place to sign at the end. Be Vietnam Pro is
 * embedded, the text whole and searchable.
 */
export function writePdf(job: PdfJob): Promise<Uint8Array> {
  const look: Look = { margin: 28, bottom: 558, size: 7, padding: 2.5 };
  // The layout breaks the pages: a bottom margin would make PDFKit do it too.
  const margins = { top: look.margin, left: look.margin, right: look.margin, bottom: 0 };
  const info = { Title: [job.title, ...job.lines].join(' - '), Creator: 'Diemcau' };
  const document = new PdfKit({
    size: 'A4',
    layout: 'landscape',
    margins,
    lang: job.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info,
    font: NO_FONT,
  });
  const done = buffer(document);
  document.registerFont('regular', FONTS.regular).registerFont('bold', FONTS.bold);
  const pages = pagesOf(document, job, look);
  pages.forEach((page, at) => {
    if (at > 0) document.addPage();
    drawn(document, page, look);
    drawnFoot(
      document,
      job.foot.text,
      job.foot.page.replace('{page}', String(at + 1)).replace('{pages}', String(pages.length)),
      look,
    );
  });
  document.end();
  return done;
}

function drawn(document: PDFKit.PDFDocument, page: Page, look: Look): void {
  const width = document.page.width - 2 * look.margin;
  for (const { line, y, height } of page) {
    if (line.kind === 'head' || line.kind === 'group')
      document.rect(look.margin, y, width, height).fill(line.kind === 'head' ? '#e9e5df' : '#f6f4f0');
    if (line.kind === 'row' || line.kind === 'group')
      document.rect(look.margin, y + height - 0.4, width, 0.4).fill('#cfcac2');
    if (line.kind === 'total') document.rect(look.margin, y, width, 0.8).fill('#1c1b1a');
    style(document, line, look);
    const isBare = line.kind === 'title' || line.kind === 'lead' || line.kind === 'name';
    const top = y + topOf(line, look);
    line.cells.forEach((cell, at) => {
      const column = line.columns[at]!;
      const inset = isBare ? 0 : look.padding;
      if (cell !== '')
        document.text(cell, column.x + inset, top, {
          width: column.width - 2 * look.padding,
          align: column.align,
        });
    });
  }
}

function drawnFoot(document: PDFKit.PDFDocument, text: string, page: string, look: Look): void {
  const width = document.page.width - 2 * look.margin;
  document.font('regular').fontSize(7.5).fillColor('#595551');
  document.text(text, look.margin, 568, { width: width - 120, height: 10, ellipsis: true });
  document.text(page, look.margin, 568, { width, align: 'right' });
}
