import { parse } from 'csv-parse/sync';
import { randomUUID } from 'node:crypto';
import { read, utils } from '@e965/xlsx';
import type { AttendanceReply, Entry, LedgerEntry } from '../src/contract/attendance.js';
import type { PairReply, TraineeReply } from '../src/contract/auth.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { Checkpoint, Conference } from '../src/contract/conference.js';
import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { standing } from '../src/contract/standing.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';

describe('the attendance report', () => {
  let app: TestApp;
  let conference: Conference;
  let checkpoint: Checkpoint;
  let [hall, commune] = [] as unknown as [Site, Site];
  const people: Participant[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    const made = { startsOn: '2026-11-22', endsOn: '2026-11-22', status: 'open' };
    conference = (
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
        ...made,
        slug: 'ngay-mau',
        title: 'Tập huấn chuyển đổi số',
      })
    ).body;
    hall = (
      await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
        code: 'BG-00',
        name: 'Hội trường tỉnh',
        level: 'province',
        expected: 5,
      })
    ).body;
    commune = (
      await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
        code: 'BG-01',
        name: 'Xã Tân Mỹ',
        level: 'commune',
        parentId: hall.id,
      })
    ).body;
    for (const [fullName, site, unit] of [
      ['Đặng Thị Hường', hall, 'Sở Y tế'],
      ['=HYPERLINK("http://x")', hall, 'Sở Y tế'],
      ['Nguyễn Hữu Dũng', commune, null],
      ['Lê Ánh', commune, null],
      ['Trần Bé', commune, null],
    ] as const) {
      people.push(
        (
          await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
            siteId: site.id,
            fullName,
            unit,
            code: `ma ${people.length}`,
          })
        ).body,
      );
    }
  });
  afterAll(() => app.stop());

  const csv = (query = '', client = app.organizer) =>
    client.get<string & ProblemBody>(`${pathTo(ROUTES.reportCsv, conference.id)}${query}`);
  const rowsOf = (text: string): Record<string, string>[] =>
    parse(text, { bom: true, delimiter: ';', columns: true });
  const record = async (site: Site, ...entries: Partial<Entry>[]): Promise<void> => {
    const complete = entries.map((entry): object => ({
      id: randomUUID(),
      checkpointId: checkpoint.id,
      kind: 'present',
      method: 'roll_call',
      recordedAt: '2026-11-22T01:05:00.000Z',
      ...entry,
    }));
    const { body } = await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, site.id), {
      entries: complete,
    });
    expect(body.receipts.map(({ outcome }) => outcome)).toEqual(entries.map(() => 'accepted'));
  };

  it('is for organizers alone', async () => {
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

  it('needs a checkpoint, of this conference', async () => {
    expect([(await csv()).status, (await csv()).body.code]).toEqual([422, 'report.checkpoint-missing']);
    checkpoint = (
      await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), {
        name: 'Khai mạc 8:00',
        opensAt: '2020-01-01T00:00:00Z',
        closesAt: '2020-01-02T00:00:00Z',
      })
    ).body;
    expect((await csv(`?checkpointId=${randomUUID()}`)).body.code).toBe('checkpoint.not-found');
    for (const query of ['?checkpointId=x', '?lang=fr', '?by=age', '?separator=x', '?colour=red'])
      expect([query, (await csv(query)).status]).toEqual([query, 400]);
    expect((await csv()).status).toBe(200);
  });

  it('says for every person where they stand, why, and what came with it', async () => {
    const [huong, hyperlink, dung, anh, be] = people as [
      Participant,
      Participant,
      Participant,
      Participant,
      Participant,
    ];
    await record(
      hall,
      { participantId: huong.id },
      { participantId: dung.id, recordedAt: '2026-11-22T02:00:00.000Z' },
    );
    await record(
      commune,
      { participantId: dung.id, mode: 'online' },
      { participantId: anh.id, kind: 'absent', reason: 'business_trip', offline: true },
    );
    await record(
      commune,
      { walkIn: { fullName: 'Khách Vãng Lai', unit: 'Đội 5' }, method: 'walk_in', substituteFor: anh.id },
      { participantId: be.id, method: 'paper' },
    );
    const answer = await csv();
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="Diem danh - Tap huan chuyen doi so - Khai mac 8 00.csv"; filename*=UTF-8''${encodeURIComponent('Điểm danh - Tập huấn chuyển đổi số - Khai mạc 8 00.csv')}`,
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
        'Đi công tác',
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

  it('sums to what the ledger says by the one rule, and to what the board shows', async () => {
    const { items } = (
      await app.organizer.get<Page<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, conference.id)}?checkpointId=${checkpoint.id}&limit=500`,
      )
    ).body;
    const ids = [...new Set(items.map((entry) => entry.participantId!))];
    const states = ids.map((id) => standing(items.filter((entry) => entry.participantId === id)).state);
    const count = (state: string): number => states.filter((one) => one === state).length;
    for (const by of ['site', 'level', 'unit']) {
      const total = rowsOf((await csv(`?by=${by}`)).body).at(-1)!;
      expect([
        by,
        ...['Có mặt trực tiếp', 'Có mặt trực tuyến', 'Vắng mặt', 'Đã rời'].map((name) => Number(total[name])),
      ]).toEqual([by, ...['in_person', 'online', 'absent', 'left'].map(count)]);
      expect([total['Tổng số người'], total['Ngoài danh sách'], total['Tổng có mặt']]).toEqual([
        '6',
        '1',
        '4',
      ]);
      // Of those expected: sites say their own number, units go by their people on the lists.
      expect([by, total['Dự kiến'], total['Tỷ lệ có mặt']]).toEqual(
        by === 'unit' ? [by, '5', '80%'] : [by, '8', '50%'],
      );
    }
    const { body: board } = await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, conference.id));
    const sites = rowsOf((await csv('?by=site')).body).slice(0, -1);
    expect(
      sites.map((row) => [
        row['Mã điểm cầu'],
        ...[
          'Dự kiến',
          'Có mặt trực tiếp',
          'Có mặt trực tuyến',
          'Vắng mặt',
          'Đã rời',
          'Chưa điểm danh',
          'Ngoài danh sách',
        ].map((name) => Number(row[name])),
      ]),
    ).toEqual(
      board.sites.map(({ code, expected, counts }) => [
        code,
        expected,
        counts.inPerson,
        counts.online,
        counts.absent,
        counts.left,
        counts.unmarked,
        counts.walkIns,
      ]),
    );
  });

  it('opens as a workbook of a sheet for each table, with texts as texts', async () => {
    const answer = await fetch(app.url + pathTo(ROUTES.reportXlsx, 'ngay-mau'), {
      headers: { authorization: `Bearer ${app.organizer.token}` },
    });
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(answer.headers.get('content-disposition')).toContain('Khai%20m%E1%BA%A1c%208%2000.xlsx');
    const book = read(Buffer.from(await answer.arrayBuffer()), { cellFormula: true });
    expect(book.SheetNames).toEqual([
      'Theo đơn vị',
      'Theo cấp',
      'Theo điểm cầu',
      'Chốt điểm danh',
      'Theo người',
      'Sửa sau khi chốt',
    ]);
    const table = (name: string): Record<string, string | number>[] =>
      utils.sheet_to_json(book.Sheets[name]!);
    expect(table('Theo người').map((row) => row['Họ và tên'])).toEqual(
      expect.arrayContaining(['=HYPERLINK("http://x")', 'Đặng Thị Hường']),
    );
    const cells = Object.values(book.Sheets['Theo người']!).filter(
      (cell): cell is { f?: string; t: string } => typeof cell === 'object' && 't' in (cell as object),
    );
    expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
    expect(table('Theo cấp').map((row) => [row['Cấp'], row['Số điểm cầu'], row['Tổng có mặt']])).toEqual([
      ['Tỉnh', 1, 2],
      ['Xã', 1, 2],
      ['Tổng cộng', 2, 4],
    ]);
    expect(table('Theo đơn vị').map((row) => row['Đơn vị'])).toEqual([
      'Đội 5',
      'Sở Y tế',
      '(Không ghi đơn vị)',
      'Tổng cộng',
    ]);
    expect(table('Theo điểm cầu').at(1)).toMatchObject({
      'Mã điểm cầu': 'BG-01',
      'Trực thuộc': 'Hội trường tỉnh',
      'Dự kiến': 3,
      'Tỷ lệ có mặt': 0.66,
    });
  });

  it('speaks English when asked to, and separates as asked', async () => {
    const answer = await csv('?lang=en&by=level&separator=comma');
    expect(parse(answer.body, { bom: true, columns: true })).toMatchObject([
      { Level: 'Province', Present: '2' },
      { Level: 'Commune', Present: '2' },
      { Level: 'Total', Expected: '8' },
    ]);
  });

  it('holds the heads that a site confirmed against its names, and lists what was changed afterwards', async () => {
    const [, , , anh, be] = people as [Participant, Participant, Participant, Participant, Participant];
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
