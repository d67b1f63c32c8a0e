import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ParticipantRepository } from '../src/participants/participant.repository.js';
import { Databases } from '../src/platform/database/databases.js';
import { startTestApp, type TestApp } from './support/app.js';
import { makeHall } from './support/hall.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('the people of many sites', () => {
  it('are those who were not removed', async () => {
    const { people, sites } = await makeHall(app.organizer, { sites: 3, people: 2 });
    const store = app.app.get(ParticipantRepository, { strict: false });
    const { reader, dialect } = app.app.get(Databases);
    const asked: string[] = [];
    const runs = {
      dialect,
      query: async <T>(sql: string, values: unknown[] = []): Promise<T[]> => {
        asked.push(sql);
        return reader.query(sql, dialect === 'sqlite' ? [{ 1: values[0] }] : values);
      },
    };
    const found = await store.ofSites(
      runs,
      sites.slice(0, 2).map(({ id }) => id),
    );
    expect(found.map(({ id }) => id).sort()).toEqual(
      [...people[0]!, ...people[1]!].map(({ id }) => id).sort(),
    );
    if (dialect !== 'sqlite') return;
    // By the conference it would be all its people for each site: minutes, for a second file of 37,000 sites.
    const plan: { detail: string }[] = await reader.query(`EXPLAIN QUERY PLAN ${asked[0]!}`, [{ 1: '[]' }]);
    expect(plan.map(({ detail }) => detail).join(' ')).toContain('participant_roster (siteId=?)');
  });
});
