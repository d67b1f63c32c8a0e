import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BulkInsert } from '../src/platform/database/bulk-insert.js';
import { Databases } from '../src/platform/database/databases.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';

interface Note {
  id: number;
  text: string | null;
}
const COLUMNS = { id: 'integer', text: 'text' } as const;
const plain = new BulkInsert<Note>('note', COLUMNS);
const firstOnly = new BulkInsert<Note>('note', COLUMNS, 'ON CONFLICT DO NOTHING');
const replacing = new BulkInsert<Note>(
  'note',
  COLUMNS,
  'ON CONFLICT ("id") DO UPDATE SET "text" = excluded."text"',
);

let app: TestApp;
let unitOfWork: UnitOfWork;
let databases: Databases;
beforeAll(async () => {
  app = await startTestApp();
  unitOfWork = app.app.get(UnitOfWork);
  databases = app.app.get(Databases);
  await databases.writer.query('CREATE TABLE "note" ("id" integer PRIMARY KEY, "text" varchar(20))');
});
afterAll(() => app.stop());
beforeEach(() => databases.writer.query('DELETE FROM "note"'));

const stored = (): Promise<Note[]> => databases.writer.query('SELECT "id", "text" FROM "note" ORDER BY "id"');
const notes = (ids: number[], text: string | null): Note[] => ids.map((id) => ({ id, text }));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('an insert of many rows', () => {
  it.each([0, 1, 15, 16, 17, 32, 100])('stores %i rows', async (count) => {
    await unitOfWork.run((tx) => plain.run(tx, notes(upTo(count), null)));
    expect(await stored()).toEqual(notes(upTo(count), null));
  });

  it('leaves those that were there already, wherever they lie', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
        async (before, then) => {
          await databases.writer.query('DELETE FROM "note"');
          await unitOfWork.run((tx) => plain.run(tx, notes(before, 'before')));
          await unitOfWork.run((tx) => firstOnly.run(tx, notes(then, 'then')));
          expect(await stored()).toEqual(
            [
              ...notes(before, 'before'),
              ...notes(
                then.filter((id) => !before.includes(id)),
                'then',
              ),
            ].sort((a, b) => a.id - b.id),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('replaces them where it is told to', async () => {
    await unitOfWork.run((tx) => plain.run(tx, notes([5, 20], 'before')));
    await unitOfWork.run((tx) => replacing.run(tx, notes(upTo(40), 'then')));
    expect(await stored()).toEqual(notes(upTo(40), 'then'));
  });

  it('fails where it is told nothing, and leaves nothing of what went with it', async () => {
    await unitOfWork.run((tx) => plain.run(tx, notes([30], 'before')));
    await expect(unitOfWork.run((tx) => plain.run(tx, notes(upTo(40), 'then')))).rejects.toThrow(
      /UNIQUE|duplicate key/,
    );
    expect(await stored()).toEqual(notes([30], 'before'));
  });
});
