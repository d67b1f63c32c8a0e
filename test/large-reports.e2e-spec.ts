import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { read, utils } from '@e965/xlsx';
import { randomUUID } from 'node:crypto';
import { extractText, extractTextItems, getDocumentProxy, getMeta } from 'unpdf';
import type { AttendanceReply } from '../src/contract/attendance.js';
import type { Checkpoint, Conference } from '../src/contract/conference.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import type { Readable } from 'node:stream';
import { type Program, Workers } from '../src/platform/workers/workers.js';
import { startTestApp, type TestApp } from './support/app.js';
import { LONG_SITE, manyPeople } from './support/many-people.js';
import type { Stream, Streaming } from './support/streaming.worker.js';

const PEOPLE = 300;
const LONG_REASON =
  'Được cử đi dự hội nghị trực tuyến toàn quốc về phòng, chống thiên tai và tìm kiếm cứu nạn '
    .repeat(5)
    .trim();

/** Everything that is written from the people of a conference. */
const WRITTEN = [
  'reportCsv',
  'reportXlsx',
  'reportPdf',
  'reportFigures',
  'reportSummaryDocx',
  'reportSummaryPdf',
  'reportAppendixDocx',
  'reportAppendixPdf',
  'reportMinutesDocx',
  'reportMinutesPdf',
] as const;

