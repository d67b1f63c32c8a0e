import { randomUUID } from 'node:crypto';
import type { Announcement } from '../../src/contract/announcement.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import { IncidentRow } from '../../src/incidents/incident.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { TestApp } from './app.js';
import type { Client } from './client.js';
import { made } from './hall.js';
import { PAYLOADS, payloadFor } from './payloads.js';

type Send = <T>(
  client: Client,
  route: string,
  id: string,
  nth: number,
  base?: Record<string, unknown>,
) => Promise<T>;

/** What sites and organizers tell each other before and on the day. */
export async function attackedControlRoom(
  app: TestApp,
  conferenceId: string,
  sites: readonly Site[],
  session: Session,
  console: Client,
  send: Send,
  attacked: Set<string>,
): Promise<void> {
  const { organizer } = app;
  for (const [nth, site] of sites.entries()) {
    await send(organizer, 'POST /api/v1/conferences/{id}/speak-requests', conferenceId, nth, {
      id: randomUUID(),
      siteId: site.id,
    });
    await send(organizer, 'POST /api/v1/sites/{id}/readiness/pass', site.id, nth);
    await send(organizer, 'POST /api/v1/sites/{id}/contacts', site.id, nth, { called: true });
  }
  await send(console, 'PUT /api/v1/sites/{id}/readiness', sites[0]!.id, 26, {
    items: [{ key: 'tone', outcome: 'failed', value: payloadFor(27) }],
  });
  await send(console, 'PUT /api/v1/sites/{id}/coordinator', sites[0]!.id, 28, { phone: '0912 345 678' });
  await announcements(organizer, conferenceId, send);
  for (const [act, nth] of [
    ['start', 29],
    ['end', 30],
  ] as const) {
    const announce = { text: payloadFor(nth), level: 'important' };
    made(await organizer.post(`/api/v1/sessions/${session.id}/${act}`, { announce }));
    attacked.add(`POST /api/v1/sessions/{id}/${act}`);
  }
  await send(organizer, 'PUT /api/v1/conferences/{id}/runbook', conferenceId, 31);
  const incident = await writtenIncident(app, conferenceId, sites[0]!.id);
  await send(organizer, 'POST /api/v1/incidents/{id}/acknowledge', incident, 32);
}

/** Each stays live; one is a draft that is edited, one is corrected. */
async function announcements(organizer: Client, conferenceId: string, send: Send): Promise<void> {
  const route = 'POST /api/v1/conferences/{id}/announcements';
  const sent: Announcement[] = [];
  for (let nth = 0; nth < PAYLOADS.length; nth += 1)
    sent.push(await send<Announcement>(organizer, route, conferenceId, nth, { to: { all: true } }));
  const draft = await send<Announcement>(organizer, route, conferenceId, 33, {
    to: { all: true },
    status: 'draft',
  });
  await send(organizer, 'PATCH /api/v1/announcements/{id}', draft.id, 34);
  await send(organizer, 'POST /api/v1/announcements/{id}/correct', sent[0]!.id, 35);
}

/** Nobody makes incidents by asking. */
async function writtenIncident(app: TestApp, conferenceId: string, siteId: string): Promise<string> {
  const id = randomUUID();
  const at = new Date().toISOString();
  await app.app.get(UnitOfWork).run((tx) =>
    tx.repo(IncidentRow).insert({
      id,
      conferenceId,
      cause: 'line',
      siteId,
      line: payloadFor(36, 100),
      openedAt: at,
      alarmFrom: at,
      flaps: 0,
      isEscalated: 0,
      sites: 0,
      away: 0,
    }),
  );
  return id;
}

/** Sessions of a file, their titles payloads. */
export const attackedSessions = (day: string): (string | number)[][] => [
  ['date', 'startsAt', 'endsAt', 'title'],
  ...PAYLOADS.map((_, nth) => {
    const hour = String(6 + Math.floor(nth / 6)).padStart(2, '0');
    // Another title than that of a session of the same day, which the import would move.
    return [day, `${hour}:${nth % 6}0`, `${hour}:${nth % 6}5`, `${payloadFor(nth)} nhập`];
  }),
];
