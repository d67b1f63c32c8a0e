import { getMetadataArgsStorage } from 'typeorm';
import { personalDataOf } from '../../src/platform/personal-data/personal-data.decorator.js';
import { schema } from '../../src/schema.js';

const storage = getMetadataArgsStorage();
const TEXTS = ['varchar', 'text', 'simple-json'];
/** An id or a moment, by the length and the name alone: nothing of a person fits in either. */
const isKey = (name: string, length: unknown): boolean =>
  (Number(length) === 36 &&
    /(?:^id|Id|By|To|undoes|substituteFor|corrects|storedAs|mergedInto)$/.test(name)) ||
  (Number(length) === 24 && /(?:^at|At|From|Until|since|until|deadline)$/.test(name));

interface TextColumn {
  table: string;
  name: string;
  entity: object;
  isKey: boolean;
}
const columnsOf = (entity: unknown): TextColumn[] =>
  storage.columns
    .filter(({ target, options }) => target === entity && TEXTS.includes(String(options.type)))
    .map(({ propertyName: name, options }) => ({
      table: (entity as { name: string }).name,
      name,
      entity: entity as object,
      isKey: isKey(name, options.length),
    }));
const columns = schema.entities.flatMap(columnsOf);

describe('each table', () => {
  it('says how it leads to its conference, and what its columns can hold of people', () => {
    expect(columns.length).toBeGreaterThan(200);
    expect(
      schema.entities.filter((entity) => personalDataOf(entity) === undefined).map(({ name }) => name),
    ).toEqual([]);
  });

  it('names each of its columns with text: whoever adds one decides', () => {
    const unnamed = columns.filter(
      ({ entity, name, isKey: isNamed }) => !isNamed && !(name in (personalDataOf(entity)?.columns ?? {})),
    );
    expect(unnamed.map(({ table, name }) => `${table}.${name}`)).toEqual([]);
  });

  it('names no column that it does not have', () => {
    const wrong = schema.entities.flatMap((entity) =>
      Object.keys(personalDataOf(entity)?.columns ?? {}).filter(
        (name) => !columnsOf(entity).some((column) => column.name === name),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('leads to its conference by tables that lead there themselves', () => {
    const tables = new Map(
      storage.tables.map(({ name, target }) => [name, personalDataOf(target as object)?.conference]),
    );
    for (const [, way] of tables)
      if (way !== null && typeof way === 'object' && 'of' in way) expect(tables.get(way.of)).toBeTruthy();
  });
});
