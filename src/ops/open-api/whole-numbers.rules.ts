import { LARGEST_INTEGER } from '../../platform/http/field.decorator.js';

interface NumberSchema {
  type?: unknown;
  format?: unknown;
  maximum?: unknown;
}

/**
 * Makes numbers of bodies and queries integers, unless the field says `format: 'double'`: Nest knows only
 * `number`. Generators need `int32` or `int64`.
 */
export function sayWhole(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(sayWhole);
  if (typeof value !== 'object' || value === null) return;
  const schema = value as NumberSchema;
  const types = [schema.type].flat();
  const isNumber = types.includes('number') || types.includes('integer');
  if (isNumber && schema.format !== 'double') {
    const whole = types.map((type) => (type === 'number' ? 'integer' : type));
    schema.type = whole.length === 1 ? whole[0] : whole;
    schema.format = Number(schema.maximum ?? Infinity) <= LARGEST_INTEGER ? 'int32' : 'int64';
  }
  Object.values(value).forEach(sayWhole);
}
