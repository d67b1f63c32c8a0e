import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';
import { made } from './hall.js';
import { type Place, place } from './two-conferences.js';

/** A conference under way on which something of everything has happened, and all that is set up is set. */
export async function fullDay(app: TestApp, slug: string): Promise<Place> {
  const day = await place(app, slug, 'live');
  const { organizer } = app;
  const { conference } = day;
  const group = made(
    await organizer.post<Site>(pathTo(ROUTES.sites, conference), {
      code: 'KV',
      name: 'Khu vực',
      kind: 'group',
    }),
  );
  made(
    await organizer.patch(pathTo(ROUTES.site, day.site), {
      parentId: group.id,
      expected: 15,
      contactName: 'Lương Văn Minh',
      contactPhone: '0204 333 444',
      line: 'VNPT',
    }),
  );
  made(
    await organizer.post(pathTo(ROUTES.participants, conference), {
      siteId: day.site,
      code: 'CB-0042',
      fullName: 'Nguyễn Hữu Dũng',
      unit: 'Sở Nội vụ',
      mode: 'online',
    }),
  );
  made(
    await organizer.patch(pathTo(ROUTES.checkpoint, day.checkpoint), {
      opensAt: '2026-11-22T00:30:00.000Z',
      sessionId: day.session,
    }),
  );
  made(
    await organizer.patch(pathTo(ROUTES.session, day.session), { broadcastUrl: 'https://zoom.us/j/phien-1' }),
  );
  made(await organizer.post(pathTo(ROUTES.sessionStart, day.session)));
  made(
    await organizer.patch(pathTo(ROUTES.material, day.material), {
      sessionId: day.session,
      releaseAt: '2026-11-22T05:00:00.000Z',
    }),
  );
  const off = { title: 'Đã hủy', startsAt: '2026-11-22T03:00:00.000Z', endsAt: '2026-11-22T04:00:00.000Z' };
  const { id } = made(await organizer.post<Session>(pathTo(ROUTES.sessions, conference), off));
  made(await organizer.patch(pathTo(ROUTES.session, id), { status: 'cancelled' }));
  made(
    await organizer.patch(pathTo(ROUTES.conference, conference), {
      hotline: '0204 555 666',
      broadcastUrl: 'https://zoom.us/j/chung',
      broadcastPublic: true,
    }),
  );
  made(
    await organizer.send('PUT', pathTo(ROUTES.readinessItems, conference), {
      staleHours: 48,
      deadline: '2026-11-21T09:00:00.000Z',
    }),
  );
  made(await organizer.send('PUT', pathTo(ROUTES.runbook, conference), { ours: 'Gọi phòng máy' }));
  made(
    await organizer.send('PUT', pathTo(ROUTES.paperSettings, conference), {
      issuingBody: 'Sở Nội vụ',
      number: '12',
      date: '2026-11-22',
    }),
  );
  made(
    await organizer.upload(
      `${pathTo(ROUTES.siteImport, conference)}?dryRun=false`,
      { name: 'a.csv', content: 'Ma DC,Ten\nC1,Xã C' },
      { mapping: JSON.stringify({ madc: 'code' }) },
    ),
  );
  return day;
}
