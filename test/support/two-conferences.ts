import { randomUUID } from 'node:crypto';
import type { PostedAnnouncement } from '../../src/contract/announcement.js';
import type { PairReply, TraineeReply, ViewerLink } from '../../src/contract/auth.js';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import type { ConferenceCopy } from '../../src/contract/conference-copy.js';
import type { HeldEntries } from '../../src/contract/decision.js';
import type { HelpCall } from '../../src/contract/help.js';
import type { Invitation } from '../../src/contract/invitation.js';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import type { DataRequest } from '../../src/contract/personal-data.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { SpeakRequest } from '../../src/contract/speaking.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import type { UnitMerge } from '../../src/contract/unit-name.js';
import type { Webhook } from '../../src/contract/webhook.js';
import type { Id } from '../../src/contract/wire.js';
import { IncidentRow } from '../../src/incidents/incident.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { WebhookDeliveryRow } from '../../src/webhooks/webhook.entity.js';
import type { TestApp } from './app.js';
import type { Client } from './client.js';

export const THINGS = [
  'conference',
  'copy',
  'site',
  'participant',
  'checkpoint',
  'session',
  'material',
  'device',
  'viewer',
  'invitation',
  'help',
  'speak',
  'announcement',
  'quarantine',
  'refused-entry',
  'unit-merge',
  'incident',
  'webhook',
  'delivery',
  'data-request',
] as const;
/** An account and a sign-in lie in no conference. */
export type Thing = (typeof THINGS)[number] | 'account' | 'sign-in';
/** One conference with a site, and on it one of each thing that lies in a conference. */
export type Place = Record<(typeof THINGS)[number], Id> & {
  coordinator: Client;
  trainee: Client;
  wall: Client;
  code: string;
};

