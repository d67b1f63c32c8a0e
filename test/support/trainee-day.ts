import { createHash, randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';
import { made } from './hall.js';
import { traineePlan } from './trainee-plan.js';

/** A running conference with one trainee; its fifth session is cancelled. */
export interface TraineeDay {
  conference: Conference;
  site: Site;
  person: Participant;
  sessions: Session[];
  publicMaterial: Material;
  participantsMaterial: Material;
}
export const WORKBOOK = Buffer.from(`%PDF-1.4\n${'Bài tập nhóm '.repeat(500)}`);

export const pdf = (content: Buffer, name: string): { name: string; type: string; content: Uint8Array } => ({
  name,
  type: 'application/pdf',
  content: new Uint8Array(content),
});
export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
/** The script is there when the theme can be chosen: the first HTML has no such thing. */
export const ready = (page: Page): Promise<void> => page.getByRole('combobox').waitFor();

export async function makeConference(
  { organizer }: TestApp,
  fields: Partial<Conference> & { slug: string },
): Promise<Conference> {
  return made(
    await organizer.post<Conference>(pathTo(ROUTES.conferences), {
      title: 'Tập huấn kiến thức cơ bản về chuyển đổi số',
      startsOn: '2026-11-23',
      endsOn: '2026-11-23',
      status: 'live',
      ...fields,
    }),
  );
}

/** `/c/tap-huan`: with a material for everybody, one for participants and one for coordinators. */
export async function traineeDay(app: TestApp): Promise<TraineeDay> {
  const { organizer } = app;
  const conference = await makeConference(app, { slug: 'tap-huan', simulated: true });
  const site = made(
    await organizer.post<Site>(pathTo(ROUTES.sites, conference.id), { code: 'X01', name: 'Xã Đồng Tiến' }),
  );
  const person = made(
    await organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
      siteId: site.id,
      fullName: 'Nguyễn Thị Hường',
      unit: 'UBND xã',
    }),
  );
  const sessions: Session[] = [];
  for (const fields of traineePlan())
    sessions.push(made(await organizer.post<Session>(pathTo(ROUTES.sessions, conference.id), fields)));
  made(await organizer.patch<Session>(pathTo(ROUTES.session, sessions[4]!.id), { status: 'cancelled' }));
  const upload = async (content: Buffer, name: string, fields: Record<string, string>): Promise<Material> =>
    made(
      await organizer.upload<Material>(pathTo(ROUTES.materials, conference.id), pdf(content, name), fields),
    );
  const slides = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(300_000)]);
  const publicMaterial = await upload(slides, 'Tổng quan chuyển đổi số.pdf', {
    title: 'Bài trình bày: Tổng quan',
    audience: 'public',
    sessionId: sessions[1]!.id,
  });
  const participantsMaterial = await upload(WORKBOOK, 'bai-tap.pdf', {
    title: 'Bài tập dành cho học viên',
    audience: 'participants',
  });
  await upload(WORKBOOK, 'huong-dan.pdf', { title: 'Hướng dẫn cán bộ điểm cầu', audience: 'coordinators' });
  return { conference, site, person, sessions, publicMaterial, participantsMaterial };
}
