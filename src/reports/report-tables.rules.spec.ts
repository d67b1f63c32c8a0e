import { parse } from 'csv-parse/sync';
import type { ReportedAmendment, ReportedConfirmation } from './confirmation-tables.rules.js';
import { buffer } from 'node:stream/consumers';
import { writeCsv } from './csv.js';
import type { ReportedPerson } from './report.rules.js';
import { messages as reportMessages, type Messages as ReportMessages } from '#messages/all/reports.js';
import { personFrame, personRow, SUM_TABLES, type SumsSource } from './report-tables.rules.js';
import { substitutesAmong } from './substitutes.rules.js';
import { type Row, type Table, text } from './table.js';
import { people, person, rosterOf, sites, sumsBySite, sumsByUnit } from '../../test/support/reported.js';

const confirmed = (siteId: string, over: Partial<ReportedConfirmation> = {}): ReportedConfirmation => ({
  siteId,
  kind: 'confirm',
  headcount: 2,
  note: null,
  reason: null,
  recordedAt: '2026-11-22T01:30:00.000Z',
  clockOffset: null,
  ...over,
});
const amended = (over: Partial<ReportedAmendment>): ReportedAmendment => ({
  siteId: 'b',
  kind: 'present',
  mode: 'in_person',
  undoneKind: null,
  undoneMode: null,
  fullName: 'Lê Ánh',
  reason: null,
  amendment: 'đến muộn',
  recordedAt: '2026-11-22T01:40:00.000Z',
  receivedAt: '2026-11-22T01:41:00.000Z',
  clockOffset: null,
  actorKind: 'coordinator',
  actorName: 'Máy tính',
  ...over,
});
const source: SumsSource = {
  bySite: sumsBySite(people, sites),
  byUnit: sumsByUnit(people),
  groups: [],
  timezone: 'Asia/Ho_Chi_Minh',
  confirmations: [
    confirmed('a', { headcount: 3, note: 'hai lái xe', clockOffset: 120_001 }),
    confirmed('b', { headcount: 0 }),
    confirmed('c', { kind: 'reopen', headcount: null, reason: 'đếm lại' }),
  ],
  amendments: [
    amended({}),
    amended({
      kind: 'absent',
      mode: null,
      reason: 'sick',
      amendment: 'late-arrival',
      clockOffset: 3_600_000,
    }),
    amended({
      kind: 'undo',
      mode: null,
      undoneKind: 'present',
      undoneMode: 'online',
      actorKind: 'organizer',
      actorName: 'Ban tổ chức',
    }),
    amended({ kind: 'undo', mode: null, undoneKind: 'confirm', fullName: null, amendment: null }),
    amended({
      kind: 'reopen',
      mode: null,
      fullName: null,
      amendment: null,
      reason: 'đếm lại',
      actorName: null,
    }),
  ],
};

const lookup = {
  siteOf: new Map(sites.map((site) => [site.id, site])),
  nameOf: (id: string) => id,
  timezone: 'Asia/Ho_Chi_Minh',
};
const personRows = (crowd: ReportedPerson[], words: ReportMessages = reportMessages.vi): Row[] =>
  rosterOf(crowd, sites).map((one, at) => personRow(one, at + 1, lookup, words));
const csvOf = (table: Table, separator: 'semicolon' | 'comma'): Promise<Buffer> =>
  buffer(writeCsv({ ...table, slices: [table.rows] }, separator));

