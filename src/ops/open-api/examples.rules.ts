import { EXAMPLE_NUMBERS, EXAMPLE_VALUES, FORMAT_VALUES } from './example-values.js';

/** As much of JSON Schema as our documents use. */
export interface ExampleSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  allOf?: ExampleSchema[];
  anyOf?: ExampleSchema[];
  oneOf?: ExampleSchema[];
  items?: ExampleSchema;
  properties?: Record<string, ExampleSchema>;
  additionalProperties?: unknown;
  required?: string[];
  minimum?: number;
  minItems?: number;
}

/** Deeper than the deepest answer; a type may hold itself. */
const DEEPEST = 8;

/**
 * Makes examples from the schemas of one document, the same each time. Optional fields are left out, for they
 * seldom fit together.
 */
export class Examples {
  constructor(private readonly schemas: Readonly<Record<string, ExampleSchema>>) {}

  /** @param name of the field that holds it; '' for a whole body */
  of(schema: ExampleSchema, name = '', owner = '', depth = 0): unknown {
    const given = [schema.example, schema.examples?.[0], schema.const, schema.default].find(
      (value) => value !== undefined,
    );
    if (given !== undefined) return given;
    if (schema.$ref !== undefined) return this.referred(schema.$ref.split('/').at(-1)!, name, depth);
    if (schema.allOf !== undefined) return Object.assign({}, ...this.each(schema.allOf, name, owner, depth));
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined)
      return this.of(choices.find(({ type }) => type !== 'null') ?? choices[0]!, name, owner, depth);
    if (schema.enum !== undefined) return schema.enum.find((value) => value !== null) ?? null;
    return this.ofType(schema, name, owner, depth);
  }

  private referred(type: string, name: string, depth: number): unknown {
    return this.of(this.schemas[type] ?? {}, name, type, depth + 1);
  }

  private each(schemas: ExampleSchema[], name: string, owner: string, depth: number): unknown[] {
    return schemas.map((schema) => this.of(schema, name, owner, depth + 1));
  }

  private ofType(schema: ExampleSchema, name: string, owner: string, depth: number): unknown {
    const types = [schema.type].flat();
    const type = types.find((one) => one !== 'null') ?? 'null';
    if (types.includes('null') && depth > DEEPEST) return null;
    switch (type) {
      case 'object':
        return this.object(schema, owner || name, depth);
      case 'array':
        return this.list(schema, name, depth);
      case 'string':
        return this.text(schema, name, owner);
      case 'integer':
      case 'number':
        return EXAMPLE_NUMBERS[name] ?? Math.max(schema.minimum ?? 1, 1);
      case 'boolean':
        return false;
      default:
        return null;
    }
  }

  private object(
    { properties = {}, required = [], additionalProperties }: ExampleSchema,
    owner: string,
    depth: number,
  ): object {
    const names = Object.keys(properties);
    const expected = names.filter((name) => required.includes(name));
    // A body without required fields still changes something.
    const shown = expected.length > 0 ? expected : names.slice(0, 1);
    const fields = shown.map((name) => [name, this.of(properties[name]!, name, owner, depth + 1)] as const);
    if (names.length > 0 || typeof additionalProperties !== 'object') return Object.fromEntries(fields);
    return { key: this.of(additionalProperties as ExampleSchema, 'value', owner, depth + 1) };
  }

  private list({ items, minItems = 1 }: ExampleSchema, name: string, depth: number): unknown[] {
    if (items === undefined || depth > DEEPEST) return [];
    return Array.from({ length: Math.min(minItems, 1) }, () => this.of(items, singular(name), '', depth + 1));
  }

  private text({ format }: ExampleSchema, name: string, owner: string): string {
    const value =
      (format === undefined ? undefined : FORMAT_VALUES[format]) ??
      EXAMPLE_VALUES[`${owner.replace(WRAPPED, '')}.${name}`] ??
      EXAMPLE_VALUES[name];
    return value ?? 'x';
  }
}

/** `CheckpointCreateDto` is about a `Checkpoint`. */
const WRAPPED = /((Create|Patch|Body)?Dto|Body|Listed)$/;
const singular = (name: string): string => (name.endsWith('s') ? name.slice(0, -1) : name);
