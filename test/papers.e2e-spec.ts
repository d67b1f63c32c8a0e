import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractTextItems } from 'unpdf';
import type { ReportFigures } from '../src/contract/figures.js';
import type { PaperSettings } from '../src/contract/paper.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made } from './support/hall.js';
import { OFFICE_PAPER, type OfficeDay, officeDay, takeRoll } from './support/office-day.js';
import { pagesOf, partOf, textOf } from './support/paper-text.js';

let app: TestApp;
let day: OfficeDay;
beforeAll(async () => {
  app = await startTestApp();
  day = await officeDay(app, 120);
  await takeRoll(day);
});
afterAll(() => app.stop());

type FileRoute = 'reportSummaryDocx' | 'reportSummaryPdf' | 'reportAppendixDocx' | 'reportAppendixPdf';
const answer = (route: FileRoute, query = ''): Promise<Response> =>
  fetch(app.url + pathTo(ROUTES[route], day.conference.id) + query, {
    headers: { authorization: `Bearer ${app.organizer.token}` },
  });
const bytesOf = async (route: FileRoute, query = ''): Promise<Uint8Array> =>
  new Uint8Array(await (await answer(route, query)).arrayBuffer());
const settings = (body: object): ReturnType<typeof app.organizer.send<PaperSettings>> =>
  app.organizer.send<PaperSettings>('PUT', pathTo(ROUTES.paperSettings, day.conference.id), body);
const at = (query = ''): string => `?checkpointId=${day.checkpoints[0].id}${query}`;
const figures = async (query: string): Promise<ReportFigures> =>
  made(await app.organizer.get<ReportFigures>(`${pathTo(ROUTES.reportFigures, day.conference.id)}${query}`));

describe('what stands around a paper', () => {
  it('is blank until it is set, is set as a whole, and refuses text that no paper can hold', async () => {
    const blank = {
      superiorBody: null,
      issuingBody: null,
      sign: null,
      number: null,
      date: null,
      place: null,
      signForm: 'none',
      signedFor: null,
      signerTitle: null,
      signerName: null,
      recipients: [],
    };
    expect(made(await app.organizer.get(pathTo(ROUTES.paperSettings, day.conference.slug)))).toEqual(blank);
    expect(made(await settings({ ...OFFICE_PAPER, place: '  Bắc   Giang ' }))).toEqual(OFFICE_PAPER);
    expect(made(await settings({ issuingBody: 'Sở Y tế', sign: '', recipients: ['', 'Lưu: VT'] }))).toEqual({
      ...blank,
      issuingBody: 'Sở Y tế',
      recipients: ['Lưu: VT'],
    });
    for (const bad of [
      { date: '2026-02-30' },
      { signForm: 'XX' },
      { recipients: 'VT' },
      { recipients: [1] },
      { recipients: Array<string>(31).fill('x') },
      { signerName: 'x'.repeat(201) },
      { colour: 'red' },
      { issuingBody: 5 },
    ])
      expect([bad, (await settings(bad)).status]).toEqual([bad, 400]);
    expect(
      made(await app.organizer.get<PaperSettings>(pathTo(ROUTES.paperSettings, day.conference.id)))
        .issuingBody,
    ).toBe('Sở Y tế');
    expect((await app.organizer.send('PUT', pathTo(ROUTES.paperSettings, 'khong-co'), {})).status).toBe(404);
    await settings(OFFICE_PAPER);
  });
});

