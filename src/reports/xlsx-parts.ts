import type { TableColumn } from './table.js';

/** The parts of a workbook that are the same for every table: ECMA-376, as Excel and LibreOffice read it. */
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Numbers of the cell styles below. */
export const STYLES = { plain: 0, head: 1, share: 2, total: 3, totalShare: 4 } as const;

const font = (more: string): string =>
  `<font>${more}<sz val="12"/><color theme="1"/><name val="Times New Roman"/><family val="1"/></font>`;
const fill = (inner: string): string => `<fill><patternFill ${inner}</fill>`;
const border = (top: string, bottom: string): string =>
  `<border><left/><right/><top${top}/><bottom${bottom}/><diagonal/></border>`;
const THIN = ' style="thin"';
const PER_CENT = 100;

const STYLE_SHEET =
  `${HEAD}<styleSheet xmlns="${MAIN}">` +
  `<numFmts count="1"><numFmt numFmtId="${PER_CENT}" formatCode="0%"/></numFmts>` +
  `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
  `<fills count="3">${fill('patternType="none"/>')}${fill('patternType="gray125"/>')}` +
  fill('patternType="solid"><fgColor rgb="FFDCE6F2"/><bgColor indexed="64"/></patternFill>') +
  `</fills><borders count="3">${border('', '')}${border('', THIN)}${border(THIN, '')}</borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="5">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" ' +
  'applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>' +
  `<xf numFmtId="${PER_CENT}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="2" xfId="0" applyFont="1" applyBorder="1"/>' +
  `<xf numFmtId="${PER_CENT}" fontId="1" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" ` +
  'applyFont="1" applyBorder="1"/></cellXfs></styleSheet>';

/** The files of a workbook beside its sheets. @param names of the sheets, in the order shown */
export function workbookFiles(names: readonly string[]): Record<string, string> {
  const nth = names.map((_, at) => at + 1);
  const overrides = nth.map(
    (at) => `<Override PartName="/${sheetFile(at)}" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  const sheets = names.map(
    (name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const relations = nth.map(
    (at) => `<Relationship Id="rId${at}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at}.xml"/>`,
  );
  return {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>` +
      `<sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}` +
      `<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>` +
      '</Relationships>',
    'xl/styles.xml': STYLE_SHEET,
  };
}

/** @param nth from 1 */
export const sheetFile = (nth: number): string => `xl/worksheets/sheet${nth}.xml`;

/** A sheet up to its first row: the first one is shown, and the row of heads stays where it is. */
export function sheetStart(columns: readonly TableColumn[], isFirst: boolean): string {
  const cols = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} ` +
    'workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    `</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>`
  );
}

export const SHEET_END =
  '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape"/></worksheet>';

/** The letters of a column. @param at from 0 */
export const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

// eslint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As XML. What looks like Excel's own sign for a character (`_x0041_`) stays the text that it is. */
export const escaped = (text: string): string =>
  text
    .replace(NOT_IN_XML, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]!)
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
