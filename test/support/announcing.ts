import type {
  AcknowledgeReply,
  AnnouncementDetail,
  PostedAnnouncement,
  SiteAnnouncement,
} from '../../src/contract/announcement.js';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import type { TestApp } from './app.js';
import type { Client } from './client.js';
import { type Hall, made, pair } from './hall.js';

/** What the stories of announcements ask of the service. */
export class Announcing {
  constructor(private readonly app: () => TestApp) {}

  async post(hall: Hall, more: object = {}): Promise<PostedAnnouncement> {
    return made(
      await this.app().organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcements, hall.conference.id), {
        text: 'Mời các điểm cầu vào phòng',
        level: 'important',
        to: { all: true },
        ...more,
      }),
    );
  }
  async detail(id: string): Promise<AnnouncementDetail> {
    return made(await this.app().organizer.get<AnnouncementDetail>(pathTo(ROUTES.announcement, id)));
  }
  /** Delivered, acknowledged, of, addressed. */
  async counts(id: string): Promise<number[]> {
    const { delivered, acknowledged, of, addressed } = await this.detail(id);
    return [delivered, acknowledged, of, addressed];
  }
  async acknowledge(as: Client, id: string, body?: object): Promise<string> {
    return made(await as.post<AcknowledgeReply>(pathTo(ROUTES.announcementAcknowledge, id), body)).at;
  }
  async living(as: Client, siteId: string): Promise<SiteAnnouncement[]> {
    return made(await as.get<Page<SiteAnnouncement>>(pathTo(ROUTES.siteAnnouncements, siteId))).items;
  }
  async consoleOf(siteId: string): Promise<Client> {
    return this.app().anonymous.as((await pair(this.app().organizer, siteId)).token);
  }
}

/** Status and code of a command that is refused. */
export async function refusal(as: Client, path: string, body: object = {}): Promise<unknown[]> {
  const { status, body: problem } = await as.post<ProblemBody>(path, body);
  return [status, problem.code];
}

/** News is told after the commit: what follows from it is soon there, not at once. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await check();
    } catch (fault) {
      if (tries === 100) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
