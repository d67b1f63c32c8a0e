import { read } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { getDocumentProxy } from 'unpdf';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { TABLES } from '../src/reports/report-tables.rules.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type AttackedConference, attackedConference } from './support/attacked-conference.js';
import { PAYLOADS } from './support/payloads.js';
import { TextFields } from './support/text-fields.js';

let app: TestApp;
let place: AttackedConference;
beforeAll(async () => {
  app = await startTestApp();
  place = await attackedConference(app, await TextFields.ofBuiltService());
}, 180_000);
afterAll(() => app.stop());

async function fetched(
  route: 'reportCsv' | 'reportXlsx' | 'reportPdf' | 'scheduleIcs' | 'scheduleXml',
  query = '',
): Promise<Buffer> {
  const answer = await fetch(app.url + pathTo(ROUTES[route], place.conference.slug) + query, {
    headers: { authorization: `Bearer ${app.organizer.token}` },
  });
  expect([query, answer.status]).toEqual([query, 200]);
  return Buffer.from(await answer.arrayBuffer());
}
const report = (more = ''): string => `?checkpointId=${place.checkpoint.id}${more}`;
/** Matches what a spreadsheet takes for a formula, unless it is a number. */
const isFormula = (cell: string): boolean => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+([.,]\d+)?%?$/.test(cell);

describe(`${PAYLOADS.length} payloads in every text`, () => {
  it.each(TABLES)('compute nothing in the CSV by %s (R23, R25)', async (by) => {
    for (const separator of ['comma', 'semicolon']) {
      const text = (await fetched('reportCsv', report(`&by=${by}&separator=${separator}`))).toString('utf8');
      const rows = parse(text, { bom: true, delimiter: separator === 'comma' ? ',' : ';' });
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.flat().filter(isFormula)).toEqual([]);
    }
  });

  it('are texts in the workbook: no formula, no link, no embedded file (R23, R25)', async () => {
    const book = read(await fetched('reportXlsx', report()), {
      cellFormula: true,
      bookFiles: true,
    }) as ReturnType<typeof read> & { keys: string[] };
    const cells = book.SheetNames.flatMap((name) => Object.values(book.Sheets[name]!)).filter(
      (cell): cell is { t: string; v: unknown; f?: string; l?: object; h?: string } =>
        typeof cell === 'object' && cell !== null && 't' in cell,
    );
    const texts = new Set(cells.map(({ v }) => v));
    expect(PAYLOADS.filter((payload) => texts.has(payload)).length).toBeGreaterThan(30);
    expect(cells.filter(({ f, l }) => f !== undefined || l !== undefined)).toEqual([]);
    expect(
      book.keys.filter((name) => /externalLink|vbaProject|embeddings|customXml|connections/i.test(name)),
    ).toEqual([]);
  });

  it('are text in the PDF: no action, no script, no link, no embedded file (R23)', async () => {
    const bytes = await fetched('reportPdf', report());
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    expect([
      await pdf.getOpenAction(),
      await pdf.getJSActions(),
      await pdf.getAttachments(),
      await pdf.getFieldObjects(),
    ]).toEqual([null, null, null, null]);
    let text = '';
    for (let nth = 1; nth <= pdf.numPages; nth += 1) {
      const page = await pdf.getPage(nth);
      expect([nth, await page.getAnnotations(), await page.getJSActions()]).toEqual([nth, [], null]);
      text += (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('');
    }
    expect(text).toContain('app.alert(1)');
    // Outside of the compressed streams nothing asks a reader to act either.
    expect(
      bytes
        .toString('latin1')
        .replace(/stream\r?\n[\s\S]*?endstream/g, '')
        .match(/\/(JavaScript|JS|Launch|OpenAction|AA|URI|SubmitForm|EmbeddedFile)\b/g),
    ).toBeNull();
  });

  it('start no new line in the calendar (R23)', async () => {
    const lines = (await fetched('scheduleIcs'))
      .toString('utf8')
      .replace(/\r\n[ \t]/g, '')
      .split('\r\n')
      .filter(Boolean);
    const names = lines.map((line) => /^([A-Z-]+)[;:]/.exec(line)?.[1] ?? line);
    const known = new RegExp(
      '^(BEGIN|END|VERSION|PRODID|NAME|X-WR-[A-Z]+|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|SUMMARY|DESCRIPTION|' +
        'LOCATION|STATUS|CATEGORIES|URL|LAST-MODIFIED|CREATED|REFRESH-INTERVAL|X-PUBLISHED-TTL|METHOD|' +
        'CALSCALE)$',
    );
    expect([...new Set(names)].filter((name) => !known.test(name))).toEqual([]);
    // Each came in by the form, and by a file.
    const sessions = PAYLOADS.length * 2;
    expect(names.filter((name) => name === 'SUMMARY')).toHaveLength(sessions);
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(sessions);
  });

  it('become no elements and no entities in the XML (R23)', async () => {
    const xml = (await fetched('scheduleXml')).toString('utf8');
    expect(xml).not.toMatch(
      new RegExp(
        '<(script|img|svg|iframe|object|meta|base|form|link|style|a|b|' +
          String.raw`math|marquee|details|input|body|video|use)[\s>/]`,
        'i',
      ),
    );
    expect(xml).not.toMatch(/<!(DOCTYPE|ENTITY)/i);
    expect(xml.match(/<\?/g)).toHaveLength(1);
    expect(xml).toContain('&lt;script');
  });
});
