/**
 * One ICU message → what it says and a piece of JavaScript that says it. A value stands in the text as it was
 * given: numbers and times arrive formatted, because only their callers know zone and unit. So `#` is the
 * value too, and a plural compares it with `=1` or asks the language's rules.
 */
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** The key of a `select` that stands for `null` and for the empty text. */
const NONE = 'none';

/** @throws Error with a reason alone: the caller knows the file and the key */
export function parsed(text) {
  try {
    return parse(text, { ignoreTag: true, requiresOtherClause: true });
  } catch (fault) {
    throw new Error(`no ICU message: ${fault.message.toLowerCase().replaceAll('_', ' ')}`, { cause: fault });
  }
}

/**
 * The arguments in the order in which they first appear, each with its kind: `text`, or the keys of the
 * `select` that asks it.
 */
export function argumentsOf(nodes, found = new Map()) {
  for (const node of nodes) {
    if (node.type === TYPE.literal || node.type === TYPE.pound) continue;
    const kind = kindOf(node);
    const before = found.get(node.value) ?? 'text';
    if (before !== 'text' && kind !== 'text' && kind !== before)
      throw new Error(`{${node.value}} is asked in two ways`);
    found.set(node.value, before === 'text' ? kind : before);
    for (const option of Object.values(node.options ?? {})) argumentsOf(option.value, found);
  }
  return found;
}

function kindOf({ type, value, options }) {
  if (![TYPE.argument, TYPE.plural, TYPE.select].includes(type))
    throw new Error(`{${value}} has a format: values arrive formatted`);
  if (!/^[a-z][A-Za-z0-9]*$/.test(value)) throw new Error(`{${value}} is no name: letters and digits`);
  return type === TYPE.select ? Object.keys(options).sort().join() : 'text';
}

/** The TypeScript type of an argument of this kind. */
export function typeOf(kind) {
  if (kind === 'text') return 'string | number';
  const keys = kind.split(',');
  if (keys.includes('true') || keys.includes('false')) return 'boolean';
  return keys.includes(NONE) ? 'string | null | undefined' : 'string';
}

/** A JavaScript expression, of the arguments' names, that says the message in a language of this locale. */
export const codeOf = (nodes, locale) => quoted(piecesOf(nodes, locale, null));

/** Texts, and expressions as `{ code }`, one after the other. */
function piecesOf(nodes, locale, counted) {
  return joined(nodes.flatMap((node) => pieceOf(node, locale, counted)));
}

function pieceOf(node, locale, counted) {
  if (node.type === TYPE.literal) return [node.value];
  if (node.type === TYPE.pound) return [{ code: counted }];
  if (node.type === TYPE.argument) return [{ code: node.value }];
  const isPlural = node.type === TYPE.plural;
  const inner = isPlural ? node.value : counted;
  const test = isPlural ? pluralTest(node, locale) : (key) => selectTest(node.value, key);
  const branches = Object.entries(node.options).map(([key, { value }]) => ({
    key,
    test: key === 'other' ? null : test(key),
    pieces: piecesOf(value, locale, inner),
  }));
  return chosen([...branches].sort((a, b) => rank(a) - rank(b)));
}

/** An exact number comes before the forms, which would hold it too; `other` comes last. */
const rank = ({ key }) => (key === 'other' ? 2 : key.startsWith('=') ? 0 : 1);

function selectTest(name, key) {
  if (key === NONE) return `!${name}`;
  if (key === 'true') return name;
  return key === 'false' ? `!${name}` : `${name}==${JSON.stringify(key)}`;
}

function pluralTest({ value, offset, pluralType }, locale) {
  if (offset !== 0 || pluralType !== 'cardinal') throw new Error(`{${value}} may only be a plain plural`);
  const rules = new Intl.PluralRules(locale);
  const forms = rules.resolvedOptions().pluralCategories;
  return (key) => {
    if (key.startsWith('=')) return `${value}==${key.slice(1)}`;
    if (!forms.includes(key)) throw new Error(`{${value}}: the language has no plural form "${key}"`);
    return key === 'one' && isOneAlone(rules)
      ? `${value}==1`
      : `plural(${JSON.stringify(locale)},${value})==${JSON.stringify(key)}`;
  };
}

/** English and others: the form `one` is of the number 1. The comparison is then shorter than the rules. */
const isOneAlone = (rules) =>
  Array.from({ length: 200 }, (_, n) => rules.select(n) === 'one').every((one, n) => one === (n === 1));

/** What all branches begin and end with stands outside the choice. */
function chosen(branches) {
  const lists = branches.map(({ pieces }) => [...pieces]);
  const before = sharedEnd(lists, 'start');
  const after = sharedEnd(lists, 'end');
  if (lists.every((list) => list.length === 0)) return [...before, ...after];
  const code = branches
    .map(({ test }, at) => (test === null ? quoted(lists[at]) : `${test}?${quoted(lists[at])}:`))
    .join('');
  return [...before, { code }, ...after];
}

/** Takes from every list what all have in common at this end. */
function sharedEnd(lists, end) {
  const shared = [];
  for (;;) {
    const edges = lists.map((list) => list.at(end === 'start' ? 0 : -1));
    if (edges.includes(undefined)) break;
    const part = commonOf(edges, end);
    if (part === '' || part === null) break;
    if (end === 'start') shared.push(part);
    else shared.unshift(part);
    for (const list of lists) cut(list, part, end);
  }
  return joined(shared);
}

function commonOf(edges, end) {
  const [first, ...others] = edges;
  if (typeof first !== 'string')
    return others.every((other) => other.code !== undefined && other.code === first.code) ? first : null;
  if (others.some((other) => typeof other !== 'string')) return null;
  let length = 0;
  const partOf = (text, size) => (end === 'start' ? text.slice(0, size) : text.slice(text.length - size));
  while (
    length < Math.min(...edges.map((edge) => edge.length)) &&
    others.every((other) => partOf(other, length + 1) === partOf(first, length + 1))
  )
    length += 1;
  const common = partOf(first, length);
  // Half a word at the end saves nothing worth reading: `presen${…}t`.
  return end === 'start' || length === first.length ? common : common.replace(/^[\p{L}\p{N}]+/u, '');
}

function cut(list, part, end) {
  const at = end === 'start' ? 0 : list.length - 1;
  const rest =
    typeof part !== 'string'
      ? ''
      : end === 'start'
        ? list[at].slice(part.length)
        : list[at].slice(0, list[at].length - part.length);
  list.splice(at, 1, ...(rest === '' ? [] : [rest]));
}

/** Texts beside each other become one. */
const joined = (pieces) =>
  pieces.reduce((all, piece) => {
    if (piece === '') return all;
    if (typeof piece === 'string' && typeof all.at(-1) === 'string') all.push(all.pop() + piece);
    else all.push(piece);
    return all;
  }, []);

function quoted(pieces) {
  const [only] = pieces;
  if (pieces.length === 0) return '""';
  if (pieces.length === 1 && typeof only === 'string') return JSON.stringify(only);
  const inside = pieces.map((piece) =>
    typeof piece === 'string' ? piece.replace(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${piece.code}}`,
  );
  return `\`${inside.join('')}\``;
}
