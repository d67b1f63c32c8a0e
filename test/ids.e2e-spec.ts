import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { LedgerEntry } from '../src/contract/attendance.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { Material } from '../src/contract/material.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';
import { LiveClient } from './support/live.js';

let app: TestApp;
let hall: Hall;
const big = (id: string): string => id.toUpperCase();
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
});
afterAll(() => app.stop());

describe('an id in capitals is the same id', () => {
  it('in a path', async () => {
    const session = made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), {
        title: 'Phiên',
        startsAt: '2026-11-22T01:00:00Z',
        endsAt: '2026-11-22T02:00:00Z',
      }),
    );
    const material = made(
      await app.organizer.upload<Material>(
        pathTo(ROUTES.materials, big(hall.conference.id)),
        { name: 'a.pdf', content: '%PDF-1.7\n%%EOF' },
        { sessionId: big(session.id) },
      ),
    );
    expect(material).toMatchObject({ conferenceId: hall.conference.id, sessionId: session.id });
    const held: [string, string][] = [
      [ROUTES.conference, hall.conference.id],
      [ROUTES.site, hall.sites[0]!.id],
      [ROUTES.participant, hall.people[0]![0]!.id],
      [ROUTES.session, session.id],
      [ROUTES.material, material.id],
    ];
    for (const [route, id] of held)
      expect([
        route,
        (await app.organizer.get<{ id: string }>(pathTo(route as typeof ROUTES.site, big(id)))).body.id,
      ]).toEqual([route, id]);
    expect(
      made(
        await app.organizer.patch<Checkpoint>(pathTo(ROUTES.checkpoint, big(hall.checkpoint.id)), {
          sessionId: big(session.id),
        }),
      ).sessionId,
    ).toBe(session.id);
    const { token } = await pair(app.organizer, big(hall.sites[0]!.id));
    const entry = present(big(hall.checkpoint.id), big(hall.people[0]![0]!.id), { id: big(randomUUID()) });
    expect(
      made(
        await app.anonymous
          .as(token)
          .post(pathTo(ROUTES.attendance, big(hall.sites[0]!.id)), { entries: [entry] }),
      ),
    ).toMatchObject({
      receipts: [{ outcome: 'accepted' }],
    });
  });

  it('in a body', async () => {
    const [parent, child] = [hall.sites[0]!.id, hall.sites[1]!.id];
    expect(
      made(await app.organizer.patch<Site>(pathTo(ROUTES.site, child), { parentId: big(parent) })).parentId,
    ).toBe(parent);
    expect(
      made(
        await app.organizer.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), {
          siteId: big(child),
          fullName: 'Đặng Thị Hường',
        }),
      ).siteId,
    ).toBe(child);
    expect(
      made(
        await app.organizer.patch<Participant>(pathTo(ROUTES.participant, hall.people[1]![0]!.id), {
          siteId: big(child),
        }),
      ).siteId,
    ).toBe(child);
  });

  it('in a query', async () => {
    const [conference, site, person, checkpoint] = [
      hall.conference.id,
      hall.sites[0]!.id,
      hall.people[0]![0]!.id,
      hall.checkpoint.id,
    ];
    const ledger = made(
      await app.organizer.get<Page<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, conference)}?siteId=${big(site)}&participantId=${big(person)}` +
          `&checkpointId=${big(checkpoint)}`,
      ),
    );
    expect(ledger.items.map(({ participantId }) => participantId)).toEqual([person]);
    const people = made(
      await app.organizer.get<Page<Participant>>(
        `${pathTo(ROUTES.participants, conference)}?siteId=${big(site)}&checkpointId=${big(checkpoint)}`,
      ),
    );
    expect(people.items.map(({ id }) => id)).toEqual([person]);
    expect(
      made(
        await app.organizer.get<BoardSnapshot>(
          `${pathTo(ROUTES.board, conference)}?checkpointId=${big(checkpoint)}`,
        ),
      ).checkpointId,
    ).toBe(checkpoint);
    expect(
      (await app.organizer.get(`${pathTo(ROUTES.reportCsv, conference)}?checkpointId=${big(checkpoint)}`))
        .status,
    ).toBe(200);
  });

  it('in a live event', async () => {
    const site = hall.sites[1]!.id;
    const { token } = await pair(app.organizer, site);
    const [console, organizer] = [
      await LiveClient.connect(app.url, { token }),
      await LiveClient.connect(app.url, { token: app.organizer.token! }),
    ];
    try {
      expect((await console.ask('site.join', { siteId: big(site) })).problem).toBeUndefined();
      expect(
        (await organizer.ask('board.watch', { conferenceId: big(hall.conference.id) })).problem,
      ).toBeUndefined();
      const entries = [present(hall.checkpoint.id, hall.people[1]![0]!.id)];
      expect(await console.ask('attendance.submit', { siteId: big(site), entries })).toMatchObject({
        receipts: [{ outcome: 'accepted' }],
      });
    } finally {
      [console, organizer].forEach((one) => one.close());
    }
  });
});
