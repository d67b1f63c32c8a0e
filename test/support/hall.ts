import { randomUUID } from 'node:crypto';
import type { PairReply, TraineeReply } from '../../src/contract/auth.js';
import type { Entry } from '../../src/contract/attendance.js';
import type { Checkpoint, Conference, ConferenceStatus } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Pairing } from '../../src/contract/auth.js';
import type { Site } from '../../src/contract/site.js';
import type { Answer, Client } from './client.js';

/** A small conference with sites and people, made over HTTP as an organizer would. */
export interface Hall {
  conference: Conference;
  sites: Site[];
  /** By site, in the order of `sites`. */
  people: Participant[][];
  checkpoint: Checkpoint;
}
let halls = 0;

export async function makeHall(
  organizer: Client,
  size: { sites: number; people: number; status?: ConferenceStatus },
): Promise<Hall> {
  const slug = `hoi-nghi-${process.pid}-${(halls += 1)}`;
  const conference = made(
    await organizer.post<Conference>(pathTo(ROUTES.conferences), {
      slug,
      title: 'Hội nghị',
      startsOn: '2026-11-22',
      endsOn: '2026-11-22',
      status: size.status ?? 'live',
    }),
  );
  const checkpoint = made(
    await organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), { name: 'Khai mạc' }),
  );
  const sites: Site[] = [];
  const people: Participant[][] = [];
  for (let at = 0; at < size.sites; at += 1) {
    const site = made(
      await organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
        code: `S${String(at).padStart(3, '0')}`,
        name: `Xã ${at}`,
      }),
    );
    sites.push(site);
    people.push(
      await Promise.all(
        Array.from({ length: size.people }, async (_, nth) =>
          made(
            await organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
              siteId: site.id,
              fullName: `Đại biểu ${at}-${nth}`,
            }),
          ),
        ),
      ),
    );
  }
  return { conference, sites, people, checkpoint };
}

/** Pairs a console with the site. */
export async function pair(organizer: Client, siteId: string, deviceName = 'Máy tính'): Promise<PairReply> {
  const { code } = made(await organizer.post<Pairing>(pathTo(ROUTES.pairings, siteId)));
  return made(await organizer.post<PairReply>(pathTo(ROUTES.pair), { code, deviceName }));
}

export async function signInTrainee(anonymous: Client, code: string): Promise<TraineeReply> {
  return made(await anonymous.post<TraineeReply>(pathTo(ROUTES.trainee), { code }));
}

export function present(checkpointId: string, participantId: string, more: Partial<Entry> = {}): Entry {
  return {
    id: randomUUID(),
    checkpointId,
    kind: 'present',
    participantId,
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
    ...more,
  };
}

export function made<T>({ status, body }: Answer<T>): T {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
