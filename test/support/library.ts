import type { Conference } from '../../src/contract/conference.js';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';
import type { Answer, Client } from './client.js';
import { pair, signInTrainee } from './hall.js';

export const PDF = Buffer.concat([
  Buffer.from('%PDF-1.7\n'),
  Buffer.alloc(300_000, 'Chuyển đổi số. '),
  Buffer.from('%%EOF'),
]);

/**
 * A conference that is open, a site of it, and those who read its materials beside organizers and strangers.
 */
export interface Library {
  conference: Conference;
  site: Site;
  coordinator: Client;
  trainee: Client;
}

export async function makeLibrary({ organizer, anonymous }: TestApp): Promise<Library> {
  const made = { title: 'Tập huấn', startsOn: '2026-11-22', endsOn: '2026-11-22', status: 'open' };
  const conference = (
    await organizer.post<Conference>(pathTo(ROUTES.conferences), { ...made, slug: 'ngay-mau' })
  ).body;
  const site = (
    await organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
      code: 'BG-01',
      name: 'Xã Tân Mỹ',
      level: 'commune',
    })
  ).body;
  const coordinator = anonymous.as((await pair(organizer, site.id)).token);
  const person = await organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
    siteId: site.id,
    fullName: 'Đặng Thị Hường',
  });
  const trainee = anonymous.as((await signInTrainee(anonymous, person.body.code!)).token);
  return { conference, site, coordinator, trainee };
}

/** What organizers upload into the conference: the PDF, unless it says otherwise. */
export type Upload = (
  name: string,
  fields?: Record<string, string>,
  content?: Buffer | string,
) => Promise<Answer<Material & ProblemBody>>;

/** `of` answers the service that is running now, and the conference. */
export function uploadBy(of: () => { app: TestApp; conference: Conference }): Upload {
  return (name, fields = {}, content = PDF) =>
    of().app.organizer.upload(pathTo(ROUTES.materials, of().conference.id), { name, content }, fields);
}

/** A material's file, or what is answered instead of it. */
export async function content(
  client: Client,
  id: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await fetch(client.url + pathTo(ROUTES.materialContent, id), {
    method,
    headers: { ...headers, ...(client.token ? { authorization: `Bearer ${client.token}` } : {}) },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}