describe('the figures', () => {
  it('for a checkpoint divide by people of the lists, with outsiders apart', async () => {
    const { total, byLevel, byArea, byUnit, differing, byCheckpoint, day: ofDay } = await figures(at());
    expect(total).toMatchObject({
      sites: 4,
      listed: 127,
      rate: 0.03,
      substituted: 1,
      attended: [123, 4],
      counts: { inPerson: 3, online: 1, absent: 2, unmarked: 121, walkIns: 1 },
      outside: { inPerson: 1 },
    });
    for (const lines of [byLevel, byArea, byUnit])
      expect([
        lines.reduce((sum, { listed }) => sum + listed, 0),
        lines.reduce((sum, { counts }) => sum + counts.inPerson + counts.online, 0),
      ]).toEqual([127, 4]);
    expect(byArea.map(({ name, sites, listed }) => [name, sites, listed])).toEqual([
      ['Huyện Lục Ngạn', 3, 125],
      [null, 1, 2],
    ]);
    expect(differing).toEqual([
      { siteId: day.sites[1]!.id, code: 'X01', name: 'Xã Tân Mỹ', expected: 9, listed: 3 },
    ]);
    expect([ofDay, byCheckpoint.map(({ name }) => name)]).toEqual([null, ['Khai mạc']]);
  });

  it('for a day take the best state of each person, and count their checkpoints', async () => {
    const { total, byCheckpoint, day: ofDay } = await figures('?day=2026-11-22');
    expect([ofDay, total.attended, total.counts.inPerson, total.counts.online, total.listed]).toEqual([
      '2026-11-22',
      [122, 4, 1],
      4,
      1,
      127,
    ]);
    expect(byCheckpoint.map(({ name, counts }) => [name, counts.inPerson])).toEqual([
      ['Khai mạc', 3],
      ['Bế mạc', 2],
    ]);
  });

  it('need one existing checkpoint or day', async () => {
    const code = async (query: string): Promise<unknown> => {
      const { status, body } = await app.organizer.get<{ code: string }>(
        `${pathTo(ROUTES.reportFigures, day.conference.id)}${query}`,
      );
      return [status, body.code];
    };
    expect(await code(at('&day=2026-11-22'))).toEqual([422, 'report.period-ambiguous']);
    expect(await code('?day=2026-11-23')).toEqual([422, 'report.checkpoint-missing']);
    expect(await code('?day=2026-13-01')).toEqual([400, 'request.invalid']);
    expect(await code('?checkpointId=0192f0c1-2d3e-7a4b-8c5d-6e7f8091a2b3')).toEqual([
      404,
      'checkpoint.not-found',
    ]);
  });
});

