/** JSON Schema as `build/contract-shape.mjs` writes it. `null`: there is no JSON. */
export interface Shape {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  format?: string;
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  additionalProperties?: Shape | false;
}
export interface ContractShape {
  version: number;
  constants: Record<string, string>;
  problems: Record<string, number>;
  routes: Record<string, { query: Shape | null; body: Shape | null; answer: Shape | null }>;
  commands: Record<string, { body: Shape; reply: Shape }>;
  news: Record<string, Shape>;
  types: Record<string, Shape>;
}
/**
 * `sent`: by clients, whom a newer service must still understand; `told`: to clients, who must still
 * understand it.
 */
type Direction = 'sent' | 'told';
const NOTHING: Shape = { type: 'object', properties: {} };

/**
 * What a client of the released contract can no longer rely on, one line each. Additions are none: a route,
 * an event, a code, an optional field of what is sent, any field of what is told, a word of an enumeration,
 * an alternative of a union.
 */
export function breaksBetween(released: ContractShape, current: ContractShape): string[] {
  return new Comparison(released, current).breaks();
}

class Comparison {
  private readonly seen = new Set<string>();

  constructor(
    private readonly released: ContractShape,
    private readonly current: ContractShape,
  ) {}

  breaks(): string[] {
    const { released, current } = this;
    return [
      ...differing('constant', released.constants, current.constants),
      ...differing('code', released.problems, current.problems),
      ...inBoth('route', released.routes, current.routes, (name, was, is) => [
        ...this.shapes('sent', `${name} query`, was.query ?? NOTHING, is.query ?? NOTHING),
        ...this.shapes('sent', `${name} body`, was.body ?? NOTHING, is.body ?? NOTHING),
        ...this.answers(`${name} answer`, was.answer, is.answer),
      ]),
      ...inBoth('command', released.commands, current.commands, (name, was, is) => [
        ...this.shapes('sent', name, was.body, is.body),
        ...this.shapes('told', `${name} reply`, was.reply, is.reply),
      ]),
      ...inBoth('news', released.news, current.news, (name, was, is) => this.shapes('told', name, was, is)),
    ];
  }

  private answers(path: string, was: Shape | null, is: Shape | null): string[] {
    if (was === null) return [];
    return is === null ? [`${path} is gone`] : this.shapes('told', path, was, is);
  }

  private shapes(direction: Direction, path: string, was: Shape, is: Shape): string[] {
    if (was.$ref && is.$ref) {
      const pair = `${direction} ${was.$ref} ${is.$ref}`;
      if (this.seen.has(pair)) return [];
      this.seen.add(pair);
    }
    const [before, after] = [alternatives(was, this.released), alternatives(is, this.current)];
    const place = was.$ref ? nameOf(was.$ref) : path;
    return [
      ...kinds(direction, place, before, after),
      ...words(direction, place, before, after),
      ...formats(direction, place, before, after),
      ...this.lists(direction, place, before, after),
      ...this.objects(direction, place, before, after),
    ];
  }

  private lists(direction: Direction, path: string, before: Shape[], after: Shape[]): string[] {
    const [was, is] = [before, after].map((shapes) => shapes.find(({ type }) => type === 'array')?.items);
    return was && is ? this.shapes(direction, `${path}[]`, was, is) : [];
  }

  /** Each alternative of before has to be one of now. */
  private objects(direction: Direction, path: string, before: Shape[], after: Shape[]): string[] {
    const [was, is] = [before, after].map((shapes) => shapes.filter(({ type }) => type === 'object'));
    if (was!.length === 1 && is!.length === 1) return this.fields(direction, path, was![0]!, is![0]!);
    return was!
      .filter((one) => is!.every((other) => this.apart(direction, path, one, other)))
      .map((one) => `${path}: ${Object.keys(one.properties ?? {}).join(', ')} is no alternative any more`);
  }
  /** By itself, so that what was seen while trying counts for nothing. */
  private apart(direction: Direction, path: string, was: Shape, is: Shape): boolean {
    return new Comparison(this.released, this.current).fields(direction, path, was, is).length > 0;
  }

