import type { WorkbookPart } from './workbook-parts.js';

/*
 * The parser drops what is asked for here: which rows and columns are hidden, and formulas whose result was
 * never stored.
 */

/** Facts of a worksheet's XML beside its cells. Rows are from 1, columns from 0. */
export interface WorksheetFacts {
  hiddenRows: number[];
  hiddenColumns: number[];
  notComputed: string[];
}

/** The tag around this place; '' outside of one. */
function tagAt(xml: Buffer, at: number): string {
  const start = xml.lastIndexOf(0x3c, at);
  const end = xml.indexOf(0x3e, at);
  return start < 0 || end < 0 || end - start > 2_000 ? '' : xml.toString('latin1', start, end);
}

/** Rows and columns that are not shown. */
function hiddenIn(xml: Buffer): Pick<WorksheetFacts, 'hiddenRows' | 'hiddenColumns'> {
  const hiddenRows: number[] = [];
  const hiddenColumns: number[] = [];
  for (let at = xml.indexOf(' hidden="'); at >= 0; at = xml.indexOf(' hidden="', at + 9)) {
    const tag = tagAt(xml, at);
    if (!/ hidden="(1|true)"/.test(tag)) continue;
    const row = /^<row\b[^>]* r="(\d+)"/.exec(tag)?.[1];
    if (row !== undefined) hiddenRows.push(Number(row));
    const [, from, to] = /^<col\b(?=[^>]* min="(\d+)")(?=[^>]* max="(\d+)")/.exec(tag) ?? [];
    for (let column = Number(from); column <= Math.min(Number(to), 200); column += 1)
      hiddenColumns.push(column - 1);
  }
  return { hiddenRows, hiddenColumns };
}

/** Cells such as `B5` that hold a formula and no result. */
function notComputedIn(xml: Buffer): string[] {
  const found: string[] = [];
  for (let at = xml.indexOf('<f'); at >= 0; at = xml.indexOf('<f', at + 2)) {
    // `<f>`, `<f t="shared">` and `<f/>`, but no other tag that begins with f.
    if (![0x3e, 0x20, 0x2f].includes(xml[at + 2]!)) continue;
    const [start, end] = [xml.lastIndexOf('<c ', at), xml.indexOf('</c>', at)];
    if (start < 0 || end < 0 || end - start > 40_000) continue;
    const cell = xml.toString('latin1', start, end);
    const name = /^<c\b[^>]* r="([A-Z]{1,3}\d{1,7})"/.exec(cell)?.[1];
    // A text that was computed may be empty; a number may not.
    const isStored =
      /<v>[^<]/.test(cell) || /^<c\b[^>]* t="str"[^>]*>.*<v/s.test(cell) || cell.includes('<is>');
    if (name !== undefined && !isStored) found.push(name);
  }
  return found;
}

/**
 * The facts of each sheet, in the order of the workbook; empty where the
 * workbook says not which part is which.
 */
export function sheetFacts(parts: readonly WorkbookPart[]): (WorksheetFacts | undefined)[] {
  const text = (name: string): string =>
    parts.find((part) => part.name === name)?.content.toString('utf8') ?? '';
  const targets = new Map<string, string>();
  for (const [tag] of text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)) {
    const [id, target] = [/\bId="([^"]+)"/.exec(tag)?.[1], /\bTarget="([^"]+)"/.exec(tag)?.[1]];
    if (id && target) targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return [...text('xl/workbook.xml').matchAll(/<sheet\b[^>]*>/g)].map(([tag]) => {
    const id = /\br:id="([^"]+)"/.exec(tag)?.[1];
    const part = parts.find(({ name }) => name === targets.get(id ?? ''));
    return part && { ...hiddenIn(part.content), notComputed: notComputedIn(part.content) };
  });
}
