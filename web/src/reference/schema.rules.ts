import type { Schema, Schemas } from './described.js';

/** One field of a shape, in words. */
export interface Field {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
  limits: string;
  /** Holds fields of its own. */
  inner: Schema | null;
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
export const resolved = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref === undefined ? schema : (schemas[nameOf(schema.$ref)] ?? {});

const choicesOf = ({ anyOf, oneOf, allOf }: Schema): Schema[] => anyOf ?? oneOf ?? allOf ?? [];

/** `string`, `Site`, `Site[]`, `"ok" | "bad"`. */
export function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = choicesOf(schema);
  if (choices.length > 0) return choices.map(typeText).join(' | ');
  const types = [schema.type ?? 'any'].flat();
  return types.map((type) => (type === 'array' ? listText(schema.items ?? {}) : type)).join(' | ');
}
function listText(items: Schema): string {
  const text = typeText(items);
  return text.includes(' | ') ? `(${text})[]` : `${text}[]`;
}

/** `uuid`, `length 1…200`. */
export function limitsText(schema: Schema): string {
  const range = (least?: number, most?: number, of = ''): string[] =>
    least === undefined && most === undefined ? [] : [`${of}${least ?? ''}…${most ?? ''}`];
  return [
    ...(schema.format === undefined || /^(int|double)/.test(schema.format) ? [] : [schema.format]),
    ...range(schema.minimum, schema.maximum),
    ...range(schema.minLength, schema.maxLength, 'length '),
    ...range(schema.minItems, schema.maxItems, 'items '),
  ].join(' · ');
}

/** The object inside: itself, what a list holds, or what it refers to; `null` if there is none. */
export function innerOf(schema: Schema, schemas: Schemas): Schema | null {
  const whole = resolved(schema, schemas);
  if (whole.properties) return whole;
  if (whole.items) return innerOf(whole.items, schemas);
  if (typeof whole.additionalProperties === 'object') return innerOf(whole.additionalProperties, schemas);
  const objects = choicesOf(whole).flatMap((choice) => innerOf(choice, schemas) ?? []);
  if (objects.length <= 1) return objects[0] ?? null;
  return {
    properties: Object.assign({}, ...objects.map(({ properties }) => properties)) as Record<string, Schema>,
    required: (objects[0]!.required ?? []).filter((name) =>
      objects.every(({ required = [] }) => required.includes(name)),
    ),
  };
}

export function fieldsOf(schema: Schema, schemas: Schemas): Field[] {
  const { properties = {}, required = [] } = innerOf(schema, schemas) ?? {};
  return Object.entries(properties).map(([name, field]) => ({
    name,
    type: typeText(field),
    isRequired: required.includes(name.replace(/^\?/, '')),
    description: field.description ?? resolved(field, schemas).description ?? '',
    limits: limitsText(field),
    inner: innerOf(field, schemas),
  }));
}
