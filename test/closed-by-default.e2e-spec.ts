import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES } from '../src/contract/account.js';
import { ROUTES } from '../src/contract/routes.js';
import { API_BASE } from '../src/contract/version.js';
import { ConferenceOfService } from '../src/identity/guard/conference-of.service.js';
import { LiveGateway } from '../src/live/live-gateway.decorator.js';
import { startTestApp, type TestApp } from './support/app.js';
import {
  aroundEventsOf,
  collectRoutes,
  type Entrance,
  guardedRoutes,
  liveEvents,
} from './support/entrances.js';
import { nameOf, OUTSIDE, TABLE } from './support/who-may.js';
import { LIVE } from './support/who-may-live.js';

/** Pages are files for everybody; what they show comes through the routes above. */
const PAGES = [
  'GET /',
  'GET /c/:slug',
  'GET /site-screen',
  'GET /organizer',
  'GET /organizer/*',
  'GET /console',
  'GET /console/*',
  'GET /i',
  'GET /api/v1/docs',
  'GET /*',
];

const routes = collectRoutes();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('closed by default', () => {
  test('every route and every live event says who may', () => {
    const entrances = [...guardedRoutes(app, API_BASE, Object.values(OUTSIDE)), ...liveEvents(app)];
    expect(entrances.length).toBeGreaterThan(50);
    expect(entrances.filter(({ allowed }) => allowed.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test('every route and event for organizers says what an account with only a part may do', () => {
    const OWN = ['/api/v1/auth/', '/api/v1/accounts/', '/api/v1/copies/'];
    const asks = ({ name }: Entrance): boolean =>
      !name.includes('/') || (name.includes('/:id') && !OWN.some((own) => name.includes(own)));
    const isOrganizers = ({ allowed }: Entrance): boolean =>
      allowed.includes('anyone') || ROLES.some((role) => allowed.includes(role));
    const entrances = [...guardedRoutes(app, API_BASE, Object.values(OUTSIDE)), ...liveEvents(app)];
    const silent = entrances.filter((one) => asks(one) && isOrganizers(one) && one.parts === null);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test('every live event is guarded, checked, metered and answered as `@LiveGateway()` says', () => {
    @LiveGateway()
    class Model {}
    for (const { name, around } of liveEvents(app))
      expect({ name, around }).toEqual({ name, around: aroundEventsOf(Model) });
    expect(aroundEventsOf(Model)).not.toContain(undefined);
  });

  test('of every thing it is known in which conference it lies, or that it lies in none', () => {
    // A copy is for those who work everywhere.
    const OF_NONE = ['auth', 'accounts', 'copies'];
    const conferenceOf = app.app.get(ConferenceOfService);
    const parts = Object.values(ROUTES)
      .filter((path) => path.includes('/:id'))
      .map((path) => path.split('/')[1]!);
    const unknown = new Set(parts.filter((part) => conferenceOf.thing(part) === null));
    expect([...unknown].sort()).toEqual([...OF_NONE].sort());
  });

  test('no route stands beside the guard but the pages', () => {
    const guarded = new Set(guardedRoutes(app, API_BASE, Object.values(OUTSIDE)).map(({ name }) => name));
    const unguarded = [...routes].filter((route) => !guarded.has(route));
    expect(unguarded.filter((route) => !PAGES.includes(route))).toEqual([]);
    expect([...guarded].filter((route) => !routes.has(route))).toEqual([]);
  });

  test('the table names every route and every live event, and none that is gone', () => {
    const named = new Set(TABLE.map(nameOf));
    const guarded = guardedRoutes(app, API_BASE, Object.values(OUTSIDE)).map(({ name }) => name);
    expect(guarded.filter((route) => !named.has(route))).toEqual([]);
    expect([...named].filter((route) => !routes.has(route))).toEqual([]);
    expect(
      liveEvents(app)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(LIVE).sort());
  });
});