describe('the report to be signed', () => {
  it('has the form of the decree, on one to three pages', async () => {
    const reply = await answer('reportSummaryPdf', at());
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(reply.headers.get('content-disposition')).toContain(
      encodeURIComponent('Báo cáo - Hội nghị tập huấn chuyển đổi số năm 2026 - Khai mạc.pdf'),
    );
    const bytes = new Uint8Array(await reply.arrayBuffer());
    const pages = await pagesOf(bytes);
    expect(pages.length).toBeGreaterThanOrEqual(1);
    expect(pages.length).toBeLessThanOrEqual(3);
    const whole = pages.join(' ');
    for (const part of [
      'UBND TỈNH BẮC GIANG',
      'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: 15/BC-SKHCN',
      'Bắc Giang, ngày 03 tháng 02 năm 2026',
    ])
      expect(pages[0]).toContain(part);
    expect(whole).toContain('BÁO CÁO Kết quả tham dự Hội nghị tập huấn chuyển đổi số năm 2026');
    expect(whole).toContain(
      'Có mặt 4/127 người trong danh sách, đạt 3% số người trong danh sách; ' +
        'trong đó dự trực tiếp 3 người, dự trực tuyến 1 người.',
    );
    expect(whole).toContain('Vắng mặt 2 người (có người dự thay: 1)');
    expect(whole).toContain('Ngoài danh sách có 1 người dự, không tính vào tỷ lệ.');
    expect(pages.at(-1)).toMatch(
      new RegExp(
        String.raw`Trên đây là .*\./\. Nơi nhận: - UBND tỉnh \(b/c\); - Các sở, ngành; ` +
          String.raw`- Lưu: VT, CĐS\. KT\. GIÁM ĐỐC PHÓ GIÁM ĐỐC Nguyễn Văn Ước$`,
      ),
    );
    const { items } = await extractTextItems(bytes.slice());
    const inMargin = items.map((page) =>
      page.filter(({ y, str }) => str.trim() && y > 842 - 57).map(({ str }) => str),
    );
    expect(inMargin).toEqual(pages.map((_, nth) => (nth === 0 ? [] : [String(nth + 1)])));
    const beyond = items
      .flat()
      .filter(
        ({ x, width, y, str }) => str.trim() && (x < 85 - 0.5 || x + width > 595.3 - 42.5 + 0.5 || y < 56),
      );
    expect(beyond).toEqual([]);
  });

  it('leaves blank lines for fields that are not set', async () => {
    await settings({});
    const pages = await pagesOf(await bytesOf('reportSummaryPdf', at()));
    expect(pages[0]).toMatch(/Số: …+\/BC-…+ …+, ngày …+ tháng …+ năm …+/);
    expect(pages.at(-1)).toMatch(/Nơi nhận: - Lưu: VT\. …+$/);
    await settings(OFFICE_PAPER);
  });

  it.each([
    ['TM', 'Ủy ban nhân dân', 'Chủ tịch', 'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH'],
    ['TL', 'Giám đốc', 'Trưởng phòng', 'TL. GIÁM ĐỐC TRƯỞNG PHÒNG'],
    ['TUQ', 'Giám đốc', 'Trưởng phòng', 'TUQ. GIÁM ĐỐC TRƯỞNG PHÒNG'],
    ['Q', null, 'Giám đốc', 'Q. GIÁM ĐỐC'],
    ['none', null, 'Giám đốc', 'GIÁM ĐỐC'],
  ])('is signed %s.', async (signForm, signedFor, signerTitle, said) => {
    await settings({ ...OFFICE_PAPER, signForm, signedFor, signerTitle });
    expect((await pagesOf(await bytesOf('reportSummaryPdf', at()))).at(-1)).toMatch(
      new RegExp(`CĐS\\. ${said} Nguyễn Văn Ước$`),
    );
    await settings(OFFICE_PAPER);
  });

  it('has the same text and form in the .docx', async () => {
    const docx = await bytesOf('reportSummaryDocx', at());
    const [said, printed] = [
      textOf(docx).join(' '),
      (await pagesOf(await bytesOf('reportSummaryPdf', at()))).join(' '),
    ];
    const words = (text: string): string[] =>
      text
        .replace(/\d\d:\d\d:\d\d/, '')
        .split(/\s+/)
        .filter(Boolean)
        .sort();
    const numbers = (await pagesOf(await bytesOf('reportSummaryPdf', at())))
      .slice(1)
      .map((_, nth) => String(nth + 2));
    expect(words([said, ...numbers].join(' '))).toEqual(words(printed));
    const document = partOf(docx, 'word/document.xml');
    expect(document).toMatch(/<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"\/>/);
    expect(document).toMatch(
      /<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567"/,
    );
    expect(document).toContain('<w:titlePg/>');
    expect(document).not.toMatch(/[\ue000\ue001]/);
    expect(partOf(docx, 'word/styles.xml')).toContain('Times New Roman');
  });

  it('says for a day at how many checkpoints people were', async () => {
    const whole = (await pagesOf(await bytesOf('reportSummaryPdf', '?day=2026-11-22'))).join(' ');
    expect(whole).toContain(
      'Trong 2 mốc điểm danh, 1 người có mặt ở tất cả các mốc, ' +
        '4 người có mặt ở một số mốc, 122 người không có mặt ở mốc nào.',
    );
    expect(whole).toContain('1. Theo mốc điểm danh');
  });

  it('is in English on request', async () => {
    const whole = (await pagesOf(await bytesOf('reportSummaryPdf', at('&lang=en')))).join(' ');
    expect(whole).toContain('SOCIALIST REPUBLIC OF VIET NAM');
    expect(whole).toContain('4 of 127 people on the lists (3%) were present: 3 in person, 1 online.');
  });
});

it('no paper shows a personal code', async () => {
  const texts = [
    ...(await Promise.all(
      (['reportSummaryPdf', 'reportAppendixPdf'] as const).map(async (route) =>
        (await pagesOf(await bytesOf(route, at()))).join(' '),
      ),
    )),
    ...(await Promise.all(
      (['reportSummaryDocx', 'reportAppendixDocx'] as const).map(async (route) =>
        textOf(await bytesOf(route, at())).join(' '),
      ),
    )),
    JSON.stringify(await figures(at())),
  ];
  expect(day.people.every(({ code }) => code !== null && code.length >= 8)).toBe(true);
  for (const { code } of day.people) for (const text of texts) expect(text).not.toContain(code!);
});
