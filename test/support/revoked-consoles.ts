import type { Entry, LedgerEntry, Receipt } from '../../src/contract/attendance.js';
import type { HeldEntries, HeldEntry, QuarantineReply } from '../../src/contract/decision.js';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import type { TestApp } from './app.js';
import type { Answer, Client } from './client.js';
import { type Hall, made, makeHall, pair, present } from './hall.js';

export interface Lost {
  hall: Hall;
  siteId: string;
  deviceId: string;
  /** The console, with its old token. */
  revoked: Client;
  /** The console before: what it sends then is recorded as ever. */
  entries: Entry[];
}
export interface RevokedConsoles {
  /** A console that has marked three people, was revoked, and has sent nothing yet. */
  revokedConsole(): Promise<Lost>;
  quarantine(who: Client, entries: unknown): Promise<Answer<QuarantineReply & ProblemBody>>;
  listed(lost: Lost, query?: string): Promise<HeldEntries>;
  accept(id: string, body?: object): Promise<Receipt>;
  reject(id: string, reason: string): Promise<Answer<HeldEntry & ProblemBody>>;
  ledger(lost: Lost): Promise<LedgerEntry[]>;
}

/**
 * What a console hands in that was revoked, and what organizers do about it. `of` answers
 * the service that is running now.
 */
export function revokedConsoles(of: () => TestApp): RevokedConsoles {
  return {
    revokedConsole: async () => {
      const { organizer, anonymous } = of();
      const hall = await makeHall(organizer, { sites: 2, people: 3 });
      const siteId = hall.sites[0]!.id;
      const { token, deviceId } = await pair(organizer, siteId, 'Máy xã');
      const entries = hall.people[0]!.map(({ id }, at) =>
        present(hall.checkpoint.id, id, {
          deviceSeq: at + 1,
          offline: true,
          recordedAt: `2026-11-22T01:0${at}:00.000Z`,
        }),
      );
      expect((await organizer.delete(pathTo(ROUTES.device, deviceId))).status).toBe(204);
      return { hall, siteId, deviceId, revoked: anonymous.as(token), entries };
    },
    quarantine: (who, entries) => who.post(pathTo(ROUTES.quarantine), { entries }),
    listed: async ({ hall }, query = '') =>
      made(
        await of().organizer.get<HeldEntries>(
          `${pathTo(ROUTES.conferenceQuarantine, hall.conference.id)}${query}`,
        ),
      ),
    accept: async (id, body) =>
      made(await of().organizer.post<Receipt>(pathTo(ROUTES.quarantineAccept, id), body)),
    reject: (id, reason) =>
      of().organizer.post<HeldEntry & ProblemBody>(pathTo(ROUTES.quarantineReject, id), { reason }),
    ledger: async ({ hall }) =>
      made(await of().organizer.get<Page<LedgerEntry>>(pathTo(ROUTES.ledger, hall.conference.id))).items,
  };
}
