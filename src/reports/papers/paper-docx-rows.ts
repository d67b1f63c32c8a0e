import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Paper, PaperRow } from './paper.js';

/** Stands in a cell of the one row that `docx` writes. The characters are of no language. */
export function tokenOf(block: number, kind: PaperRow['kind'], cell: number): string {
  return `\ue000${block}.${kind}.${cell}\ue001`;
}

// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** One surrogate without the other. */
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** As XML, which knows neither most control characters nor halves of a pair. */
export function escaped(text: string): string {
  const whole = text.normalize('NFC').replace(NOT_IN_XML, '').replace(HALF_PAIR, '');
  return whole.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The XML of all rows, each from the row of its kind. */
function rowsOfTable(rows: readonly PaperRow[], models: Map<string, string[]>): string {
  return rows
    .map(({ kind, cells }) => {
      const [first, ...others] = models.get(kind)!;
      return [first, ...others.map((part, at) => escaped(cells[at] ?? '') + part)].join('');
    })
    .join('');
}

export function withRows(bytes: Uint8Array, { blocks }: Paper): Uint8Array {
  const files = unzipSync(bytes);
  let rest = strFromU8(files['word/document.xml']!);
  const done: string[] = [];
  blocks.forEach((block, nth) => {
    if (block.kind !== 'table' || block.rows.length === 0) return;
    const kinds = [...new Set(block.rows.map(({ kind }) => kind))];
    const from = rest.lastIndexOf('<w:tr>', rest.indexOf(tokenOf(nth, kinds[0]!, 0)));
    let end = from;
    const models = new Map<string, string[]>();
    for (const kind of kinds) {
      const start = end;
      end = rest.indexOf('</w:tr>', start) + '</w:tr>'.length;
      const tokens =
        kind === 'group' ? [tokenOf(nth, kind, 0)] : block.columns.map((_, at) => tokenOf(nth, kind, at));
      let model = rest.slice(start, end);
      const parts: string[] = [];
      for (const token of tokens) {
        const at = model.indexOf(token);
        parts.push(model.slice(0, at));
        model = model.slice(at + token.length);
      }
      models.set(kind, [...parts, model]);
    }
    done.push(rest.slice(0, from), rowsOfTable(block.rows, models));
    rest = rest.slice(end);
  });
  const level = 6;
  return zipSync({ ...files, 'word/document.xml': strToU8(done.join('') + rest) }, { level });
}
