/**
 * The catalogues of one surface in all languages → its modules. The first language is the source: the others
 * have its keys and its arguments, no more and no less. Whatever is wrong is said with file and key.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf, codeOf, parsed, typeOf } from './icu.mjs';
import { pseudo } from './pseudo.mjs';

const isBranch = (value) => typeof value === 'object' && value !== null;

export class Surface {
  #said = new Set();

  /**
   * @param order which arguments a function takes first, by the message's path, where that is not the order
   * in the source's text
   */
  constructor({ folder, name, languages, order = {}, includes = [], isNamed = false }) {
    Object.assign(this, { folder, name, languages, order, includes, isNamed });
    [this.first] = Object.keys(languages);
    this.usedOrders = new Set();
    this.trees = new Map();
    for (const code of Object.keys(languages)) this.trees.set(code, this.#read(code));
    this.source = this.trees.get(this.first);
    // What cannot be read has said so: nothing is compared with it.
    if (this.source === null) return;
    for (const [code, tree] of this.trees)
      if (tree !== null && code !== this.first && !languages[code].pseudoOf)
        this.#compare(code, this.source, tree, []);
    this.type = this.#typeOf(this.source, []);
    for (const path of Object.keys(order))
      if (!this.usedOrders.has(path))
        this.#fault('arguments.json', [name, path], 'the order says nothing new');
  }

  get faults() {
    return [...this.#said];
  }

  /** The files of this surface, by their path below the folder of modules. */
  files() {
    const codes = Object.keys(this.languages);
    const each = (write, between) => codes.map(write).join(between);
    const loaders = each((code) => `${code}:()=>import("../${code}/${this.name}.js")`, ',');
    const loaderTypes = each((code) => `${code}: () => Promise<{ default: Messages }>`, '; ');
    const imports = each((code) => `import ${code} from"../${code}/${this.name}.js";`, '\n');
    const types = each((code) => `${code}: Messages`, '; ');
    const typeImport = `import type { Messages } from '../lazy/${this.name}.js';`;
    const files = {
      [`lazy/${this.name}.js`]: `export const load={${loaders}};\n`,
      [`lazy/${this.name}.d.ts`]: lines(
        `${this.#imports('../lazy')}export type Messages = ${this.type};`,
        `export const load: { ${loaderTypes} };`,
      ),
      [`all/${this.name}.js`]: lines(imports, `export const messages={${codes.join()}};`),
      [`all/${this.name}.d.ts`]: lines(
        typeImport,
        'export type { Messages };',
        `export const messages: { ${types} };`,
      ),
    };
    for (const code of codes) {
      files[`${code}/${this.name}.js`] = this.#module(code);
      files[`${code}/${this.name}.d.ts`] = lines(
        typeImport,
        'declare const messages: Messages;',
        'export default messages;',
      );
    }
    return files;
  }

  /** A language of no catalogue has the messages of another, changed. @returns null, if there are none */
  #read(code) {
    const { pseudoOf, locale } = this.languages[code];
    const file = `${pseudoOf ?? code}/${this.name}.json`;
    const path = join(this.folder, file);
    try {
      const catalogue = JSON.parse(readFileSync(path, 'utf8'));
      return this.#parsed({ file, locale, change: pseudoOf ? pseudo : (nodes) => nodes }, catalogue, []);
    } catch (fault) {
      this.#fault(file, [], fault.code === 'ENOENT' ? 'there is no such catalogue' : fault.message);
      return null;
    }
  }

  #parsed(reading, value, path) {
    if (typeof value === 'string') return this.#message(reading, value, path);
    if (Array.isArray(value)) return value.map((one, at) => this.#parsed(reading, one, [...path, at]));
    if (isBranch(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, this.#parsed(reading, one, [...path, key])]),
      );
    this.#fault(reading.file, path, 'is neither a text nor a group of texts');
    return new Message('', new Map(), '');
  }

  #message({ file, locale, change }, text, path) {
    try {
      const nodes = change(parsed(text));
      return new Message(text, argumentsOf(nodes), codeOf(nodes, locale));
    } catch (fault) {
      this.#fault(file, path, fault.message);
      return new Message(text, new Map(), '');
    }
  }

  #compare(code, source, other, path) {
    const file = `${code}/${this.name}.json`;
    if (source instanceof Message) return this.#compareMessage(file, source, other, path);
    if (!isBranch(other) || other instanceof Message || Array.isArray(source) !== Array.isArray(other))
      return this.#fault(file, path, 'is not what it is in the source');
    for (const key of Object.keys(source))
      if (key in other) this.#compare(code, source[key], other[key], [...path, key]);
      else this.#fault(file, [...path, key], 'is missing');
    for (const key of Object.keys(other))
      if (!(key in source)) this.#fault(file, [...path, key], 'is unknown to the source');
  }

  #compareMessage(file, source, other, path) {
    if (!(other instanceof Message)) return this.#fault(file, path, 'is not what it is in the source');
    if (source.text !== '' && other.text.trim() === '') return this.#fault(file, path, 'is empty');
    for (const [name, kind] of other.args)
      if (!source.args.has(name)) this.#fault(file, path, `{${name}} is unknown to the source`);
      else if (typeOf(kind) !== typeOf(source.args.get(name)))
        this.#fault(file, path, `{${name}} is another kind of value in the source`);
    for (const name of source.args.keys())
      if (!other.args.has(name)) this.#fault(file, path, `does not say {${name}}`);
  }

  #fault(file, path, reason) {
    this.#said.add([`messages/${file}`, ...(path.length > 0 ? [path.join('.')] : []), reason].join(': '));
  }

  #names(message, path) {
    const names = [...message.args.keys()];
    const order = this.order[path.join('.')];
    if (!order || this.isNamed) return names;
    if (order.join() === names.join()) return names;
    this.usedOrders.add(path.join('.'));
    if ([...order].sort().join() === [...names].sort().join()) return order;
    this.#fault('arguments.json', [this.name, ...path], `the message has other arguments: ${names.join()}`);
    return names;
  }

  #module(code) {
    const inside = this.#codeOf(this.source, this.trees.get(code), []);
    const imports = this.includes.map((name) => `import ${name} from"./${name}.js";\n`).join('');
    const included = this.includes.map((name) => `${name},`).join('');
    const plural = inside.includes('plural("') ? `import{plural}from"../plural.js";\n` : '';
    return `${plural}${imports}export default{${included}${inside.slice(1)};\n`;
  }

  /** In the order and by the arguments of the source. */
  #codeOf(source, tree, path) {
    if (source instanceof Message) {
      const names = this.#names(source, path);
      if (names.length === 0) return tree.code;
      return this.isNamed ? `({${names.join()}})=>${tree.code}` : `(${names.join()})=>${tree.code}`;
    }
    const inside = Object.keys(source).map((key) => {
      const code = this.#codeOf(source[key], tree[key], [...path, key]);
      return Array.isArray(source)
        ? code
        : `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}:${code}`;
    });
    return Array.isArray(source) ? `[${inside.join()}]` : `{${inside.join(',\n')}}`;
  }

  #imports(folder) {
    return this.includes
      .map((name) => `import type { Messages as Included_${name} } from '${folder}/${name}.js';\n`)
      .join('');
  }

  /** With the source's text as a comment, which editors show. */
  #typeOf(source, path) {
    if (source instanceof Message) {
      const kinds = this.#names(source, path).map((name) => `${name}: ${typeOf(source.args.get(name))}`);
      if (kinds.length === 0) return 'string';
      return this.isNamed ? `(values: { ${kinds.join('; ')} }) => string` : `(${kinds.join(', ')}) => string`;
    }
    if (Array.isArray(source))
      return `[${source.map((one, at) => this.#typeOf(one, [...path, at])).join(', ')}]`;
    const included = path.length > 0 ? [] : this.includes.map((name) => `${name}: Included_${name};`);
    const lines = Object.entries(source).map(([key, one]) => {
      const comment = one instanceof Message ? `/** ${one.text.replaceAll('*/', '* /')} */ ` : '';
      return `${comment}${JSON.stringify(key)}: ${this.#typeOf(one, [...path, key])};`;
    });
    return `{\n${[...included, ...lines].join('\n')}\n}`;
  }
}

class Message {
  constructor(text, args, code) {
    Object.assign(this, { text, args, code });
  }
}

const lines = (...written) => written.map((line) => `${line}\n`).join('');
