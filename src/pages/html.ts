/** Text that is HTML already. Everything else is escaped where it is put in. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}
type Part = Html | Html[] | string | number | null | false;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

/**
 * Tagged template: parts are escaped, unless they were made by it; null and false leave
 * nothing. Attributes go in double quotes.
 */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    literals.map((literal, at) => literal + (at < parts.length ? textOf(parts[at]!) : '')).join(''),
  );
}
function textOf(part: Part): string {
  if (part === null || part === false) return '';
  if (Array.isArray(part)) return part.map(String).join('');
  return part instanceof Html ? part.text : escaped(String(part));
}

/** Data for the page's own script, as a block that no browser runs and no text in it can end. */
export function dataBlock(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Html(`<script type="application/json" id="${escaped(id)}">${json}</script>`);
}