describe('the tables of the report', () => {
  it('compare heads with names by site, give the reason, and sum confirmed sites', async () => {
    const table = SUM_TABLES.confirmation(source, reportMessages.vi);
    expect(table.columns.map(({ title }) => title).slice(2)).toEqual([
      'Chốt điểm danh',
      'Chốt lúc',
      'Số người đếm được',
      'Số người có tên',
      'Chênh lệch',
      'Giải thích',
      'Ghi chú',
    ]);
    expect(table.rows).toEqual([
      ['A', 'Điểm a', 'Đã chốt', '22/11/2026 08:30:00', 3, 1, 2, 'hai lái xe', 'đồng hồ máy nhanh 2 phút'],
      ['B', 'Điểm b', 'Đã chốt', '22/11/2026 08:30:00', 0, 1, -1, null, null],
      ['C', 'Điểm c', 'Đã mở lại', null, null, null, null, 'đếm lại', null],
      ['Tổng cộng', null, null, null, 3, 2, 1, null, null],
    ]);
    expect(SUM_TABLES.confirmation({ ...source, confirmations: [] }, reportMessages.vi).rows[0]).toEqual([
      'A',
      'Điểm a',
      'Chưa chốt',
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect((await csvOf(table, 'semicolon')).toString()).toContain(';0;1;-1;');
  });
  it('list every amendment: who, when, what and why', () => {
    const table = SUM_TABLES.amendment(source, reportMessages.vi);
    expect(table.rows.map((row) => row.slice(2))).toEqual([
      [
        '22/11/2026 08:41:00',
        '22/11/2026 08:40:00',
        'Điểm cầu: Máy tính',
        'Lê Ánh',
        'Có mặt trực tiếp',
        'đến muộn',
        null,
      ],
      [
        '22/11/2026 08:41:00',
        '22/11/2026 08:40:00',
        'Điểm cầu: Máy tính',
        'Lê Ánh',
        'Vắng mặt (Ốm)',
        'ghi trước khi chốt, nhận sau khi chốt',
        'đồng hồ máy nhanh 60 phút',
      ],
      [
        '22/11/2026 08:41:00',
        '22/11/2026 08:40:00',
        'Ban tổ chức: Ban tổ chức',
        'Lê Ánh',
        'Hoàn tác: Có mặt trực tuyến',
        'đến muộn',
        null,
      ],
      [
        '22/11/2026 08:41:00',
        '22/11/2026 08:40:00',
        'Điểm cầu: Máy tính',
        null,
        'Hoàn tác: Chốt điểm danh',
        null,
        null,
      ],
      [
        '22/11/2026 08:41:00',
        '22/11/2026 08:40:00',
        'Điểm cầu',
        null,
        'Mở lại mốc điểm danh',
        'đếm lại',
        null,
      ],
    ]);
  });
  it('give a person’s state, reason and local time in words', () => {
    const someone = person('6', {
      fullName: 'Hồ Thị Mai',
      state: 'in_person',
      siteId: 'b',
      because: 'room-over-screen',
      substituteFor: '3',
      recordedAt: '2026-11-22T01:05:09.000Z',
      isLate: true,
      isOffline: true,
      method: 'paper',
      clockOffset: -181_000,
    });
    const rows = personRows([...people, someone]);
    const row = rows.find((cells) => cells[1] === 'Hồ Thị Mai')!;
    expect(row.slice(4)).toEqual([
      'A',
      'Điểm a',
      'Sở, ban, ngành',
      'Có mặt trực tiếp',
      'B Điểm b',
      'Trực tiếp được tính trước trực tuyến',
      null,
      '3',
      '22/11/2026 08:05:09',
      'nhận sau giờ chốt, ghi khi mất mạng, theo phiếu giấy, đồng hồ máy chậm 3 phút',
    ]);
    expect(rows.find((cells) => cells[1] === '3')![10]).toBe('Đi công tác');
    expect(rows.map((cells) => cells[0])).toEqual([1, 2, 3, 4, 5, 6]);
  });
  it.each([
    ['absent', 'unknown', 'có Hồ Thị Mai dự thay'],
    ['absent', null, 'có Hồ Thị Mai dự thay'],
    ['absent', 'sick', 'Ốm; có Hồ Thị Mai dự thay'],
    ['unmarked', null, 'có Hồ Thị Mai dự thay'],
    ['in_person', null, null],
  ] as const)('name who came instead of somebody %s (%s)', (state, reason, cell) => {
    const instead = (fullName: string, own: 'in_person' | 'absent') => ({
      substituteFor: '3',
      fullName,
      origin: 'roster' as const,
      homeSiteId: 'a',
      state: own,
      siteId: 'a',
      forName: '3',
      forHomeSiteId: 'a',
      forOrigin: 'roster' as const,
      forState: state,
      forSiteId: 'a',
    });
    const { ofPerson, names } = substitutesAmong(
      [instead('Hồ Thị Mai', 'in_person'), instead('Lê Ánh', 'absent')],
      null,
    );
    expect(names).toEqual(new Map([['3', '3']]));
    const rows = personRows([person('3', { state, reason, substitutes: ofPerson.get('3')! })]);
    expect(rows[0]![10]).toBe(cell);
  });
  it('name nobody of a list that the reader may not see, as a substitute or as who is absent', () => {
    const row = {
      substituteFor: '3',
      fullName: 'Hồ Thị Mai',
      origin: 'roster' as const,
      homeSiteId: 'a',
      state: 'online' as const,
      siteId: 'a',
      forName: 'Lê Ánh',
      forHomeSiteId: 'b',
      forOrigin: 'roster' as const,
      forState: null,
      forSiteId: null,
    };
    const seen = (reach: string[]) => substitutesAmong([row], new Set(reach));
    expect(seen(['a'])).toEqual({ ofPerson: new Map([['3', ['Hồ Thị Mai']]]), names: new Map() });
    expect(seen(['b'])).toEqual({ ofPerson: new Map([['3', [null]]]), names: new Map([['3', 'Lê Ánh']]) });
    const gone = { ...row, forName: null, forHomeSiteId: null, forOrigin: null };
    expect(substitutesAmong([gone], null).names).toEqual(new Map());
  });
  it('have as many cells as columns', () => {
    for (const words of [reportMessages.vi, reportMessages.en]) {
      const tables: Pick<Table, 'columns' | 'rows'>[] = [
        ...Object.values(SUM_TABLES).map((tableOf) => tableOf(source, words)),
        { ...personFrame(words), rows: personRows(people, words) },
      ];
      for (const { columns, rows } of tables)
        for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });
});

describe('the report as CSV', () => {
  const table = (cells: string[]): Table => ({
    name: 'x',
    columns: [text('Tên', 1), { title: 'Tỷ lệ', width: 1, kind: 'share' }],
    rows: cells.map((cell) => [cell, 0.934]),
    hasTotal: false,
  });

  it('begins with the mark, is separated by ; and keeps every diacritic, quote and line break', async () => {
    const csv = await csvOf(table(['Đặng "Bé"; Thị', 'hai\ndòng']), 'semicolon');
    expect(csv.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(parse(csv, { bom: true, delimiter: ';' })).toEqual([
      ['Tên', 'Tỷ lệ'],
      ['Đặng "Bé"; Thị', '93%'],
      ['hai\ndòng', '93%'],
    ]);
    expect(csv.toString()).toContain('\r\n');
  });
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('takes the sting out of %p', async (sharp) => {
    const [, row] = parse(await csvOf(table([sharp]), 'comma'), { bom: true }) as string[][];
    expect(row![0]).toBe(`'${sharp}`);
  });
});