describe('the report of many people', () => {
  let app: TestApp;
  let conference: Conference;

  beforeAll(async () => {
    app = await startTestApp();
    conference = await manyPeople(app, PEOPLE);
    const [[checkpoint], [home, other], people] = await Promise.all([
      list<Checkpoint>(ROUTES.checkpoints),
      list<Site>(ROUTES.sites),
      list<Participant>(ROUTES.participants),
    ]);
    const first = people.find(({ fullName }) => fullName === 'Người Thứ 1')!;
    const second = people.find(({ fullName }) => fullName === 'Người Thứ 3')!;
    const entry = {
      checkpointId: checkpoint!.id,
      method: 'roll_call',
      recordedAt: '2026-11-22T01:05:00.000Z',
    };
    await record(home!, {
      ...entry,
      id: randomUUID(),
      participantId: first.id,
      kind: 'absent',
      reason: LONG_REASON,
    });
    await record(other!, { ...entry, id: randomUUID(), participantId: second.id, kind: 'present' });
  });
  afterAll(() => app.stop());

  const list = async <T>(
    route: typeof ROUTES.sites | typeof ROUTES.checkpoints | typeof ROUTES.participants,
  ): Promise<T[]> =>
    (await app.organizer.get<Page<T>>(`${pathTo(route, conference.id)}?limit=500`)).body.items;
  const record = async (site: Site, entry: object): Promise<void> => {
    const { body } = await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, site.id), {
      entries: [entry],
    });
    expect(body.receipts[0]!.outcome).toBe('accepted');
  };
  const report = (route: (typeof ROUTES)[(typeof WRITTEN)[number]], query = ''): Promise<Response> =>
    fetch(app.url + pathTo(route, conference.id) + query, {
      headers: { authorization: `Bearer ${app.organizer.token}` },
    });
  const pdf = async (query = ''): Promise<Uint8Array> =>
    new Uint8Array(await (await report(ROUTES.reportPdf, query)).arrayBuffer());
  const pagesOf = async (bytes: Uint8Array): Promise<string[]> =>
    (await extractText(bytes, { mergePages: false })).text.map((text) => text.replace(/\s+/g, ' '));

  it.each(WRITTEN)('answers others while it is read and written: %s', async (route) => {
    const workers = app.app.get(Workers);
    const gate = new Int32Array(new SharedArrayBuffer(4));
    // The thread stands at a gate that only an answer to somebody else opens: on the
    // event loop this would never end.
    const entry = new URL('./support/gated.mjs', import.meta.url);
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const spies = (['run', 'stream'] as const).map((name) => {
      const start = workers[name].bind(workers) as typeof workers.run;
      return jest.spyOn(workers, name).mockImplementation((program, job, signal) => {
        const gated = Object.assign(structuredClone(job) as object, { gate, entry: program.entry.href });
        const work = start({ ...program, entry }, gated, signal);
        begun();
        return work as never;
      });
    });
    try {
      let isWritten = false;
      // The day on which the roll of the checkpoint was opened.
      const query = route.startsWith('reportMinutes') ? '?day=2020-01-01' : '';
      const answer = report(ROUTES[route], query).finally(() => (isWritten = true));
      await Promise.race([hasBegun, answer]);
      expect(await list<Site>(ROUTES.sites)).toHaveLength(2);
      expect(isWritten).toBe(false);
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      expect((await answer).status).toBe(200);
    } finally {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      for (const spy of spies) spy.mockRestore();
    }
  });

  /** Lets another program write the file, and gives its stream. */
  const writtenBy = async (
    job: Partial<Streaming>,
    signal: AbortSignal,
  ): Promise<{ answer: Response; stream: Readable }> => {
    const workers = app.app.get(Workers);
    const start = workers.stream.bind(workers);
    let stream: Readable | undefined;
    const spy = jest.spyOn(workers, 'stream').mockImplementation(async (program) => {
      const entry = new URL('./support/streaming.worker.js', import.meta.url);
      const made = new Int32Array(new SharedArrayBuffer(4));
      const other = { ...program, entry } as unknown as Program<Stream>;
      stream = await start(other, { pieces: 100_000, bytes: 65_536, made, ...job });
      return stream;
    });
    try {
      const headers = { authorization: `Bearer ${app.organizer.token}` };
      const answer = await fetch(app.url + pathTo(ROUTES.reportCsv, conference.id), { headers, signal });
      return { answer, stream: stream! };
    } finally {
      spy.mockRestore();
    }
  };

  it('never lets a file that broke off look whole', async () => {
    const { answer } = await writtenBy({ failsAt: 40 }, new AbortController().signal);
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('ends the work when its reader leaves', async () => {
    const leaving = new AbortController();
    const { answer, stream } = await writtenBy({}, leaving.signal);
    const reader = answer.body!.getReader();
    await reader.read();
    expect(stream.destroyed).toBe(false);
    leaving.abort();
    await expect(reader.read()).rejects.toThrow();
    await new Promise<void>((resolve) => (stream.closed ? resolve() : stream.once('close', resolve)));
    expect(stream.readableEnded).toBe(false);
  });

  it('answers a problem when there is no first byte', async () => {
    const { answer } = await writtenBy({ failsAt: 0 }, new AbortController().signal);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  it('lists everybody in the workbook', async () => {
    const book = read(Buffer.from(await (await report(ROUTES.reportXlsx)).arrayBuffer()));
    expect(utils.sheet_to_json(book.Sheets['Theo người']!)).toHaveLength(PEOPLE);
  });

  it('says in the PDF what the workbook says', async () => {
    const answer = await report(ROUTES.reportPdf);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="Diem danh - Hoi nghi dong nguoi - Khai mac.pdf"; ' +
        `filename*=UTF-8''${encodeURIComponent('Điểm danh - Hội nghị đông người - Khai mạc.pdf')}`,
    );
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect((await getMeta(bytes.slice())).info).toMatchObject({
      Title: expect.stringContaining('Báo cáo điểm danh - Hội nghị đông người'),
      Language: 'vi',
    });
    const pages = await pagesOf(bytes);
    expect(pages[0]).toMatch(
      new RegExp(
        '^Báo cáo điểm danh Hội nghị đông người Mốc điểm danh: Khai mạc ' +
          String.raw`Số liệu lúc \d\d/\d\d/\d{4} \d\d:\d\d:\d\d \(giờ hội nghị, Asia/Ho_Chi_Minh\) ` +
          'Tỷ lệ có mặt: số người trong danh sách có mặt, .* Theo đơn vị ',
      ),
    );
    const whole = pages.join(' ');
    expect(
      ['Theo đơn vị', 'Theo cấp', 'Theo khu vực', 'Theo điểm cầu', 'Theo người'].map((name) =>
        whole.includes(name),
      ),
    ).toEqual([true, true, true, true, true]);
    // Everybody once, numbered as in the workbook, and what is long is whole.
    expect(
      [...whole.matchAll(/(?<=Người Thứ )\d+/g)].map(([number]) => Number(number)).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: PEOPLE }, (_, at) => at + 1));
    expect(whole).toContain(`A-1 · ${LONG_SITE} · Xã`);
    expect(whole).toContain(LONG_REASON);
    expect(whole).toContain('Có mặt trực tiếp A-2 Xã Ấm Thượng');
    expect(whole).toContain('Tổng cộng 2 300 1 0 1 1 0 0 298 0% 0');
  });

  it('has page numbers and table heads on every page, and nothing beyond the margins', async () => {
    const bytes = await pdf();
    const pages = await pagesOf(bytes.slice());
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.map((text) => /Trang (\d+)\/(\d+)$/.exec(text)?.slice(1))).toEqual(
      pages.map((_, at) => [String(at + 1), String(pages.length)]),
    );
    for (const text of pages.slice(1))
      expect(text).toMatch(
        /^(Chốt điểm danh .* )?(Theo người )?STT Họ và tên Đơn vị Chức vụ Trạng thái .* A-[12] · /,
      );
    const document = await getDocumentProxy(bytes.slice());
    const { view } = await document.getPage(1);
    expect(view.map(Math.round)).toEqual([0, 0, 842, 595]);
    const { items } = await extractTextItems(bytes);
    const outside = items
      .flat()
      .filter(({ x, y, width, fontSize }) => x < 27.9 || x + width > 842 - 27 || y < 5 || y + fontSize > 595);
    expect(outside).toEqual([]);
  });

  it('ends with room for two signatures, on the page of its last rows', async () => {
    const bytes = await pdf();
    const pages = await pagesOf(bytes.slice());
    const place = new RegExp(
      'Người Thứ .* …+, ngày …+ tháng …+ năm …+ Người lập biểu Xác nhận của ban tổ chức ' +
        String.raw`\(Ký, ghi rõ họ tên\) \(Ký, ghi rõ họ tên\) ` +
        String.raw`Hội nghị đông người · .* Trang \d+/\d+$`,
    );
    expect(pages.map((text) => place.test(text))).toEqual(pages.map((_, at) => at === pages.length - 1));
    expect(pages.filter((text) => text.includes('Người lập biểu'))).toHaveLength(1);
    const last = (await extractTextItems(bytes)).items.at(-1)!;
    const [drawnUp, confirmed] = ['Người lập biểu', 'Xác nhận của ban tổ chức'].map((words) =>
      last.find(({ str }) => str.normalize('NFC') === words)!,
    );
    expect(drawnUp!.x + drawnUp!.width).toBeLessThan(421);
    expect(confirmed!.x).toBeGreaterThan(421);
    const lowest = Math.min(...last.filter(({ str }) => str.includes('ghi rõ')).map(({ y }) => y));
    const foot = last.find(({ str }) => str.includes('Trang'))!;
    expect(lowest - (foot.y + foot.fontSize)).toBeGreaterThan(50);
    // Nothing between the hands' names and the foot.
    expect(last.filter(({ y, str }) => str.trim() && y < lowest - 1 && y > foot.y + 1)).toEqual([]);
  });

  it('is in English on request', async () => {
    const pages = await pagesOf(await pdf('?lang=en'));
    const [first] = pages;
    expect(pages.at(-1)).toMatch(
      new RegExp(
        ' Place: …+ Date: …+ Drawn up by Confirmed by the organizers ' +
          String.raw`\(signature and full name\) \(signature and full name\) `,
      ),
    );
    expect(first).toMatch(/^Attendance report Hội nghị đông người Checkpoint: Khai mạc As of .* By unit /);
    expect(first).toMatch(/Page 1 of \d+$/);
  });
});
