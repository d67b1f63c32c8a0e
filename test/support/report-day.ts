import { parse } from 'csv-parse/sync';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry } from '../../src/contract/attendance.js';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';
import type { Answer, Client } from './client.js';
import { made } from './hall.js';

/** A hall and a commune with five people, one of whose names is a formula. */
export interface ReportDay {
  conference: Conference;
  hall: Site;
  commune: Site;
  people: Five;
  csv(query?: string, client?: Client): Promise<Answer<string & ProblemBody>>;
  /** Long past: whatever is recorded is late. */
  openCheckpoint(): Promise<Checkpoint>;
  /** One is seen at two sites, one is absent with a substitute, one is on paper, one is unmarked. */
  takeRoll(checkpointId: string): Promise<void>;
}
type Five = [Participant, Participant, Participant, Participant, Participant];

export const rowsOf = (csv: string): Record<string, string>[] =>
  parse(csv, { bom: true, delimiter: ';', columns: true });

export async function reportDay({ organizer }: TestApp): Promise<ReportDay> {
  const conference = made(
    await organizer.post<Conference>(pathTo(ROUTES.conferences), {
      startsOn: '2026-11-22',
      endsOn: '2026-11-22',
      status: 'open',
      slug: 'ngay-mau',
      title: 'Tập huấn chuyển đổi số',
    }),
  );
  const site = async (fields: object): Promise<Site> =>
    made(await organizer.post<Site>(pathTo(ROUTES.sites, conference.id), fields));
  const hall = await site({ code: 'BG-00', name: 'Hội trường tỉnh', level: 'province', expected: 5 });
  const commune = await site({ code: 'BG-01', name: 'Xã Tân Mỹ', level: 'commune', parentId: hall.id });
  const people: Participant[] = [];
  for (const [fullName, at, unit] of [
    ['Đặng Thị Hường', hall, 'Sở Y tế'],
    ['=HYPERLINK("http://x")', hall, 'Sở Y tế'],
    ['Nguyễn Hữu Dũng', commune, null],
    ['Lê Ánh', commune, null],
    ['Trần Bé', commune, null],
  ] as const) {
    const fields = { siteId: at.id, fullName, unit, code: `ma ${people.length}` };
    people.push(made(await organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), fields)));
  }
  const record = async (at: Site, ...entries: Partial<Entry>[]): Promise<void> => {
    const { receipts } = made(
      await organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, at.id), { entries }),
    );
    expect(receipts.map(({ outcome }) => outcome)).toEqual(entries.map(() => 'accepted'));
  };
  const [huong, , dung, anh, be] = people as Five;
  return {
    conference,
    hall,
    commune,
    people: people as Five,
    csv: (query = '', client = organizer) =>
      client.get<string & ProblemBody>(`${pathTo(ROUTES.reportCsv, conference.id)}${query}`),
    openCheckpoint: async () =>
      made(
        await organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), {
          name: 'Khai mạc 8:00',
          opensAt: '2020-01-01T00:00:00Z',
          closesAt: '2020-01-02T00:00:00Z',
        }),
      ),
    takeRoll: async (checkpointId) => {
      const entry = (fields: Partial<Entry>): Partial<Entry> => ({
        id: randomUUID(),
        checkpointId,
        kind: 'present',
        method: 'roll_call',
        recordedAt: '2026-11-22T01:05:00.000Z',
        ...fields,
      });
      await record(
        hall,
        entry({ participantId: huong.id }),
        entry({ participantId: dung.id, recordedAt: '2026-11-22T02:00:00.000Z' }),
      );
      await record(
        commune,
        entry({ participantId: dung.id, mode: 'online' }),
        entry({ participantId: anh.id, kind: 'absent', reason: 'business_trip', offline: true }),
      );
      const walkIn = { fullName: 'Khách Vãng Lai', unit: 'Đội 5' };
      await record(
        commune,
        entry({ walkIn, method: 'walk_in', substituteFor: anh.id }),
        entry({ participantId: be.id, method: 'paper' }),
      );
    },
  };
}
