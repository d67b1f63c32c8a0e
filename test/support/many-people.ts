import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';

/** As long as real names become. */
export const LONG_SITE =
  'Điểm cầu Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên ' +
  'và Hội trường Ủy ban nhân dân xã Nghĩa Trung mở rộng';

/**
 * A conference with a checkpoint, `count` people and two sites. Person n is
 * called `Người Thứ n`, for n from 1.
 */
export async function manyPeople(app: TestApp, count: number): Promise<Conference> {
  const made = {
    slug: `dong-${count}`,
    title: 'Hội nghị đông người',
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
    status: 'open',
  };
  const { body: conference } = await app.organizer.post<Conference>(pathTo(ROUTES.conferences), made);
  for (const [code, name] of [
    ['A-1', LONG_SITE],
    ['A-2', 'Xã Ấm Thượng'],
  ])
    await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), { code, name, level: 'commune' });
  await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), {
    name: 'Khai mạc',
    opensAt: '2020-01-01T00:00:00Z',
  });
  const lines = Array.from(
    { length: count },
    (_, at) => `Người Thứ ${at + 1},Ủy ban nhân dân xã Ấm Thượng,Chuyên viên,A-${1 + (at % 2)},in_person`,
  );
  const content = ['fullName,unit,position,siteCode,mode', ...lines].join('\n');
  const { body: report } = await app.organizer.upload<{ created: number }>(
    pathTo(ROUTES.participantImport, conference.id),
    { name: 'danh-sach.csv', content },
  );
  if (report.created !== count) throw new Error(`not imported: ${JSON.stringify(report)}`);
  return conference;
}
