import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { People } from '../src/attendance/recording/people.cache.js';
import { WalkInsService } from '../src/participants/walk-ins.service.js';
import { type Transaction, UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, makeHall } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 1 });
});
afterAll(() => app.stop());

describe('what decides a write', () => {
  const run = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    app.app.get(UnitOfWork, { strict: false }).run(work);
  const knows = async (tx: Transaction, id: string): Promise<boolean> =>
    (await app.app.get(People, { strict: false }).findByIds(tx, new Set([id]))).has(id);
  const comes = (tx: Transaction, id: string): Promise<void> =>
    app.app.get(WalkInsService, { strict: false }).add(tx, [
      {
        id,
        conferenceId: hall.conference.id,
        siteId: hall.sites[0]!.id,
        fullName: 'Người đến thêm',
        unit: null,
        position: null,
        mode: 'in_person',
        seq: 1,
      },
    ]);

  it('is not what a transaction wrote, read and took back', async () => {
    const id = randomUUID();
    const takenBack = run(async (tx) => {
      await comes(tx, id);
      expect(await knows(tx, id)).toBe(true);
      throw new Error('taken back');
    });
    await expect(takenBack).rejects.toThrow('taken back');
    expect(await run((tx) => knows(tx, id))).toBe(false);
  });

  it('is what a transaction wrote and committed', async () => {
    const id = randomUUID();
    expect(await run((tx) => knows(tx, id))).toBe(false);
    await run((tx) => comes(tx, id));
    expect(await run((tx) => knows(tx, id))).toBe(true);
  });
});
