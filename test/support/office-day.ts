import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry } from '../../src/contract/attendance.js';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Page } from '../../src/contract/wire.js';
import type { TestApp } from './app.js';
import { made } from './hall.js';

/**
 * A day of two checkpoints, a district with its communes and one department, and people with names as offices
 * write them.
 */
export interface OfficeDay {
  conference: Conference;
  checkpoints: [Checkpoint, Checkpoint];
  sites: Site[];
  people: Participant[];
  record(site: Site, ...entries: Partial<Entry>[]): Promise<void>;
  person(name: string): Participant;
}
let days = 0;
const LONG_UNIT = 'Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Lục Ngạn';

/** @param more people of the last commune, beside the 7 who have names of their own */
export async function officeDay(app: TestApp, more = 0): Promise<OfficeDay> {
  const fields = {
    slug: `ngay-${process.pid}-${(days += 1)}`,
    title: 'Hội nghị tập huấn chuyển đổi số năm 2026',
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
    status: 'live',
  };
  const conference = made(await app.organizer.post<Conference>(pathTo(ROUTES.conferences), fields));
  const checkpoint = async (name: string, opensAt: string): Promise<Checkpoint> =>
    made(await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), { name, opensAt }));
  const checkpoints: [Checkpoint, Checkpoint] = [
    await checkpoint('Khai mạc', '2026-11-22T01:00:00.000Z'),
    await checkpoint('Bế mạc', '2026-11-22T10:00:00.000Z'),
  ];
  const site = async (code: string, name: string, level: string, rest: object = {}): Promise<Site> =>
    made(await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), { code, name, level, ...rest }));
  const district = await site('HLN', 'Huyện Lục Ngạn', 'district');
  const sites = [
    district,
    await site('X01', 'Xã Tân Mỹ', 'commune', { parentId: district.id, expected: 9 }),
    await site('X02', 'Xã Đồng Tiến', 'commune', { parentId: district.id }),
    await site('SYT', 'Sở Y tế', 'department'),
  ];
  const rows = [
    ['Nguyễn Thị Đặng Phượng Hằng', LONG_UNIT, 'Phó Giám đốc', 'HLN'],
    ['Đỗ Đức Cường', 'UBND xã Tân Mỹ', 'Chủ tịch', 'X01'],
    ['Thân Thị Bình', 'UBND xã Tân Mỹ', 'Văn phòng', 'X01'],
    ['Lê Ánh', 'UBND xã Tân Mỹ', '', 'X01'],
    ['Trần Văn Sửu', 'UBND xã Đồng Tiến', '', 'X02'],
    ['Hoàng Ất', 'Sở Y tế', 'Chuyên viên', 'SYT'],
    ['Bùi <Nghĩa> & Tín', 'Sở Y tế', '', 'SYT'],
    ...Array.from({ length: more }, (_, at) => [
      `Người Thứ ${at + 1}`,
      `${LONG_UNIT} số ${at % 40}`,
      'Chuyên viên',
      'X02',
    ]),
  ];
  const content = [
    'fullName,unit,position,siteCode',
    ...rows.map((row) => row.map((cell) => `"${cell}"`).join(',')),
  ].join('\n');
  made(
    await app.organizer.upload(pathTo(ROUTES.participantImport, conference.id), {
      name: 'danh-sach.csv',
      content,
    }),
  );
  const people = made(
    await app.organizer.get<Page<Participant>>(`${pathTo(ROUTES.participants, conference.id)}?limit=500`),
  ).items;
  return {
    conference,
    checkpoints,
    sites,
    people,
    person: (name) => people.find(({ fullName }) => fullName === name)!,
    async record(where, ...entries) {
      const whole = entries.map((entry): object => ({
        id: randomUUID(),
        checkpointId: checkpoints[0].id,
        kind: 'present',
        method: 'roll_call',
        recordedAt: '2026-11-22T01:05:00.000Z',
        ...entry,
      }));
      const { receipts } = made(
        await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, where.id), { entries: whole }),
      );
      if (receipts.some(({ outcome }) => outcome !== 'accepted')) throw new Error(JSON.stringify(receipts));
    },
  };
}

/**
 * The model story: one present in the room, one online, one absent with a substitute, one guest elsewhere,
 * one who left.
 */
export async function takeRoll({ sites, person, record, checkpoints }: OfficeDay): Promise<void> {
  const [district, commune, , department] = sites as [Site, Site, Site, Site];
  const id = (name: string): string => person(name).id;
  await record(district, { participantId: id('Nguyễn Thị Đặng Phượng Hằng') });
  await record(
    commune,
    { participantId: id('Đỗ Đức Cường') },
    { participantId: id('Thân Thị Bình'), kind: 'absent', reason: 'unknown' },
    { participantId: id('Lê Ánh'), kind: 'absent', reason: 'sick' },
  );
  await record(commune, {
    walkIn: { fullName: 'Vi Thị Thay', unit: 'UBND xã Tân Mỹ' },
    method: 'walk_in',
    substituteFor: id('Thân Thị Bình'),
  });
  await record(commune, { participantId: id('Hoàng Ất') });
  await record(department, { participantId: id('Bùi <Nghĩa> & Tín'), mode: 'online' });
  const closing = { checkpointId: checkpoints[1].id, recordedAt: '2026-11-22T10:05:00.000Z' };
  await record(district, { ...closing, participantId: id('Nguyễn Thị Đặng Phượng Hằng') });
  await record(commune, { ...closing, participantId: id('Lê Ánh') });
}

/** The issuer and signer of this office's papers. */
export const OFFICE_PAPER = {
  superiorBody: 'UBND tỉnh Bắc Giang',
  issuingBody: 'Sở Khoa học và Công nghệ',
  sign: 'BC-SKHCN',
  number: '15',
  date: '2026-02-03',
  place: 'Bắc Giang',
  signForm: 'KT',
  signedFor: 'Giám đốc',
  signerTitle: 'Phó Giám đốc',
  signerName: 'Nguyễn Văn Ước',
  recipients: ['UBND tỉnh (b/c)', 'Các sở, ngành;', 'Lưu: VT, CĐS.'],
};
