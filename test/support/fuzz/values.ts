import fc from 'fast-check';
import { cursorOf } from '../../../src/platform/http/page.dto.js';

/** Values of wrong types, and edges of numbers, texts and calendars. */
const ODD_NUMBERS = [
  0,
  -0,
  -1,
  1,
  1.5,
  100,
  500,
  501,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 63,
  1e21,
  1e308,
  -(2 ** 31) - 1,
  -(2 ** 53),
  5e-324,
];
const ODD_TEXTS = [
  '',
  ' ',
  '\t\n',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202efdp',
  '%',
  '_',
  '\\',
  '\\\\',
  "'",
  '"',
  '$1',
  '$$',
  '`',
  ';--',
  '%00',
  '%ff',
  '../..',
  '/etc/passwd',
  '{',
  '[',
  'null',
  'true',
  'NaN',
  'Infinity',
  '-1',
  '1e9',
  '0x10',
  '9007199254740993',
  '99999999999999999999999999',
  '1'.repeat(400),
  'constructor',
  '__proto__',
  'toString',
  'đ',
  'ễ'.repeat(40),
  'ΐ'.repeat(40),
  'ﬃ'.repeat(40),
  'ß'.repeat(200),
  '😀'.repeat(40),
  '😀'.repeat(200),
  'e\u0301'.repeat(200),
  'a'.repeat(255),
  'a'.repeat(256),
  'a'.repeat(5_000),
  'ễ'.repeat(3_000),
  '=1+1',
  '<script>alert(1)</script>',
  'Nguyễn Văn An',
];
const ODD_TIMES = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '1899-12-31T23:59:59.999Z',
  '1900-01-01T00:00:00Z',
  '9998-12-31T23:59:59.999Z',
  '9999-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-14:00',
  '0000-01-01T00:00:00+14:00',
  '+010000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-11-22T24:00:00Z',
  '2026-11-22T08:00:00',
  '2026-11-22',
  '0000-00-00',
  '9999-12-31',
  '0000-01-01',
  '1900-01-01',
  '9998-12-31',
  '2026-11-31',
  '2026-11-22T08:00:00+07:00',
  '1970-01-01T00:00:00Z',
];

export const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  fc.constantFrom(...ODD_TIMES),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const oddNumber = fc.oneof(
  fc.constantFrom(...ODD_NUMBERS),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const deep = fc.integer({ min: 3, max: 400 }).map((levels) => {
  let value: unknown = 'x';
  for (let at = 0; at < levels; at += 1) value = at % 2 ? [value] : { value };
  return value;
});
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 3, arbitrary: oddNumber },
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    { length: 1e9 },
    { toString: 1 },
    JSON.parse(`{"then":1}`) as unknown,
    Array.from({ length: 600 }, () => 1),
  ),
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
  deep,
);

/** Valid values by the name of a field. */
export function namedText(name: string, ids: readonly string[]): fc.Arbitrary<unknown> | null {
  if (name === 'after')
    return fc.oneof(
      fc
        .array(
          fc.oneof(fc.constantFrom(...ids), oddText, fc.nat().map(String), fc.constantFrom(...ODD_TIMES)),
          {
            maxLength: 4,
          },
        )
        .map((keys) => cursorOf(...keys)),
      oddText,
    );
  if (name === 'slug') return fc.uuid().map((id) => `s-${id.slice(0, 18)}`);
  if (/(^id|Id|For|undoes)$/.test(name))
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid());
  if (name.endsWith('At'))
    return fc
      .integer({ min: 0, max: 86_400 * 60 })
      .map((seconds) => new Date(Date.UTC(2026, 10, 1) + seconds * 1_000).toISOString());
  if (name.endsWith('On'))
    return fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`);
  if (name === 'timezone') return fc.constantFrom('Asia/Ho_Chi_Minh', 'UTC', 'America/New_York');
  if (name === 'email')
    return fc.constantFrom('an@bacgiang.gov.vn', `${'a'.repeat(64)}@${'b'.repeat(60)}.vn`);
  return null;
}

/** One place of it is something else, is gone, or is new. */
export const mutated = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.nat(),
      fc.constantFrom('replace', 'remove', 'add'),
      odd,
      fc.oneof(fc.constantFrom('more', '__proto__', 'constructor', ''), oddText),
    )
    .map(([seed, act, other, name]) => {
      const copy = structuredClone(value);
      const places: [Record<string, unknown>, string][] = [];
      const walk = (at: unknown): void => {
        if (typeof at !== 'object' || at === null) return;
        for (const key of Object.keys(at)) {
          places.push([at as Record<string, unknown>, key]);
          walk((at as Record<string, unknown>)[key]);
        }
      };
      walk(copy);
      if (places.length === 0) return other;
      const [holder, key] = places[seed % places.length]!;
      // A list has its own `length`, which takes numbers alone.
      const isOfList = Array.isArray(holder) && name === 'length';
      if (act === 'replace' || isOfList) holder[key] = other;
      else if (act === 'remove') delete holder[key];
      else
        Object.defineProperty(holder, name, {
          value: other,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      return copy;
    });