/** A whole conference with one site, everything on it made through the public interface. */
export async function place(app: TestApp, slug: string, status: string): Promise<Place> {
  const make = async <T extends { id: Id }>(path: string, body: object): Promise<T> => {
    const answer = await app.organizer.post<T>(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { id: conference } = await make<Conference>(pathTo(ROUTES.conferences), {
    slug,
    title: slug,
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
    status: 'open',
  });
  const { id: checkpoint } = await make<Checkpoint>(pathTo(ROUTES.checkpoints, conference), {
    name: 'Khai mạc',
  });
  const { id: session } = await make<Session>(pathTo(ROUTES.sessions, conference), {
    title: 'Khai mạc',
    startsAt: '2026-11-22T01:00:00.000Z',
    endsAt: '2026-11-22T02:00:00.000Z',
  });
  const material = (
    await app.organizer.upload<Material>(
      pathTo(ROUTES.materials, conference),
      { name: 'a.pdf', type: 'application/pdf', content: '%PDF-1.7\n%%EOF' },
      { title: 'A', audience: 'public' },
    )
  ).body.id;
  const { id: viewer, token: link } = await make<ViewerLink>(pathTo(ROUTES.viewers, conference), {
    name: 'Tường',
  });
  const merge = await make<UnitMerge>(pathTo(ROUTES.unitMerges, conference), {
    name: 'UBND xã A',
    into: 'Xã A',
  });
  const view = await app.anonymous.post(pathTo(ROUTES.view), { token: link });
  const wall = app.anonymous.as(/=([\w-]{43});/.exec(view.headers.get('set-cookie')!)![1]!);
  const request = await make<DataRequest>(pathTo(ROUTES.dataRequests, conference), {
    id: randomUUID(),
    kind: 'see',
    person: 'Lê Văn A',
  });
  const onSite = await siteOf(app, conference, 'A');
  if (status !== 'open') await app.organizer.patch(pathTo(ROUTES.conference, conference), { status });
  const incident = await incidentIn(app, conference);
  const { id: copy } = await make<ConferenceCopy>(pathTo(ROUTES.copies, conference), {
    id: randomUUID(),
    slug: `${slug}-2`,
    title: slug,
    startsOn: '2026-11-29',
    parts: ['settings'],
  });
  const { id: webhook } = await make<Webhook>(pathTo(ROUTES.webhooks), {
    conferenceId: conference,
    name: 'Cổng báo',
    url: 'https://nhan.invalid/',
    events: ['report.ready'],
  });
  const delivery = await deliveryOf(app, conference, webhook);
  const hooks = { webhook, delivery };
  const made = {
    conference,
    copy,
    checkpoint,
    session,
    material,
    viewer,
    wall,
    incident,
    ...onSite,
    ...hooks,
  };
  return { ...made, 'unit-merge': merge.id, 'data-request': request.id };
}

/** Nobody makes incidents by asking: this one is written, with words that are for organizers alone. */
async function incidentIn(app: TestApp, conferenceId: Id): Promise<Id> {
  const id = randomUUID();
  const at = '2026-11-22T01:00:00.000Z';
  // A service that is a process of its own has no door for this: the id is then nobody's.
  if ((app as Partial<TestApp>).app === undefined) return id;
  await app.app.get(UnitOfWork).run((tx) =>
    tx.repo(IncidentRow).insert({
      id,
      conferenceId,
      cause: 'ours',
      openedAt: at,
      alarmFrom: at,
      acknowledgedAt: at,
      note: 'Đã gọi Nguyễn Thị Quỳnh Trang, 0204-333-444',
      byId: randomUUID(),
      byName: 'Nguyễn Thị Quỳnh Trang',
      flaps: 0,
      isEscalated: 0,
      sites: 0,
      away: 0,
    }),
  );
  return id;
}

/** Nothing goes out to anybody: what was sent is written. */
async function deliveryOf(app: TestApp, conferenceId: Id, webhookId: Id): Promise<Id> {
  const id = randomUUID();
  if ((app as Partial<TestApp>).app === undefined) return id;
  const at = '2026-11-22T01:00:00.000Z';
  const payload = JSON.stringify({ type: 'webhook.ping', timestamp: at, data: { conferenceId, seq: 0 } });
  await app.app.get(UnitOfWork).run((tx) =>
    tx.repo(WebhookDeliveryRow).insert({
      id,
      webhookId,
      conferenceId,
      seq: 0,
      type: 'webhook.ping',
      payload,
      state: 'failed',
      tries: 0,
      nextAt: null,
      attempts: [],
      createdAt: at,
    }),
  );
  return id;
}

/** A site with a person who is signed in, and a console. */
export async function siteOf(
  app: TestApp,
  conference: Id,
  code: string,
): Promise<
  Pick<
    Place,
    | 'site'
    | 'invitation'
    | 'participant'
    | 'device'
    | 'help'
    | 'speak'
    | 'announcement'
    | 'quarantine'
    | 'refused-entry'
    | 'coordinator'
    | 'trainee'
    | 'code'
  >
> {
  const site = (
    await app.organizer.post<Site>(pathTo(ROUTES.sites, conference), { code, name: `Điểm cầu ${code}` })
  ).body.id;
  const person = (
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference), {
      siteId: site,
      fullName: 'Đặng Thị Hường',
    })
  ).body;
  const console = await consoleOf(app, site);
  const { token } = (await app.anonymous.post<TraineeReply>(pathTo(ROUTES.trainee), { code: person.code }))
    .body;
  const coordinator = app.anonymous.as(console.token);
  const help = (
    await coordinator.post<HelpCall>(pathTo(ROUTES.siteHelp, site), {
      id: randomUUID(),
      message: 'Không nghe được tiếng',
    })
  ).body.id;
  const speak = (
    await coordinator.post<SpeakRequest>(pathTo(ROUTES.speakRequests, conference), {
      id: randomUUID(),
      topic: 'Kiến nghị về đường truyền',
    })
  ).body.id;
  const announcement = (
    await app.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcements, conference), {
      text: `Mời điểm cầu ${code} vào phòng`,
      to: { siteIds: [site] },
    })
  ).body.id;
  const entry = () => ({
    id: randomUUID(),
    checkpointId: randomUUID(),
    kind: 'present',
    participantId: person.id,
    method: 'roll_call',
    recordedAt: '2026-11-22T01:00:00.000Z',
  });
  const heldAt = async (route: 'conferenceQuarantine' | 'refusedEntries'): Promise<Id> =>
    (await app.organizer.get<HeldEntries>(pathTo(ROUTES[route], conference))).body.items.find(
      ({ siteId }) => siteId === site,
    )!.id;
  await coordinator.post(pathTo(ROUTES.attendance, site), { entries: [entry()] });
  const invitation = (await app.organizer.post<Invitation>(pathTo(ROUTES.siteInvitation, site))).body.id;
  const revoked = await consoleOf(app, site);
  await app.organizer.delete(pathTo(ROUTES.device, revoked.deviceId));
  await app.anonymous.as(revoked.token).post(pathTo(ROUTES.quarantine), { entries: [entry()] });
  return {
    site,
    invitation,
    quarantine: await heldAt('conferenceQuarantine'),
    'refused-entry': await heldAt('refusedEntries'),
    participant: person.id,
    device: console.deviceId,
    help,
    speak,
    announcement,
    coordinator,
    trainee: app.anonymous.as(token),
    code: person.code!,
  };
}

export async function consoleOf(app: TestApp, site: Id): Promise<PairReply> {
  const { body: pairing } = await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, site));
  return (await app.anonymous.post<PairReply>(pathTo(ROUTES.pair), { code: pairing.code, deviceName: 'PC' }))
    .body;
}
