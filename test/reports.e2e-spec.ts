import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry, LedgerEntry } from '../src/contract/attendance.js';
import type { PairReply, TraineeReply } from '../src/contract/auth.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { ReportFigures } from '../src/contract/figures.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { standing } from '../src/contract/standing.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { makeHall } from './support/hall.js';
import { type ReportDay, reportDay, rowsOf } from './support/report-day.js';

describe('the attendance report', () => {
  let app: TestApp;
  let day: ReportDay;
  let { conference, hall, commune, people, csv } = {} as ReportDay;
  let checkpoint: Checkpoint;
  beforeAll(async () => {
    app = await startTestApp();
    day = await reportDay(app);
    ({ conference, hall, commune, people, csv } = day);
  });
  afterAll(() => app.stop());

  it('is only for organizers', async () => {
    const { body: pairing } = await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, hall.id));
    const { token: console } = (
      await app.anonymous.post<PairReply>(pathTo(ROUTES.pair), { code: pairing.code, deviceName: 'PC' })
    ).body;
    const { token: trainee } = (
      await app.anonymous.post<TraineeReply>(pathTo(ROUTES.trainee), { code: people[0]!.code })
    ).body;
    for (const route of [ROUTES.reportCsv, ROUTES.reportXlsx, ROUTES.reportPdf]) {
      const answers = await Promise.all(
        [app.anonymous, app.anonymous.as(console), app.anonymous.as(trainee)].map((client) =>
          client.get(pathTo(route, conference.id)),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([401, 403, 403]);
    }
  });

  it('needs a checkpoint of this conference', async () => {
    expect([(await csv()).status, (await csv()).body.code]).toEqual([422, 'report.checkpoint-missing']);
    checkpoint = await day.openCheckpoint();
    expect((await csv(`?checkpointId=${randomUUID()}`)).body.code).toBe('checkpoint.not-found');
    for (const query of ['?checkpointId=x', '?lang=fr', '?by=age', '?separator=x', '?colour=red'])
      expect([query, (await csv(query)).status]).toEqual([query, 400]);
    expect((await csv()).status).toBe(200);
  });

  it('gives each person’s state, its reason, and the entry’s details', async () => {
    const [, hyperlink] = people;
    await day.takeRoll(checkpoint.id);
    const answer = await csv();
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="Diem danh - Tap huan chuyen doi so - Khai mac 8 00.csv"; ' +
        `filename*=UTF-8''${encodeURIComponent('Điểm danh - Tập huấn chuyển đổi số - Khai mạc 8 00.csv')}`,
    );
    const rows = rowsOf(answer.body);
    expect(
      rows.map((row) => [
        row['Họ và tên'],
        row['Mã điểm cầu'],
        row['Trạng thái'],
        row['Tính tại điểm cầu'],
        row['Lý do'],
        row['Thay cho'],
        row['Thời điểm ghi nhận'],
        row['Ghi chú'],
      ]),
    ).toEqual([
      [`'${hyperlink.fullName}`, 'BG-00', 'Chưa điểm danh', 'BG-00 Hội trường tỉnh', '', '', '', ''],
      [
        'Đặng Thị Hường',
        'BG-00',
        'Có mặt trực tiếp',
        'BG-00 Hội trường tỉnh',
        '',
        '',
        '22/11/2026 08:05:00',
        'nhận sau giờ chốt',
      ],
      [
        'Lê Ánh',
        'BG-01',
        'Vắng mặt',
        'BG-01 Xã Tân Mỹ',
        'Đi công tác; có Khách Vãng Lai dự thay',
        '',
        '22/11/2026 08:05:00',
        'nhận sau giờ chốt, ghi khi mất mạng',
      ],
      [
        'Trần Bé',
        'BG-01',
        'Có mặt trực tiếp',
        'BG-01 Xã Tân Mỹ',
        '',
        '',
        '22/11/2026 08:05:00',
        'nhận sau giờ chốt, theo phiếu giấy',
      ],
      [
        'Nguyễn Hữu Dũng',
        'BG-01',
        'Có mặt trực tiếp',
        'BG-00 Hội trường tỉnh',
        '',
        '',
        '22/11/2026 09:00:00',
        'nhận sau giờ chốt',
      ],
      [
        'Khách Vãng Lai',
        'BG-01',
        'Có mặt trực tiếp',
        'BG-01 Xã Tân Mỹ',
        '',
        'Lê Ánh',
        '22/11/2026 08:05:00',
        'nhận sau giờ chốt, ngoài danh sách',
      ],
    ]);
    expect(rows.find((row) => row['Họ và tên'] === 'Nguyễn Hữu Dũng')!['Căn cứ']).toBe(
      'Trực tiếp được tính trước trực tuyến',
    );
  });

  it('is of one site and what lies below it, on request', async () => {
    const names = async (siteId: string): Promise<string[]> =>
      rowsOf((await csv(`?siteId=${siteId}`)).body).map((row) => row['Họ và tên']!);
    const whole = rowsOf((await csv()).body).map((row) => row['Họ và tên']!);
    expect(await names(hall.id)).toEqual(whole);
    expect(await names(commune.id)).toEqual(['Lê Ánh', 'Trần Bé', 'Nguyễn Hữu Dũng', 'Khách Vãng Lai']);
    const bySite = rowsOf((await csv(`?by=site&siteId=${commune.id}`)).body);
    expect(bySite.map((row) => [row['Mã điểm cầu'], row['Trong danh sách']])).toEqual([
      ['BG-01', '3'],
      ['Tổng cộng', '3'],
    ]);
    expect((await csv(`?siteId=${commune.id}`)).headers.get('content-disposition')).toContain(
      encodeURIComponent('Khai mạc 8 00 - Xã Tân Mỹ.csv'),
    );
    const figures = pathTo(ROUTES.reportFigures, conference.id);
    const { body } = await app.organizer.get<ReportFigures>(`${figures}?siteId=${commune.id}`);
    expect([body.total.sites, body.total.listed, body.total.outside.inPerson]).toEqual([1, 3, 1]);
  });

  it('is of no site of another conference', async () => {
    const { sites } = await makeHall(app.organizer, { sites: 1, people: 1 });
    for (const siteId of [sites[0]!.id, randomUUID()])
      expect((await csv(`?siteId=${siteId}`)).body.code).toBe('site.not-found');
  });

  it('sums to the same as the ledger and the board', async () => {
    const { items } = (
      await app.organizer.get<Page<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, conference.id)}?checkpointId=${checkpoint.id}&limit=500`,
      )
    ).body;
    const ids = [...new Set(items.map((entry) => entry.participantId!))];
    const states = ids
      .filter((id) => people.some((person) => person.id === id))
      .map((id) => standing(items.filter((entry) => entry.participantId === id)).state);
    const count = (state: string): number => states.filter((one) => one === state).length;
    for (const by of ['site', 'level', 'area', 'unit']) {
      const total = rowsOf((await csv(`?by=${by}`)).body).at(-1)!;
      expect([
        by,
        ...['Có mặt trực tiếp', 'Có mặt trực tuyến', 'Vắng mặt', 'Đã rời'].map((name) => Number(total[name])),
      ]).toEqual([by, ...['in_person', 'online', 'absent', 'left'].map(count)]);
      // One denominator: people on the lists. The guest of no list is beside them.
      expect([
        by,
        total['Trong danh sách'],
        total['Tổng có mặt'],
        total['Tỷ lệ có mặt'],
        total['Ngoài danh sách'],
      ]).toEqual([by, '5', '3', '60%', '1']);
    }
    const { body: board } = await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, conference.id));
    const sites = rowsOf((await csv('?by=site')).body).slice(0, -1);
    expect(
      sites.map((row) => [
        row['Mã điểm cầu'],
        ...[
          'Trong danh sách',
          'Có mặt trực tiếp',
          'Có mặt trực tuyến',
          'Vắng mặt',
          'Đã rời',
          'Chưa điểm danh',
          'Ngoài danh sách',
          'Khách từ điểm cầu khác',
        ].map((name) => Number(row[name])),
      ]),
    ).toEqual(
      board.sites.map(({ code, listed, counts, guests }) => [
        code,
        listed,
        counts.inPerson,
        counts.online,
        counts.absent,
        counts.left,
        counts.unmarked,
        counts.walkIns,
        guests.inPerson,
      ]),
    );
    // A figure of the site's own stands where its list is of another length.
    expect(sites.map((row) => row['Dự kiến (khác danh sách)'])).toEqual(['5', '']);
  });

  it('compares confirmed headcounts with names, and lists later amendments', async () => {
    const [, , , anh, be] = people;
    const { body: pairing } = await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, commune.id));
    const coordinator = app.anonymous.as(
      (
        await app.anonymous.post<PairReply>(pathTo(ROUTES.pair), {
          code: pairing.code,
          deviceName: 'PC Tân Mỹ',
        })
      ).body.token,
    );
    const said = (entry: Partial<Entry>): object => ({
      id: randomUUID(),
      checkpointId: checkpoint.id,
      kind: 'present',
      method: 'roll_call',
      recordedAt: '2026-11-22T03:00:00.000Z',
      ...entry,
    });
    const say = async (...entries: object[]): Promise<void> => {
      const { body } = await coordinator.post<AttendanceReply>(pathTo(ROUTES.attendance, commune.id), {
        entries,
      });
      expect(body.receipts.map(({ outcome }) => outcome)).toEqual(entries.map(() => 'accepted'));
    };
    const mistaken = said({ kind: 'confirm', headcount: 9 });
    await say(
      mistaken,
      said({ kind: 'undo', undoes: (mistaken as Entry).id }),
      said({
        kind: 'confirm',
        headcount: 1,
        note: 'một người ra ngoài',
        recordedAt: '2026-11-22T03:05:00.000Z',
      }),
    );
    await say(
      said({
        participantId: anh.id,
        recordedAt: '2026-11-22T03:10:00.000Z',
        amendment: 'đến muộn',
        clockOffset: -240_000,
      }),
      said({ participantId: be.id, kind: 'left', recordedAt: '2026-11-22T02:59:00.000Z' }),
    );
    expect(rowsOf((await csv('?by=confirmation')).body)).toMatchObject([
      {
        'Điểm cầu': 'Hội trường tỉnh',
        'Chốt điểm danh': 'Chưa chốt',
        'Số người đếm được': '',
        'Chênh lệch': '',
      },
      {
        'Điểm cầu': 'Xã Tân Mỹ',
        'Chốt điểm danh': 'Đã chốt',
        'Chốt lúc': '22/11/2026 10:05:00',
        'Số người đếm được': '1',
        'Số người có tên': '2',
        'Chênh lệch': '-1',
        'Giải thích': 'một người ra ngoài',
      },
      { 'Mã điểm cầu': 'Tổng cộng', 'Số người đếm được': '1', 'Số người có tên': '2', 'Chênh lệch': '-1' },
    ]);
    expect(
      rowsOf((await csv('?by=amendment')).body).map((row) => [
        row['Người ghi'],
        row['Họ và tên'],
        row['Nội dung'],
        row['Lý do sửa'],
        row['Ghi chú'],
      ]),
    ).toEqual([
      ['Điểm cầu: PC Tân Mỹ', '', 'Hoàn tác: Chốt điểm danh', '', ''],
      ['Điểm cầu: PC Tân Mỹ', 'Lê Ánh', 'Có mặt trực tiếp', 'đến muộn', 'đồng hồ máy chậm 4 phút'],
      ['Điểm cầu: PC Tân Mỹ', 'Trần Bé', 'Đã rời', 'ghi trước khi chốt, nhận sau khi chốt', ''],
    ]);
    expect(rowsOf((await csv()).body).find((row) => row['Họ và tên'] === 'Lê Ánh')!['Ghi chú']).toContain(
      'đồng hồ máy chậm 4 phút',
    );
  });
});
