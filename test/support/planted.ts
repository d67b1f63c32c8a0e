import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraineeReply } from '../../src/contract/auth.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { Databases } from '../../src/platform/database/databases.js';
import { Reader } from '../../src/platform/database/reader.js';
import type { TestApp } from './app.js';
import { type Hall, made, makeHall, pair, present } from './hall.js';

/** Words that stand nowhere else, so that bytes can be searched for them. */
export const PERSON = {
  fullName: 'Vương Thị Ngọc Yến',
  unit: 'Phòng Quỳnh Thạch Lĩnh',
  position: 'Phó phòng Khuê Vũ',
  phone: '0983-777-555',
  email: 'ngoc.yen.vuong@quynhthach.example.vn',
  code: 'QTL-7788-YEN',
};
export const WORDS = [
  ...Object.values(PERSON),
  'vuong thi ngoc yen',
  'VƯƠNG THỊ NGỌC YẾN',
  'QTL7788YEN',
  '0983 777 555',
  'quynh thach linh',
];

export interface Planted {
  hall: Hall;
  person: Participant;
  consoleToken: string;
  traineeToken: string;
}

/** A conference in which every kind of text names one person. */
export async function plant(app: TestApp): Promise<Planted> {
  const { organizer } = app;
  const hall = await makeHall(organizer, { sites: 2, people: 3 });
  const { conference, checkpoint } = hall;
  const [here, there] = hall.sites as [Hall['sites'][number], Hall['sites'][number]];
  const { fullName } = PERSON;
  const person = made(
    await organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
      siteId: here.id,
      ...PERSON,
    }),
  );
  const trainee = made(
    await app.anonymous.post<TraineeReply>(pathTo(ROUTES.trainee), {
      code: PERSON.code,
      conferenceId: conference.id,
    }),
  );
  const paired = await pair(organizer, here.id, `Máy của ${fullName}`);
  const console = app.anonymous.as(paired.token);
  const colleague = hall.people[0]![0]!.id;
  const entries = [
    present(checkpoint.id, person.id),
    { ...present(checkpoint.id, colleague), kind: 'absent', reason: `nhờ ${fullName} đi thay` },
    {
      ...present(checkpoint.id, '', {}),
      participantId: undefined,
      kind: 'confirm',
      headcount: 4,
      note: `Chị ${fullName.toUpperCase()} đếm`,
    },
    // Refused, and kept as it was sent.
    {
      ...present(randomUUID(), ''),
      participantId: undefined,
      method: 'walk_in',
      walkIn: { fullName, unit: 'Khách' },
    },
  ];
  made(await console.post(pathTo(ROUTES.attendance, here.id), { entries }));
  const elsewhere = [
    {
      ...present(checkpoint.id, hall.people[1]![0]!.id),
      kind: 'absent',
      reason: 'vuong thi ngoc yen báo ốm',
    },
  ];
  made(await organizer.post(pathTo(ROUTES.attendance, there.id), { entries: elsewhere }));
  const call = { id: randomUUID(), message: `Gọi lại cho ${fullName} số 0983 777 555` };
  made(await console.post(pathTo(ROUTES.siteHelp, here.id), call));
  made(
    await organizer.post(pathTo(ROUTES.helpAnswer, call.id), { text: `Đã gọi ${fullName}`, close: false }),
  );
  made(
    await console.post(pathTo(ROUTES.speakRequests, conference.id), {
      id: randomUUID(),
      topic: `Câu hỏi của ${fullName}`,
      speaker: fullName,
    }),
  );
  made(
    await organizer.post(pathTo(ROUTES.sessions, conference.id), {
      title: 'Khai mạc',
      abstract: `Mời ${fullName} phát biểu`,
      startsAt: '2026-11-22T01:00:00.000Z',
      endsAt: '2026-11-22T02:00:00.000Z',
      speakers: [{ name: fullName }],
    }),
  );
  made(
    await organizer.patch(pathTo(ROUTES.site, here.id), {
      contactName: fullName,
      contactPhone: PERSON.phone,
      line: `VNPT, hỏi ${fullName}`,
    }),
  );
  made(
    await organizer.post(pathTo(ROUTES.siteContacts, here.id), {
      id: randomUUID(),
      called: true,
      note: `Gặp ${fullName}`,
    }),
  );
  made(
    await organizer.post(pathTo(ROUTES.announcements, conference.id), {
      text: `Mời ${fullName} lên hội trường`,
      to: { all: true },
    }),
  );
  made(
    await organizer.post(pathTo(ROUTES.dataRequests, conference.id), {
      id: randomUUID(),
      kind: 'erase',
      participantId: person.id,
      note: `${fullName} gửi thư từ ${PERSON.email}`,
    }),
  );
  return { hall, person, consoleToken: paired.token, traineeToken: trainee.token };
}

/** Which of the words stand in the rows of any table. */
export async function wordsInRows(app: TestApp): Promise<string[]> {
  const reader = app.app.get(Reader);
  const tables = app.app.get(Databases).writer.entityMetadatas.map(({ tableName }) => tableName);
  const texts = await Promise.all(
    tables.map(async (table) => JSON.stringify(await reader.query(`SELECT * FROM "${table}"`))),
  );
  return WORDS.filter((word) => texts.some((text) => text.includes(JSON.stringify(word).slice(1, -1))));
}

/** Which of the words stand in the bytes of any file below these folders. */
export async function wordsInFiles(folders: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of folders)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      for (const word of WORDS) if (bytes.includes(Buffer.from(word))) found.add(word);
    }
  return [...found].sort();
}

export const POLICY = {
  basis: 'task',
  document: 'Kế hoạch 12/KH-UBND ngày 05/01/2026',
  purpose: 'điểm danh và báo cáo kết quả tập huấn',
  controller: 'Sở Khoa học và Công nghệ',
  contact: 'Văn phòng Sở, 0204 3555 666',
};
