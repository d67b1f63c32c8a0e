import { describe, expect, it } from '@jest/globals';
import PdfKit from 'pdfkit';
import { type Line, type Look, pagesOf } from './pdf-layout.js';
import { FONTS } from './pdf.js';
import { type Table, text } from './table.js';

const document = new PdfKit({ size: 'A4', layout: 'landscape', margin: 0 });
const LOOK: Look = { margin: 28, bottom: 558, size: 7, padding: 2.5 };
const SIGNED: Line['kind'][] = ['when', 'who', 'how', 'room'];

const tableOf = (rows: number, more: Partial<Table>): Table => ({
  name: 'Theo người',
  columns: [text('Điểm cầu', 20), text('Họ và tên', 20)],
  rows: Array.from({ length: rows }, (_, at) => [`Xã ${Math.floor(at / 7)}`, `Người ${at}`]),
  hasTotal: false,
  ...more,
});
function laidOut(tables: Table[]): { kinds: Line['kind'][]; end: number }[] {
  const foot = { text: '', page: '' };
  const job = {
    title: 'Báo cáo',
    lines: ['Hội nghị'],
    foot,
    sign: { when: 'ngày', who: ['một', 'hai'] as [string, string], how: '(ký)' },
    language: 'vi',
    tables,
  };
  document.registerFont('regular', FONTS.regular).registerFont('bold', FONTS.bold);
  return pagesOf(document, job, LOOK).map((page) => ({
    kinds: page.map(({ line }) => line.kind),
    end: Math.max(...page.map(({ y, height }) => y + height)),
  }));
}

describe('the place to sign', () => {
  it.each<[string, Partial<Table>]>([
    ['rows', {}],
    ['rows with a sum', { hasTotal: true }],
    ['rows in groups', { groupBy: [0] }],
  ])(
    'stands whole on the last page and under a row of the report, however many rows there are: %s',
    (_, more) => {
      let turned = 0;
      for (let rows = 1; rows <= 90; rows += 1) {
        const pages = laidOut([tableOf(1, {}), tableOf(rows, more)]);
        const { kinds, end } = pages.at(-1)!;
        expect([rows, kinds.slice(-4), ['row', 'total'].includes(kinds.at(-5)!), end <= LOOK.bottom]).toEqual(
          [rows, SIGNED, true, true],
        );
        expect([rows, pages.slice(1).map((page) => ['name', 'head'].includes(page.kinds[0]!))]).toEqual([
          rows,
          pages.slice(1).map(() => true),
        ]);
        expect([
          rows,
          pages.slice(0, -1).map((page) => ['row', 'total'].includes(page.kinds.at(-1)!)),
        ]).toEqual([rows, pages.slice(0, -1).map(() => true)]);
        expect(
          pages.flatMap((page) => page.kinds.filter((kind) => kind === 'row' || kind === 'total')),
        ).toHaveLength(rows + 1);
        if (pages.length > 1 && kinds.filter((kind) => kind === 'row' || kind === 'total').length === 1)
          turned += 1;
      }
      // Some of these tables end where there was room for their last row and none to sign.
      expect(turned).toBeGreaterThan(5);
    },
  );

  it('is there in a report that has nobody in it', () => {
    expect(laidOut([]).map(({ kinds }) => kinds)).toEqual([['title', 'lead', ...SIGNED]]);
  });
});
