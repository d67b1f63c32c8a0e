import type { Page } from 'playwright-core';
import type { Device, Pairing } from '../../src/contract/auth.js';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Roster, RosterState } from '../../src/contract/roster.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';
import type { TestBrowser, PageOptions, WatchedPage } from './browser.js';

/** The service that a story speaks to, in this process or in one of its own. */
export type Service = Pick<TestApp, 'url' | 'organizer'>;

const PEOPLE = [
  ['Nguyễn Văn An', 'Chủ tịch UBND'],
  ['Thân Thị Bình', 'Văn phòng - Thống kê'],
  ['Đỗ Đức Cường', 'Công an xã'],
  ['Nguyễn Thị Phương Dung', 'Tài chính - Kế toán'],
  ['Giáp Văn Định', 'Địa chính - Nông nghiệp - Xây dựng và Môi trường'],
  ['Hoàng Thị Hường', 'Văn hóa - Xã hội'],
  ['Dương Quang Huy', 'Tư pháp - Hộ tịch'],
  ['Lương Thị Ngọc Lan', 'Hội Phụ nữ'],
  ['Trần Văn Minh', 'Đoàn Thanh niên'],
  ['Vũ Thị Nhàn', 'Trạm Y tế'],
  ['Ngô Xuân Phúc', 'Hội Nông dân'],
  ['Phạm Thị Quỳnh', 'Trường Tiểu học'],
  ['Lê Hữu Sơn', 'Ban Chỉ huy Quân sự'],
  ['Chu Thị Thủy', 'Mặt trận Tổ quốc'],
  ['Nguyễn Hữu Ước', 'Hội Cựu chiến binh'],
] as const;

/** One commune of a conference that is on: 15 people, two checkpoints (the second not open yet). */
export interface Commune {
  app: Service;
  conference: Conference;
  site: Site;
  opening: Checkpoint;
  closing: Checkpoint;
}
let made = 0;
export async function commune(app: Service, people = 15): Promise<Commune> {
  const { organizer } = app;
  made += 1;
  const today = new Date().toISOString().slice(0, 10);
  const { body: conference } = await organizer.post<Conference>(pathTo(ROUTES.conferences), {
    slug: `ngay-${made}`,
    title: 'Tập huấn chuyển đổi số',
    startsOn: today,
    endsOn: today,
    status: 'live',
  });
  const { body: site } = await organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
    code: 'XDT',
    name: 'Xã Đồng Tiến',
    level: 'commune',
  });
  const rows = Array.from({ length: people }, (_, n) => {
    const [name, unit] = PEOPLE[n % PEOPLE.length]!;
    const code = `DT${String(n + 1).padStart(3, '0')}`;
    const fullName = n < PEOPLE.length ? name : `${name} ${Math.floor(n / PEOPLE.length)}`;
    return [code, fullName, unit, 'XDT', n === 10 ? 'online' : 'in_person'].join(',');
  });
  const imported = await organizer.upload<unknown>(pathTo(ROUTES.participantImport, conference.id), {
    name: 'hoc-vien.csv',
    content: ['code,fullName,unit,siteCode,mode', ...rows].join('\n'),
  });
  if (imported.status !== 200) throw new Error(`not imported: ${JSON.stringify(imported.body)}`);
  const hour = 3_600_000;
  const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
  await organizer.post(pathTo(ROUTES.sessions, conference.id), {
    title: 'Tổng quan chuyển đổi số',
    startsAt: at(-hour / 2),
    endsAt: at(hour / 2),
  });
  await organizer.post(pathTo(ROUTES.sessions, conference.id), {
    title: 'Phương pháp luận 2-3-5',
    startsAt: at(hour / 2),
    endsAt: at(hour),
  });
  const { body: opening } = await organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), {
    name: 'Khai mạc',
    opensAt: at(-hour),
  });
  const { body: closing } = await organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), {
    name: 'Bế mạc',
    opensAt: at(3 * hour),
  });
  return { app, conference, site, opening, closing };
}

/** The pairing of a console. */
type Desk = Pick<Commune, 'app' | 'site'>;

export async function pairingFor({ app, site }: Desk): Promise<Pairing> {
  return (await app.organizer.post<Pairing>(pathTo(ROUTES.pairings, site.id))).body;
}

/** A console of that commune, paired by its link, with its roll on the screen. */
export async function pairedConsole(
  browser: Pick<TestBrowser, 'open'>,
  place: Desk,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const { code } = await pairingFor(place);
  const watched = await browser.open(`/console#pair=${code}`, options);
  await watched.page.locator('form button.primary').click();
  await watched.page.locator('[data-person]').first().waitFor();
  return watched;
}

/** Takes the pairing of the last device away. */
export async function revoke({ app, site }: Desk): Promise<void> {
  const { body } = await app.organizer.get<{ items: Device[] }>(pathTo(ROUTES.devices, site.id));
  expect((await app.organizer.delete(pathTo(ROUTES.device, body.items.at(-1)!.id))).status).toBe(204);
}

/** The roster as an organizer's program reads it: state by name, unmarked ones left out. */
export async function servedStates({
  app,
  site,
  opening,
}: Commune): Promise<Record<string, Pick<RosterState, 'state' | 'reason'>>> {
  const { body } = await app.organizer.get<Roster>(pathTo(ROUTES.roster, site.id));
  const names = new Map(body.members.map((member) => [member.participantId, member.fullName]));
  const marked = body.states.filter(
    (state) => state.checkpointId === opening.id && state.state !== 'unmarked',
  );
  return Object.fromEntries(
    marked.map(({ participantId, state, reason }) => [
      names.get(participantId) ?? participantId,
      { state, reason },
    ]),
  );
}

export interface StoredOnDevice {
  made: number;
  received: number;
  duplicate: number;
  refused: number;
  waiting: number;
  members: number;
  outbox: { id: string; kind: string }[];
}
/** Reads the console's own store. */
export function storedOnDevice(page: Page): Promise<StoredOnDevice> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('diemcau-console');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const tx = db.transaction(['meta', 'outbox', 'members']);
      const tally = tx.objectStore('meta').get('tally');
      const outbox = tx.objectStore('outbox').getAll();
      const members = tx.objectStore('members').count();
      tx.oncomplete = () => {
        db.close();
        resolve({
          made: 0,
          received: 0,
          duplicate: 0,
          refused: 0,
          ...tally.result,
          waiting: outbox.result.length,
          members: members.result,
          outbox: outbox.result.map(({ id, entry }) => ({ id, kind: entry.kind })),
        });
      };
    };
  })`);
}
/** made − received − duplicate − refused − waiting: 0 at every moment. */
export async function unaccounted(page: Page): Promise<number> {
  const { made, received, duplicate, refused, waiting } = await storedOnDevice(page);
  return made - received - duplicate - refused - waiting;
}

/**
 * How many entries were made, and how many the service has. A page that closes may have sent what it never
 * heard of again: then the next page's receipts say `duplicate`.
 */
export async function arrived(
  page: Page,
): Promise<{ made: number; arrived: number; refused: number; waiting: number }> {
  const { made, received, duplicate, refused, waiting } = await storedOnDevice(page);
  return { made, arrived: received + duplicate, refused, waiting };
}

/** Reads again and again until it reads what is expected; else fails as `expect` does. */
export async function eventually<T>(read: () => Promise<T>, expected: T, withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  let last = await read();
  while (JSON.stringify(last) !== JSON.stringify(expected) && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 50));
    last = await read();
  }
  expect(last).toEqual(expected);
}
