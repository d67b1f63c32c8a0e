import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Receipt } from '../src/contract/attendance.js';
import type { HeldEntries } from '../src/contract/decision.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Session } from '../src/contract/schedule.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Answer } from './support/client.js';
import { DescribedService, type Method } from './support/described-service.js';
import { made, pair, present, signInTrainee } from './support/hall.js';

let here: DescribedService;
beforeAll(async () => void (here = await DescribedService.start()));
afterAll(() => here.stop());

describe('the service answers as it says', () => {
  const expectAsSaid = (method: Method, route: string, { status, body }: Answer<unknown>): void => {
    expect(here.faults(here.answerSchema(method, route, status), body)).toBeNull();
  };

  test('to writers', async () => {
    const { id: siteId } = here.hall.sites[0]!;
    const [person] = here.hall.people[0]!;
    const entries = [
      present(here.hall.checkpoint.id, person!.id),
      { ...present(here.hall.checkpoint.id, person!.id), participantId: undefined, code: 'nobody' },
    ];
    const receipts = await here.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), {
      entries,
    });
    expect(receipts.body.receipts.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused']);
    expectAsSaid('post', ROUTES.attendance, receipts);
    const session = {
      title: 'Khai mạc',
      startsAt: '2026-11-22T01:00:00.000Z',
      endsAt: '2026-11-22T02:00:00.000Z',
      speakers: [{ name: 'Hà' }],
    };
    const added = await here.organizer.post<Session>(
      pathTo(ROUTES.sessions, here.hall.conference.id),
      session,
    );
    expectAsSaid('post', ROUTES.sessions, added);
    expectAsSaid(
      'post',
      ROUTES.sessionStart,
      await here.organizer.post(pathTo(ROUTES.sessionStart, added.body.id)),
    );
    expectAsSaid(
      'post',
      ROUTES.materials,
      await here.organizer.upload(
        pathTo(ROUTES.materials, here.hall.conference.id),
        { name: 'a.txt', type: 'text/plain', content: 'a' },
        { title: 'A' },
      ),
    );
    const code = await here.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, siteId));
    expectAsSaid('post', ROUTES.pairings, code);
    expectAsSaid(
      'post',
      ROUTES.pair,
      await here.anonymous.post(pathTo(ROUTES.pair), { code: code.body.code, deviceName: 'Máy' }),
    );
    expectAsSaid(
      'post',
      ROUTES.trainee,
      await here.anonymous.post(pathTo(ROUTES.trainee), { code: person!.code }),
    );
  });

  test('to readers of a conference', async () => {
    const routes = [
      ROUTES.conference,
      ROUTES.sites,
      ROUTES.participants,
      ROUTES.checkpoints,
      ROUTES.ledger,
      ROUTES.board,
      ROUTES.schedule,
      ROUTES.scheduleJson,
      ROUTES.sessions,
      ROUTES.materials,
      ROUTES.viewers,
      ROUTES.conferenceHelp,
    ];
    for (const route of routes)
      expectAsSaid('get', route, await here.organizer.get(pathTo(route, here.hall.conference.id)));
  });

  test('to readers of a site, and to each kind of sign-in about itself', async () => {
    for (const route of [ROUTES.site, ROUTES.roster, ROUTES.devices, ROUTES.siteHelp])
      expectAsSaid('get', route, await here.organizer.get(pathTo(route, here.hall.sites[0]!.id)));
    const console0 = await pair(here.organizer, here.hall.sites[1]!.id);
    const trainee = await signInTrainee(here.anonymous, here.hall.people[1]![0]!.code!);
    for (const who of [here.organizer, here.anonymous.as(console0.token), here.anonymous.as(trainee.token)])
      expectAsSaid('get', ROUTES.me, await who.get(pathTo(ROUTES.me)));
  });

  test('to a revoked console, and to who decides about its entries and the refused', async () => {
    const { conference, checkpoint, sites, people } = here.hall;
    const { token, deviceId } = await pair(here.organizer, sites[0]!.id);
    const entry = () => present(checkpoint.id, people[0]![1]!.id);
    await here.anonymous
      .as(token)
      .post(pathTo(ROUTES.attendance, sites[0]!.id), { entries: [{ ...entry(), participantId: deviceId }] });
    await here.organizer.delete(pathTo(ROUTES.device, deviceId));
    expectAsSaid(
      'post',
      ROUTES.quarantine,
      await here.anonymous
        .as(token)
        .post(pathTo(ROUTES.quarantine), { entries: [entry(), { id: randomUUID() }] }),
    );
    const lists = [
      [ROUTES.conferenceQuarantine, ROUTES.quarantineAccept, ROUTES.quarantineReject],
      [ROUTES.refusedEntries, ROUTES.refusedAccept, ROUTES.refusedReject],
    ] as const;
    for (const [list, accept, reject] of lists) {
      for (const { id } of made(await here.organizer.get<HeldEntries>(pathTo(list, conference.id))).items) {
        const receipt = await here.organizer.post<Receipt>(pathTo(accept, id));
        expectAsSaid('post', accept, receipt);
        if (receipt.body.outcome === 'refused')
          expectAsSaid('post', reject, await here.organizer.post(pathTo(reject, id), { reason: 'Ghi nhầm' }));
      }
      const listed = await here.organizer.get<HeldEntries>(pathTo(list, conference.id));
      expect(listed.body.items.length).toBeGreaterThan(0);
      expectAsSaid('get', list, listed);
    }
  });

  test('with the report of a file that is not imported, row by row', async () => {
    const rejected = await here.organizer.upload<ProblemBody>(
      pathTo(ROUTES.siteImport, here.hall.conference.id),
      {
        name: 'a.csv',
        content: 'code,name,level\nX1,,moon\n',
      },
    );
    const unread = await here.organizer.upload<ProblemBody>(
      pathTo(ROUTES.participantImport, here.hall.conference.id),
      {
        name: 'a.csv',
        content: '',
      },
    );
    expect([rejected, unread].map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'import.rejected'],
      [422, 'import.empty'],
    ]);
    for (const [route, { body }] of [
      [ROUTES.siteImport, rejected],
      [ROUTES.participantImport, unread],
    ] as const) {
      const { responses } = here.operation('post', route);
      expect(here.faults(responses[422]!.content!['application/problem+json']!.schema!, body)).toBeNull();
    }
    const rows = { $ref: '#/components/schemas/ImportRejected' };
    expect(
      here.faults(rows, {
        ...rejected.body,
        errors: [{ path: 'name', code: 'cell.required', message: 'name is empty' }],
      }),
    ).not.toBeNull();
    const { created: _, ...counted } = rejected.body as ProblemBody & { created: number };
    expect(here.faults(rows, counted)).not.toBeNull();
  });

  test('with problems', async () => {
    const { responses } = here.operation('post', ROUTES.conferences);
    const { schema } = responses.default!.content!['application/problem+json']!;
    for (const answer of [
      await here.organizer.post(pathTo(ROUTES.conferences), { slug: '' }),
      await here.anonymous.get(pathTo(ROUTES.me)),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(here.faults(schema!, answer.body)).toBeNull();
    }
  });
});
