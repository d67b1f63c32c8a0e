import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry } from '../../src/contract/attendance.js';
import type { PairReply, Pairing, ViewerLink } from '../../src/contract/auth.js';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import type { HeldEntries } from '../../src/contract/decision.js';
import type { HelpCall } from '../../src/contract/help.js';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import type { TestApp } from './app.js';
import { attackedAccounts } from './attacked-accounts.js';
import { attackedControlRoom } from './attacked-control-room.js';
import { attackedData } from './attacked-data.js';
import { attackedImports, attackedUnitMerges } from './attacked-lists.js';
import type { Client } from './client.js';
import { made } from './hall.js';
import { PAYLOADS, payloadFor } from './payloads.js';
import type { TextFields } from './text-fields.js';

export interface AttackedConference {
  conference: Conference;
  /** The site with a console, and with a person for each payload. */
  site: Site;
  people: Participant[];
  checkpoint: Checkpoint;
  /** Nobody has recorded anything about this person. */
  fresh: Participant;
}
type Ids = Record<'conference' | 'site' | 'checkpoint' | 'person', string>;

/** Routes that take texts which nobody is shown, and why. */
export const NOT_SHOWN: Record<string, string> = {
  'POST /api/v1/auth/password': 'a password is kept as a hash, and is on no page',
  'POST /api/v1/auth/set-up': 'once a service, at its start',
  'POST /api/v1/auth/trainee': 'a code is compared and not kept',
  'POST /api/v1/sites/{id}/line-test/upload': 'bytes that measure the line are thrown away',
  'POST /api/v1/conferences/{id}/sites/from-units': 'the code of a province is compared and not kept',
};

/**
 * A conference whose every text is a payload, each payload in every field. `attacked`: the
 * routes by which the texts came in.
 */
export async function attackedConference(
  app: TestApp,
  fields: TextFields,
): Promise<AttackedConference & { attacked: Set<string> }> {
  const attacked = new Set<string>();
  const { organizer } = app;
  const send = async <T>(
    client: Client,
    route: string,
    id: string,
    nth: number,
    base: Record<string, unknown> = {},
  ): Promise<T> => {
    attacked.add(route);
    const [method, path] = route.split(' ') as [string, string];
    return made(await client.send<T>(method, path.replace('{id}', id), fields.fill(route, nth, base)));
  };
  const each = async <T>(work: (nth: number) => Promise<T>): Promise<T[]> => {
    const results: T[] = [];
    for (let nth = 0; nth < PAYLOADS.length; nth += 1) results.push(await work(nth));
    return results;
  };
  const today = new Date().toISOString().slice(0, 10);
  const [conference] = await each((nth) =>
    send<Conference>(organizer, 'POST /api/v1/conferences', '', nth, {
      slug: `tan-cong-${nth}`,
      timezone: 'Asia/Ho_Chi_Minh',
      startsOn: today,
      endsOn: today,
      status: 'live',
    }),
  );
  await send(organizer, 'PATCH /api/v1/conferences/{id}', conference!.id, 5, {});
  await send(organizer, 'POST /api/v1/conferences/{id}/copy', conference!.id, 18, {
    id: randomUUID(),
    slug: 'ban-sao',
    timezone: 'Asia/Ho_Chi_Minh',
    startsOn: today,
    parts: ['settings'],
  });
  await attackedAccounts(app, attacked);
  const sites = await each((nth) =>
    send<Site>(organizer, 'POST /api/v1/conferences/{id}/sites', conference!.id, nth, { level: 'commune' }),
  );
  const [site] = sites;
  await send(organizer, 'PATCH /api/v1/sites/{id}', sites[1]!.id, 13, { code: 'XDT' });
  const people = await each((nth) =>
    send<Participant>(organizer, 'POST /api/v1/conferences/{id}/participants', conference!.id, nth, {
      siteId: site!.id,
    }),
  );
  await send(organizer, 'PATCH /api/v1/participants/{id}', people[0]!.id, 14, { code: 'HV 0' });
  const fresh = made(
    await organizer.post<Participant>(pathTo(ROUTES.participants, conference!.id), {
      siteId: site!.id,
      fullName: payloadFor(12),
      code: 'HV-MOI',
    }),
  );
  const [checkpoint] = await each((nth) =>
    send<Checkpoint>(organizer, 'POST /api/v1/conferences/{id}/checkpoints', conference!.id, nth),
  );
  await send(organizer, 'PATCH /api/v1/checkpoints/{id}', checkpoint!.id, 16, {
    opensAt: new Date(Date.now() - 3_600_000).toISOString(),
  });
  const session = await schedule(send, each, organizer, conference!.id);
  await each((nth) =>
    send<ViewerLink>(organizer, 'POST /api/v1/conferences/{id}/viewers', conference!.id, nth),
  );
  const ids = { conference: conference!.id, site: site!.id, checkpoint: checkpoint!.id, person: fresh.id };
  await materials(app, ids.conference, fields, attacked);
  const client = await atTheSite(app, ids, people, { send, each, fields, attacked });
  await attackedControlRoom(app, ids.conference, sites, session, client, send, attacked);
  await attackedImports(organizer, conference!.id, attacked);
  await each((nth) =>
    send(organizer, 'PUT /api/v1/conferences/{id}/paper', conference!.id, nth, { date: null }),
  );
  await attackedUnitMerges(organizer, conference!.id, attacked);
  await attackedData(organizer, conference!.id, site!.id, send);
  return {
    conference: made(await organizer.get<Conference>(pathTo(ROUTES.conference, conference!.id))),
    site: site!,
    people,
    checkpoint: checkpoint!,
    fresh,
    attacked,
  };
}

