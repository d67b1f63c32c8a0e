import type { Conference } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { MaterialReleased } from '../src/materials/materials.events.js';
import { Reader } from '../src/platform/database/reader.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made } from './support/hall.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

it('a release is not forgotten when the database does not answer at its time', async () => {
  const conference = made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      slug: 'ngay-mau',
      title: 'Tập huấn',
      startsOn: '2026-11-22',
      endsOn: '2026-11-22',
    }),
  );
  const released = new Promise<string>((hear) =>
    app.app.get(EventBus).on(MaterialReleased, ({ material }) => hear(material.title)),
  );
  const reader = app.app.get(Reader);
  const query = reader.query.bind(reader);
  let isGone = true;
  reader.query = (sql, values) => {
    if (!isGone || !sql.includes('MIN("releaseAt")')) return query(sql, values);
    isGone = false;
    return Promise.reject(new Error('the database is gone'));
  };
  const fields = { title: 'Đáp án', releaseAt: new Date(Date.now() + 300).toISOString() };
  made(
    await app.organizer.upload(
      pathTo(ROUTES.materials, conference.id),
      { name: 'a.pdf', content: '%PDF-1.7\n%%EOF\n' },
      fields,
    ),
  );
  expect(await released).toBe('Đáp án');
  expect(isGone).toBe(false);
});
