import type { Table } from './table.js';

export interface PdfJob {
  title: string;
  /** Under the title, one a line. */
  lines: string[];
  /** At the foot of each page, beside its number; `{page}` and `{pages}` are filled in. */
  foot: { text: string; page: string };
  /** Under the last table: where and when, who signs, and how. */
  sign: { when: string; who: [string, string]; how: string };
  /** BCP 47. */
  language: string;
  tables: readonly Table[];
}

/** All in points. */
export interface Look {
  margin: number;
  /** The lowest place for a row; the foot stands below. */
  bottom: number;
  size: number;
  padding: number;
}
export interface Column {
  x: number;
  width: number;
  align: 'left' | 'right' | 'center';
}
/** A line of cells, or one text over the whole width. */
export interface Line {
  kind: 'title' | 'lead' | 'name' | 'head' | 'group' | 'row' | 'total' | 'when' | 'who' | 'how' | 'room';
  cells: string[];
  columns: Column[];
}
export type Page = { line: Line; y: number; height: number }[];

/** The table as lines: what `groupBy` names stands once above its rows and not in them. */
function linesOf(table: Table, columns: Column[], whole: Column[]): Line[] {
  const hidden = table.groupBy ?? [];
  const lines: Line[] = [];
  let group = '';
  table.rows.forEach((row, at) => {
    const own = hidden
      .map((column) => textOf(row[column] ?? null, 'text'))
      .filter(Boolean)
      .join(' · ');
    if (own !== group) lines.push({ kind: 'group', cells: [(group = own)], columns: whole });
    // Whoever counts where the group says needs no more than its code.
    const here = hidden.length === 0 ? undefined : `${row[hidden[0]!]} ${row[hidden[1]!]}`;
    const cells = row
      .map((cell, column) => textOf(cell === here ? row[hidden[0]!]! : cell, table.columns[column]!.kind))
      .filter((_, column) => !hidden.includes(column));
    lines.push({ kind: table.hasTotal && at === table.rows.length - 1 ? 'total' : 'row', cells, columns });
  });
  return lines;
}

function headOf(table: Table, columns: Column[]): Line {
  return {
    kind: 'head',
    cells: table.columns
      .map(({ title }) => title.normalize('NFC'))
      .filter((_, column) => !table.groupBy?.includes(column)),
    columns,
  };
}

/** Two halves of the page: who drew it up, and who confirms it, under place and date. */
function signLines({ sign }: PdfJob, width: number, look: Look): Line[] {
  const half = width / 2;
  const columns: Column[] = [0, 1].map((at) => ({
    x: look.margin + at * half,
    width: half,
    align: 'center',
  }));
  return [
    { kind: 'when', cells: ['', textOf(sign.when, 'text')], columns },
    { kind: 'who', cells: sign.who.map((one) => textOf(one, 'text')), columns },
    { kind: 'how', cells: sign.who.map(() => textOf(sign.how, 'text')), columns },
    { kind: 'room', cells: [], columns },
  ];
}

function textOf(cell: string | number | null, kind: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell.normalize('NFC').replace(/\s+/g, ' ');
  return kind === 'share' ? `${Math.round(cell * 100)}%` : String(cell);
}

/**
 * Each as wide as its longest word, the rest of the page in proportion to `width`; a
 * word longer than that is broken.
 */
function columnsOf(document: PDFKit.PDFDocument, table: Table, look: Look): Column[] {
  const at = table.columns.map((_, column) => column).filter((column) => !table.groupBy?.includes(column));
  const page = document.page.width - 2 * look.margin;
  const longest = at.map((column) => longestWord(document, table, column, look) + 2 * look.padding);
  const most = page / at.length;
  const sum = longest.reduce((total, width) => total + width, 0);
  const least = sum > page ? longest.map((width) => Math.min(width, most)) : longest;
  const rest = page - least.reduce((total, width) => total + width, 0);
  const shares = at.map((column) => table.columns[column]!.width);
  const share = rest / shares.reduce((total, width) => total + width, 0);
  let x = look.margin;
  return at.map((column, place) => {
    const width = least[place]! + share * shares[place]!;
    const placed: Column = { x, width, align: table.columns[column]!.kind === 'text' ? 'left' : 'right' };
    x += width;
    return placed;
  });
}

