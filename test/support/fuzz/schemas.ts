import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { namedText, oddText } from './values.js';

/** As much of JSON Schema as our document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** Values that a schema describes, for fields that have a name; `ids` are those of things that exist. */
export function valid(
  schema: Schema,
  document: OpenAPIObject,
  ids: readonly string[],
  name = '',
): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined)
    return valid(
      document.components!.schemas![schema.$ref.split('/').at(-1)!] as Schema,
      document,
      ids,
      name,
    );
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valid(choice, document, ids, name)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  return ofType(Array.isArray(schema.type) ? schema.type[0] : schema.type, schema, document, ids, name);
}

function ofType(
  type: string | undefined,
  schema: Schema,
  document: OpenAPIObject,
  ids: readonly string[],
  name: string,
): fc.Arbitrary<unknown> {
  if (type === 'object') return objectOf(schema, document, ids);
  if (type === 'array')
    return fc.array(valid(schema.items ?? {}, document, ids, name), {
      minLength: schema.minItems ?? 0,
      maxLength: Math.min((schema.minItems ?? 0) + 3, schema.maxItems ?? 3),
    });
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return numberOf(schema);
  return namedText(name, ids) ?? textOf(schema);
}

function objectOf(
  { properties = {}, required = [] }: Schema,
  document: OpenAPIObject,
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valid(field, document, ids, name)]),
  );
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
}

/** At its bounds, beyond them, and between. */
function numberOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }),
    fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1),
  );
}

function textOf({ minLength = 1, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const ofLength = (length: number): fc.Arbitrary<string> =>
    fc.constantFrom('a', 'ễ', '😀', 'ΐ', 'e\u0301', ' ').map((letter) => letter.repeat(Math.max(0, length)));
  const edges = [minLength, maxLength, minLength - 1, maxLength + 1].map(ofLength);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('Đặng Thị Hường', 'Khai mạc', 'A1', 'Phòng Văn hóa') },
    { weight: 2, arbitrary: fc.oneof(...edges) },
    oddText,
  );
}

/** A field that the document does not name is a fault, though readers have to bear one. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, key === 'allOf' ? joined(part) : closed(part)]),
  );
  return 'properties' in parts && !('additionalProperties' in parts)
    ? { ...parts, additionalProperties: false }
    : parts;
}

/** Parts of one thing: none of them has all its fields, and what they refer to is closed. */
const joined = (parts: unknown): unknown =>
  (parts as Schema[]).map((part) => (part.$ref === undefined ? part : closed(part)));

/** Judges answers by the document; each schema is compiled once. */
export class Judge {
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly components: unknown;

  constructor(document: OpenAPIObject) {
    this.components = closed(document.components);
  }

  /** Finds the faults of the body; `null` if there is none. */
  faults(schema: object, body: unknown): unknown {
    const key = JSON.stringify(schema);
    let validate = this.compiled.get(key);
    if (!validate) {
      const ajv = new Ajv2020({ strict: false });
      addFormats.default(ajv);
      validate = ajv.compile({ ...(closed(schema) as object), components: this.components });
      this.compiled.set(key, validate);
    }
    return validate(body) ? null : validate.errors;
  }
}