type Send = <T>(
  client: Client,
  route: string,
  id: string,
  nth: number,
  base?: Record<string, unknown>,
) => Promise<T>;
type Each = <T>(work: (nth: number) => Promise<T>) => Promise<T[]>;

async function schedule(send: Send, each: Each, organizer: Client, conferenceId: string): Promise<Session> {
  const start = Date.now() - 600_000;
  const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
  const sessions = await each((nth) =>
    send<Session>(organizer, 'POST /api/v1/conferences/{id}/sessions', conferenceId, nth, {
      startsAt: at(nth * 20),
      endsAt: at(nth * 20 + 20),
    }),
  );
  await send(organizer, 'PATCH /api/v1/sessions/{id}', sessions[0]!.id, 17, {});
  return sessions[0]!;
}

/** Titles, and file names: what stands before a slash would be a folder, and is cut off. */
async function materials(
  app: TestApp,
  conferenceId: string,
  fields: TextFields,
  attacked: Set<string>,
): Promise<void> {
  const route = 'POST /api/v1/conferences/{id}/materials';
  const content = '%PDF-1.7\n%%EOF';
  const uploaded: Material[] = [];
  for (const [nth, payload] of PAYLOADS.entries())
    uploaded.push(
      made(
        await app.organizer.upload<Material>(
          pathTo(ROUTES.materials, conferenceId),
          { name: `${payload.replace(/[/\\]/g, '')}.pdf`, content },
          { ...(fields.fill(route, nth) as Record<string, string>), audience: 'public' },
        ),
      ),
    );
  attacked.add(route).add('POST /api/v1/materials/{id}/versions').add('PATCH /api/v1/materials/{id}');
  const [first] = uploaded;
  made(
    await app.organizer.upload(pathTo(ROUTES.materialVersions, first!.id), {
      name: `${payloadFor(18)}.pdf`,
      content,
    }),
  );
  made(
    await app.organizer.patch(
      pathTo(ROUTES.material, first!.id),
      fields.fill('PATCH /api/v1/materials/{id}', 19),
    ),
  );
}

/**
 * What a console says: its own name, calls for help, walk-ins, reasons, notes; and
 * what organizers decide about it.
 */
async function atTheSite(
  app: TestApp,
  ids: Ids,
  people: Participant[],
  { send, each, fields, attacked }: { send: Send; each: Each; fields: TextFields; attacked: Set<string> },
): Promise<Client> {
  const { organizer } = app;
  const consoles = await each(async (nth) => {
    const { code } = made(await organizer.post<Pairing>(pathTo(ROUTES.pairings, ids.site)));
    return send<PairReply>(app.anonymous, 'POST /api/v1/auth/pair', '', nth, { code });
  });
  const [first, revoked] = consoles;
  const client = app.anonymous.as(first!.token);
  const act = (more: Partial<Entry>): Entry => ({
    id: randomUUID(),
    checkpointId: ids.checkpoint,
    kind: 'present',
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
    ...more,
  });
  const says = async (entries: Entry[]): Promise<string[]> =>
    made(await client.post<AttendanceReply>(pathTo(ROUTES.attendance, ids.site), { entries })).receipts.map(
      ({ outcome, code }) => code ?? outcome,
    );
  const walkIn = (nth: number): Entry =>
    act({
      walkIn: { fullName: payloadFor(nth), unit: payloadFor(nth + 1), position: payloadFor(nth + 2) },
      method: 'walk_in',
    });
  attacked.add('POST /api/v1/sites/{id}/attendance');
  await says(PAYLOADS.map((_, nth) => walkIn(nth)));
  await says(
    people.map(({ id }, nth) => act({ kind: 'absent', participantId: id, reason: payloadFor(nth) })),
  );
  await says(PAYLOADS.map((_, nth) => act({ code: payloadFor(nth, 40) })));
  await says([act({ kind: 'confirm', headcount: 3, note: payloadFor(20) })]);
  await says(
    people.map(({ id }, nth) =>
      act({ kind: 'left', participantId: id, reason: payloadFor(nth), amendment: payloadFor(nth) }),
    ),
  );
  await says([
    act({ kind: 'reopen', reason: payloadFor(21) }),
    act({ kind: 'confirm', headcount: 3, note: payloadFor(22) }),
  ]);
  for (let nth = 0; nth < PAYLOADS.length; nth += 1) {
    const call = await send<HelpCall>(client, 'POST /api/v1/sites/{id}/help', ids.site, nth, {
      id: randomUUID(),
    });
    // Ten stay open: a site may have twenty.
    if (nth >= 10) await send(organizer, 'POST /api/v1/help/{id}/answer', call.id, nth);
  }
  made(await organizer.delete(pathTo(ROUTES.device, revoked!.deviceId)));
  attacked.add('POST /api/v1/quarantine');
  made(
    await app.anonymous
      .as(revoked!.token)
      .post(pathTo(ROUTES.quarantine), { entries: PAYLOADS.map((_, nth) => walkIn(nth)) }),
  );
  await decide('conferenceQuarantine', 'quarantine');
  await decide('refusedEntries', 'refused-entries');
  return client;

  /** Accepts one waiting entry and rejects one; the others stay on the page. */
  async function decide(list: 'conferenceQuarantine' | 'refusedEntries', route: string): Promise<void> {
    const { items } = made(
      await organizer.get<HeldEntries>(`${pathTo(ROUTES[list], ids.conference)}?limit=500`),
    );
    await send(organizer, `POST /api/v1/${route}/{id}/reject`, items[0]!.id, 23);
    const accept = `POST /api/v1/${route}/{id}/accept`;
    attacked.add(accept);
    await organizer.post(`/api/v1/${route}/${items[1]!.id}/accept`, fields.fill(accept, 24));
  }
}