function longestWord(document: PDFKit.PDFDocument, table: Table, column: number, look: Look): number {
  const { kind, title } = table.columns[column]!;
  const words = new Set<string>();
  for (const row of table.rows)
    for (const word of textOf(row[column] ?? null, kind).split(/\s+/)) words.add(word);
  for (const word of title.split(/\s+/)) words.add(word);
  document.font('bold').fontSize(look.size);
  return Math.max(...[...words].map((word) => document.widthOfString(word)));
}

/**
 * Places every line: a head is repeated on each page, neither head, name nor group is left alone at the foot,
 * and nobody signs a page that says nothing.
 */
export function pagesOf(document: PDFKit.PDFDocument, job: PdfJob, look: Look): Page[] {
  const whole: Column[] = [{ x: look.margin, width: document.page.width - 2 * look.margin, align: 'left' }];
  const pages: Page[] = [[]];
  let y = look.margin;
  const measured = new Map<Line, number>();
  const heightIn = (line: Line): number => {
    const height = measured.get(line) ?? heightOf(document, line, look);
    measured.set(line, height);
    return height;
  };
  const put = (line: Line): void => {
    const height = heightIn(line);
    pages.at(-1)!.push({ line, y, height });
    y += height;
  };
  const turn = (): void => {
    pages.push([]);
    y = look.margin;
  };
  put({ kind: 'title', cells: [textOf(job.title, 'text')], columns: whole });
  for (const line of job.lines) put({ kind: 'lead', cells: [textOf(line, 'text')], columns: whole });
  const signing = signLines(job, whole[0]!.width, look);
  const toSign = signing.reduce((sum, line) => sum + heightIn(line), 0);
  for (const table of job.tables) {
    const columns = columnsOf(document, table, look);
    const [head, lines] = [headOf(table, columns), linesOf(table, columns, whole)];
    const name: Line = { kind: 'name', cells: [textOf(table.name, 'text')], columns: whole };
    /** What must find room below these lines of the table, up to and without the one at `end`. */
    const below = (end: number): number => (table === job.tables.at(-1) && end >= lines.length ? toSign : 0);
    const first = [name, head, ...lines.slice(0, 2)].reduce((sum, line) => sum + heightIn(line), below(2));
    if (y + first > look.bottom) turn();
    put(name);
    put(head);
    let group: Line | null = null;
    lines.forEach((line, at) => {
      const needed =
        line.kind === 'group'
          ? heightIn(line) + heightIn(lines[at + 1]!) + below(at + 2)
          : heightIn(line) + below(at + 1);
      const isNew = y + needed > look.bottom;
      if (isNew) {
        turn();
        put(head);
      }
      if (line.kind === 'group') group = line;
      else if (isNew && group) put(group);
      put(line);
    });
  }
  if (y + toSign > look.bottom) turn();
  for (const line of signing) put(line);
  return pages;
}

function heightOf(document: PDFKit.PDFDocument, line: Line, look: Look): number {
  if (line.kind === 'name') return 30;
  if (line.kind === 'room') return 64;
  style(document, line, look);
  const heights = line.cells.map((cell, at) =>
    cell === '' ? 0 : document.heightOfString(cell, { width: line.columns[at]!.width - 2 * look.padding }),
  );
  return Math.max(document.currentLineHeight(), ...heights) + look.padding + topOf(line, look);
}

/** From the line's place down to its text. */
export function topOf({ kind }: Line, look: Look): number {
  if (kind === 'name') return 12;
  return kind === 'when' ? 20 : look.padding;
}

/** Font, size and colour of a line. */
export function style(document: PDFKit.PDFDocument, { kind }: Line, look: Look): void {
  const sizes: Partial<Record<Line['kind'], number>> = {
    title: 16,
    lead: 10,
    name: 11,
    when: 9,
    who: 10,
    how: 8,
  };
  document
    .font(['row', 'lead', 'when', 'how'].includes(kind) ? 'regular' : 'bold')
    .fontSize(sizes[kind] ?? look.size);
  document.fillColor(kind === 'title' || kind === 'name' ? '#8c1d40' : '#1c1b1a');
}