  private fields(direction: Direction, path: string, was: Shape, is: Shape): string[] {
    const [before, after] = [was.properties ?? {}, is.properties ?? {}];
    const required = (shape: Shape, field: string): boolean => shape.required?.includes(field) === true;
    const faults = Object.entries(before).flatMap(([field, shape]) => {
      const now = after[field];
      if (!now) return [`${path}.${field} is gone`];
      const [did, does] = [required(was, field), required(is, field)];
      if (direction === 'sent' && does && !did) return [`${path}.${field} has become required`];
      if (direction === 'told' && did && !does) return [`${path}.${field} has become optional`];
      return this.shapes(direction, `${path}.${field}`, shape, now);
    });
    const demanded = Object.keys(after).filter((field) => !(field in before) && required(is, field));
    if (direction === 'sent') faults.push(...demanded.map((field) => `${path}.${field} is new and required`));
    const [any, some] = [was.additionalProperties, is.additionalProperties];
    if (any && some) faults.push(...this.shapes(direction, `${path}.*`, any, some));
    else if (any) faults.push(`${path} no longer takes any name`);
    return faults;
  }
}

const nameOf = (ref: string): string => ref.split('/').at(-1)!;

/** The shape as a flat list of what it may be, with names replaced by what they stand for. */
function alternatives(shape: Shape, { types }: ContractShape): Shape[] {
  if (shape.$ref) return alternatives(types[nameOf(shape.$ref)]!, { types } as ContractShape);
  if (shape.anyOf) return shape.anyOf.flatMap((one) => alternatives(one, { types } as ContractShape));
  if (Array.isArray(shape.type))
    return shape.type.map((type) => (type === 'null' ? { type } : { ...shape, type }));
  return [shape];
}

const kindOf = ({ type }: Shape): string => (type as string | undefined) ?? 'anything';
/** Requests that were valid stay valid, and answers keep to known values. */
function kinds(direction: Direction, path: string, before: Shape[], after: Shape[]): string[] {
  const [was, is] = [new Set(before.map(kindOf)), new Set(after.map(kindOf))];
  const [asked, known] = direction === 'sent' ? [was, is] : [is, was];
  const strange = known.has('anything') ? [] : [...asked].filter((kind) => !known.has(kind));
  return strange.map((kind) =>
    direction === 'sent' ? `${path} no longer takes ${kind}` : `${path} may now be ${kind}`,
  );
}

/** The words of an enumeration; null: any string, or none. */
function wordsOf(shapes: Shape[]): Set<string> | null {
  const strings = shapes.filter(({ type }) => type === 'string');
  if (strings.length === 0 || strings.some((one) => !one.enum)) return null;
  return new Set(strings.flatMap((one) => one.enum!));
}
function words(direction: Direction, path: string, before: Shape[], after: Shape[]): string[] {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  const hasStrings = (shapes: Shape[]): boolean => shapes.some(({ type }) => type === 'string');
  if (!hasStrings(before) || !hasStrings(after)) return [];
  if (was && is)
    return [...was].filter((word) => !is.has(word)).map((word) => `${path}: the word ${word} is gone`);
  if (direction === 'sent' && is) return [`${path} takes certain words alone now`];
  return direction === 'told' && was ? [`${path} may now be any text`] : [];
}

function formats(direction: Direction, path: string, before: Shape[], after: Shape[]): string[] {
  const formatOf = (shapes: Shape[]): string | undefined => shapes.find(({ format }) => format)?.format;
  const [was, is] = [formatOf(before), formatOf(after)];
  const [had, has] = direction === 'sent' ? [is, was] : [was, is];
  return had !== undefined && had !== has
    ? [`${path} was ${was ?? 'any text'} and is ${is ?? 'any text'}`]
    : [];
}

function differing(
  what: string,
  before: Record<string, string | number>,
  after: Record<string, string | number>,
): string[] {
  return inBoth(what, before, after, (name, was, is) =>
    was === is ? [] : [`${what} ${name} was ${was} and is ${is}`],
  );
}
function inBoth<T>(
  what: string,
  before: Record<string, T>,
  after: Record<string, T>,
  compare: (name: string, was: T, is: T) => string[],
): string[] {
  return Object.entries(before).flatMap(([name, was]) =>
    name in after ? compare(name, was, after[name]!) : [`${what} ${name} is gone`],
  );
}
