import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BoardSnapshot } from '../src/contract/board.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { ApiClient } from '../src/demo/api-client.js';
import { type LoadedDay, loadDay } from '../src/demo/model-day/load.js';
import { Random } from '../src/demo/random.js';
import { startTestApp, type TestApp } from './support/app.js';

let app: TestApp;
let day: LoadedDay;
let organizer: ApiClient;
beforeAll(async () => {
  app = await startTestApp();
  organizer = new ApiClient(app.organizer.url, app.organizer.token);
  const size = {
    units: '2025',
    sites: 114,
    participants: 1_700,
    slug: 'bac-ninh',
    startsAt: Date.now(),
    random: new Random(3),
  } as const;
  day = await loadDay(organizer, size, () => undefined);
});
afterAll(() => app.stop());

describe('the model day with the units of 2025', () => {
  test('is held at 114 points of Bắc Ninh in two groups, and the board counts no group', async () => {
    const board = await organizer.get<BoardSnapshot>(pathTo(ROUTES.board, day.conference.id));
    expect(board.totals.sites).toBe(114);
    expect(board.totals.expected).toBe(day.people.length);
    expect(day.people.length).toBeGreaterThanOrEqual(1_700);
    const areas = new Map(board.groups.map(({ siteId, name }) => [siteId, name]));
    const under = (name: string): number =>
      board.sites.filter(({ parentId }) => parentId !== null && areas.get(parentId) === name).length;
    expect(['Khu vực Bắc Giang', 'Khu vực Bắc Ninh'].map(under)).toEqual([58, 41]);
    expect(day.conference.title).toContain('Bắc Ninh');
  });

  test('has people at every point and none at a group', async () => {
    const sites = await organizer.all<Site>(pathTo(ROUTES.sites, day.conference.id));
    const withPeople = new Set(day.people.map(({ siteCode }) => siteCode));
    expect(sites.filter(({ kind, code }) => (kind === 'point') !== withPeople.has(code))).toEqual([]);
  });
});
