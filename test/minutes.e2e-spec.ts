import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { SpeakRequest } from '../src/contract/speaking.js';
import { wallTimeOf } from '../src/contract/zoned-time.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, pair } from './support/hall.js';
import { OFFICE_PAPER, type OfficeDay, officeDay, takeRoll } from './support/office-day.js';
import { pagesOf, partOf, textOf } from './support/paper-text.js';

let app: TestApp;
let day: OfficeDay;
/** The day on which the story happens, by the clock of the conference. */
let today: string;

const bytesOf = async (
  route: 'reportMinutesDocx' | 'reportMinutesPdf',
  query: string,
): Promise<Uint8Array> => {
  const answer = await fetch(app.url + pathTo(ROUTES[route], day.conference.id) + query, {
    headers: { authorization: `Bearer ${app.organizer.token}` },
  });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};
const printed = async (query = `?day=${today}`): Promise<string> =>
  (await pagesOf(await bytesOf('reportMinutesPdf', query))).join(' ');

beforeAll(async () => {
  app = await startTestApp();
  day = await officeDay(app, 40);
  const { organizer } = app;
  const { id, timezone } = day.conference;
  today = wallTimeOf(new Date().toISOString(), timezone).slice(0, 10);
  made(await organizer.patch(pathTo(ROUTES.conference, id), { endsOn: today, status: 'live' }));
  await takeRoll(day);
  made(
    await organizer.post(pathTo(ROUTES.checkpoints, id), {
      name: 'Hôm nay',
      opensAt: new Date().toISOString(),
    }),
  );
  made(await organizer.send('PUT', pathTo(ROUTES.paperSettings, id), { ...OFFICE_PAPER, number: '123' }));
  await lived(id);
}, 60_000);
afterAll(() => app.stop());

async function lived(conferenceId: string): Promise<void> {
  const { organizer } = app;
  const soon = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  const session = made(
    await organizer.post<Session>(pathTo(ROUTES.sessions, conferenceId), {
      title: 'Tổng quan chuyển đổi số',
      startsAt: soon(1),
      endsAt: soon(31),
    }),
  );
  made(await organizer.post(pathTo(ROUTES.sessionStart, session.id)));
  const site = day.sites[0]!;
  const client = app.anonymous.as((await pair(organizer, site.id)).token);
  const call = made(
    await client.post<{ id: string }>(pathTo(ROUTES.siteHelp, site.id), {
      id: randomUUID(),
      message: 'Không nghe được tiếng',
    }),
  );
  made(await organizer.post(pathTo(ROUTES.helpAnswer, call.id), { text: 'Bật lại loa', close: true }));
  made(
    await organizer.post(pathTo(ROUTES.announcements, conferenceId), {
      text: 'Nghỉ giải lao 15 phút',
      to: { all: true },
    }),
  );
  const asks = async (of: number, topic: string): Promise<SpeakRequest> =>
    made(
      await organizer.post<SpeakRequest>(pathTo(ROUTES.speakRequests, conferenceId), {
        id: randomUUID(),
        siteId: day.sites[of]!.id,
        topic,
      }),
    );
  const spoke = await asks(0, 'Kinh nghiệm số hóa hồ sơ');
  await asks(1, 'Khó khăn về đường truyền');
  made(await organizer.post(pathTo(ROUTES.speakCall, spoke.id)));
  made(await organizer.post(pathTo(ROUTES.speakStart, spoke.id)));
  made(await organizer.post(pathTo(ROUTES.sessionEnd, session.id)));
}

describe('the minutes of a day', () => {
  it('tell who came, what happened in its order, who spoke and who did not get to', async () => {
    const text = await printed();
    const inOrder = [
      'BIÊN BẢN',
      'I. THÔNG TIN CHUNG',
      'II. THÀNH PHẦN DỰ',
      'III. DIỄN BIẾN',
      'Thêm phiên Tổng quan chuyển đổi số',
      'Bắt đầu: Tổng quan chuyển đổi số',
      'Gọi hỗ trợ: Không nghe được tiếng',
      'Ban tổ chức trả lời: Bật lại loa',
      `Thông báo đến ${day.sites.length} điểm cầu: Nghỉ giải lao 15 phút`,
      'Kết thúc: Tổng quan chuyển đổi số',
      'IV. Ý KIẾN PHÁT BIỂU',
      'Kinh nghiệm số hóa hồ sơ',
      'Chưa phát biểu được: 1 điểm cầu.',
      'Khó khăn về đường truyền',
      'Biên bản được lập lúc',
      'THƯ KÝ',
      'CHỦ TỌA',
      'Nơi nhận:',
    ];
    const places = inOrder.map((part) => [part, text.indexOf(part)] as const);
    expect(places.filter(([, at]) => at < 0)).toEqual([]);
    expect(places.map(([, at]) => at)).toEqual(places.map(([, at]) => at).sort((a, b) => a - b));
    if (process.env.TEST_KEEP_PAPERS)
      await writeFile(process.env.TEST_KEEP_PAPERS, await bytesOf('reportMinutesPdf', `?day=${today}`));
  });

  it('take neither number nor date nor signer from the report', async () => {
    const text = await printed();
    const [year, month, date] = today.split('-') as [string, string, string];
    expect(text).toContain('Số: ……/BB-……');
    expect(text).toContain(`ngày ${date} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}./.`);
    for (const ofReport of ['123/', OFFICE_PAPER.signerName!, 'ngày 03 tháng 02 năm 2026'])
      expect(text).not.toContain(ofReport);
  });

  it('say the same in the .docx, in the form of the report', async () => {
    const docx = await bytesOf('reportMinutesDocx', `?day=${today}`);
    const words = (text: string): string[] =>
      text
        .replace(/\d\d:\d\d/g, '')
        .split(/\s+/)
        .filter(Boolean)
        .sort();
    const numbers = (await pagesOf(await bytesOf('reportMinutesPdf', `?day=${today}`)))
      .slice(1)
      .map((_, nth) => String(nth + 2));
    expect(words([textOf(docx).join(' '), ...numbers].join(' '))).toEqual(words(await printed()));
    expect(partOf(docx, 'word/document.xml')).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  });

  it('of another day tell nothing of this one, and are in English on request', async () => {
    const before = await printed('?day=2026-11-22');
    expect(before).toContain('Hệ thống không ghi lại diễn biến nào trong ngày.');
    expect(before).not.toContain('Tổng quan chuyển đổi số');
    const english = await printed(`?day=${today}&lang=en`);
    expect(english).toContain('MINUTES');
    expect(english).toContain('Started: Tổng quan chuyển đổi số');
  });
});
