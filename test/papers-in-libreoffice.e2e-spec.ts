import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractText, getDocumentProxy } from 'unpdf';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { officeOnThisMachine } from './support/libre-office.js';
import { type OfficeDay, officeDay, takeRoll } from './support/office-day.js';
import { storyWhere } from './support/story-where.js';

const office = officeOnThisMachine();
const story = storyWhere(
  'papers in LibreOffice',
  office === null ? 'no soffice on this machine; Debian has it in libreoffice-writer-nogui' : null,
);

/** An office's machine has Times New Roman; this one gets Tinos in its place, which has its widths. */
function fontsConf(folder: string): string {
  const tinos = resolve('node_modules/@expo-google-fonts/tinos');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
    <dir>${tinos}</dir><cachedir>${join(folder, 'fonts')}</cachedir>
    <alias binding="same"><family>Times New Roman</family><accept><family>Tinos</family></accept></alias>
  </fontconfig>`;
}

describe('LibreOffice', () => {
  let app: TestApp;
  let day: OfficeDay;
  let folder: string;
  beforeAll(async () => {
    if (office === null) return;
    folder = await mkdtemp(join(tmpdir(), 'diemcau-office-'));
    await writeFile(join(folder, 'fonts.conf'), fontsConf(folder));
    app = await startTestApp();
    day = await officeDay(app, 120);
    await takeRoll(day);
    const settings = {
      issuingBody: 'Sở Khoa học và Công nghệ',
      signForm: 'TL',
      signedFor: 'Giám đốc',
      signerTitle: 'Trưởng phòng',
      signerName: 'Nguyễn Văn Ước',
      recipients: ['Lưu: VT'],
    };
    expect(
      (await app.organizer.send('PUT', pathTo(ROUTES.paperSettings, day.conference.id), settings)).status,
    ).toBe(200);
  });
  afterAll(async () => {
    if (office === null) return;
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What LibreOffice makes of the .docx: pages with their texts, and the size of the first in points. */
  async function printed(
    route: 'reportSummaryDocx' | 'reportAppendixDocx',
  ): Promise<{ pages: string[]; size: number[] }> {
    const answer = await fetch(
      `${app.url}${pathTo(ROUTES[route], day.conference.id)}?checkpointId=${day.checkpoints[0].id}`,
      { headers: { authorization: `Bearer ${app.organizer.token}` } },
    );
    const file = join(folder, `${route}.docx`);
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    // A profile of its own: LibreOffice answers at once, and does nothing, while
    // another one of the same profile runs.
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    await promisify(execFile)(
      office!,
      [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file],
      { timeout: 170_000, env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') } },
    );
    const pdf = new Uint8Array(await readFile(file.replace(/docx$/, 'pdf')));
    const { text } = await extractText(pdf.slice(), { mergePages: false });
    const { view } = await (await getDocumentProxy(pdf)).getPage(1);
    return {
      pages: text.map((one) => one.normalize('NFC').replace(/\s+/g, ' ').trim()),
      size: view.slice(2).map(Math.round),
    };
  }

  story(
    'opens the report to be signed: upright, one to three pages, heads, figures and signature whole',
    async () => {
      const { pages, size } = await printed('reportSummaryDocx');
      expect(size).toEqual([595, 842]);
      expect(pages.length).toBeGreaterThanOrEqual(1);
      expect(pages.length).toBeLessThanOrEqual(3);
      const whole = pages.join(' ');
      for (const part of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'Có mặt 4/127 người trong danh sách',
        'TL. GIÁM ĐỐC',
        'Nguyễn Văn Ước',
        '- Lưu: VT.',
      ])
        expect(whole).toContain(part);
      expect(pages.map((page) => /^\d+ /.exec(page)?.[0].trim() ?? null)).toEqual(
        pages.map((_, at) => (at === 0 ? null : String(at + 1))),
      );
    },
  );

  story('opens the appendix: lying, heads of the list on each of its pages, everybody once', async () => {
    const { pages, size } = await printed('reportAppendixDocx');
    expect(size).toEqual([842, 595]);
    const whole = pages.join(' ');
    expect(
      [...whole.matchAll(/(?<=Người Thứ )\d+/g)].map(([number]) => Number(number)).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    const lists = pages.slice(
      pages.findIndex((page) => page.includes('Phụ lục III')),
      pages.findIndex((page) => page.includes('Phụ lục IV')),
    );
    expect(lists.length).toBeGreaterThan(3);
    for (const page of lists) expect(page).toContain('STT Họ và tên Chức vụ Đơn vị Kết quả Lý do, ghi chú');
    expect(whole).toContain('Bùi <Nghĩa> & Tín');
  });
});
