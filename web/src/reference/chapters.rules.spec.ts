import { describe, expect, it } from '@jest/globals';
import { found } from './chapters.rules.js';
import type { Chapter } from './described.js';
import { fieldsOf, limitsText, typeText } from './schema.rules.js';

const chapter = (name: string, ...words: string[]): Chapter => ({
  id: name,
  name,
  description: '',
  entries: words.map((text) => ({ id: text, words: text }) as Chapter['entries'][number]),
});
const chapters = [
  chapter('Sites', 'get /sites lists sites', 'post /sites site.code-taken'),
  chapter('Board', 'get /board'),
];
const idsOf = (search: string): string[] =>
  found(chapters, search).flatMap(({ entries }) => entries.map(({ id }) => id));

describe('the search', () => {
  it('finds what holds every word, in whatever order and case', () => {
    expect(idsOf('').length).toBe(3);
    expect(idsOf('SITES get')).toEqual(['get /sites lists sites']);
    expect(idsOf('site.code-taken')).toEqual(['post /sites site.code-taken']);
  });

  it('leaves out chapters in which nothing is found', () =>
    expect(found(chapters, 'board').map(({ name }) => name)).toEqual(['Board']));
});

describe('a shape in words', () => {
  const schemas = {
    Site: {
      type: 'object',
      properties: { id: { type: 'string', format: 'uuid' }, parent: { $ref: '#/x/Site' } },
    },
  };

  it.each([
    [{ $ref: '#/components/schemas/Site' }, 'Site'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: 'array', items: { enum: ['ok', 'bad'] } }, '("ok" | "bad")[]'],
    [{ anyOf: [{ $ref: '#/x/Site' }, { type: 'null' }] }, 'Site | null'],
    [{}, 'any'],
  ])('%j is %s', (schema, text) => expect(typeText(schema)).toBe(text));

  it('says formats and limits, but not how wide a number is', () => {
    expect(limitsText({ type: 'string', format: 'uuid', minLength: 1, maxLength: 36 })).toBe(
      'uuid · length 1…36',
    );
    expect(limitsText({ type: 'integer', format: 'int64', minimum: 0 })).toBe('0…');
  });

  it('has the fields of what a list holds, and of types that hold themselves', () => {
    const [id, parent] = fieldsOf({ type: 'array', items: { $ref: '#/x/Site' } }, schemas);
    expect([id!.name, id!.limits, id!.isRequired, id!.inner]).toEqual(['id', 'uuid', false, null]);
    expect(parent!.inner).toBe(schemas.Site);
  });

  it('has of several shapes the fields of all, and needs what all of them need', () => {
    const one = { properties: { kind: {}, a: {} }, required: ['kind', 'a'] };
    const other = { properties: { kind: {}, b: {} }, required: ['kind'] };
    expect(fieldsOf({ anyOf: [one, other] }, {}).map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['kind', true],
      ['a', false],
      ['b', false],
    ]);
  });
});
