import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Material } from '../src/contract/material.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Webhook } from '../src/contract/webhook.js';
import type { Page } from '../src/contract/wire.js';
import { cursorOf } from '../src/platform/http/page.dto.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall } from './support/hall.js';

const refusal = ({ status, body }: Answer<unknown>) => [status, (body as ProblemBody).code];

const AT = '2026-11-22T01:00:00.000Z';
/** What lists give as `next`, by the form of it. */
const FORMS = {
  number: () => cursorOf('42'),
  id: () => cursorOf(randomUUID()),
  'text and id': () => cursorOf('dong son', randomUUID()),
  'site and kind': () => cursorOf(randomUUID(), 'coordinator'),
  'no site and kind': () => cursorOf('', 'anyone'),
  'times and id': () => cursorOf(AT, AT, randomUUID()),
};
type Form = keyof typeof FORMS;
const NOBODYS = {
  empty: '',
  'no JSON': 'abc',
  'no list': Buffer.from('{"a":1}').toString('base64url'),
  'no keys': cursorOf(),
  'another text': cursorOf('x'),
  texts: cursorOf('a', 'b', 'c'),
  'a bad id': cursorOf('a', 'b'),
  'bad times': cursorOf('1', '2', randomUUID()),
  'a negative number': cursorOf('-1'),
};

/**
 * Every list, what of it is named in its path, and the forms that it takes. `checkpoints`
 * takes ids, but of its own alone.
 */
const LISTS: [
  name: keyof typeof ROUTES,
  of: 'nothing' | 'conference' | 'site' | 'material' | 'webhook',
  own: Form[],
][] = [
  ['conferences', 'nothing', ['id']],
  ['audit', 'nothing', ['number']],
  ['sites', 'conference', ['text and id']],
  ['invitations', 'conference', ['text and id']],
  ['participants', 'conference', ['text and id']],
  ['checkpoints', 'conference', []],
  ['sessions', 'conference', ['times and id']],
  ['materials', 'conference', ['id']],
  ['viewers', 'conference', ['id']],
  ['ledger', 'conference', ['number']],
  ['timeline', 'conference', []],
  ['conferenceHelp', 'conference', ['number']],
  ['announcements', 'conference', ['text and id']],
  ['siteHelp', 'site', ['number']],
  ['dataRequests', 'conference', ['text and id']],
  ['speakRequests', 'conference', ['number']],
  ['readinessHistory', 'site', ['number']],
  ['siteContacts', 'site', ['number']],
  ['incidents', 'conference', ['id']],
  ['devices', 'site', ['id']],
  ['webhooks', 'nothing', ['id']],
  ['webhookDeliveries', 'webhook', ['id']],
  ['materialDownloads', 'material', ['site and kind', 'no site and kind']],
];

describe('the place in a list', () => {
  let app: TestApp;
  let hall: Hall;
  let material: Material;
  let webhook: Webhook;

  beforeAll(async () => {
    app = await startTestApp();
    hall = await makeHall(app.organizer, { sites: 1, people: 1 });
    material = made(
      await app.organizer.upload<Material>(pathTo(ROUTES.materials, hall.conference.id), {
        name: 'a.pdf',
        content: '%PDF-1.7\n%%EOF',
      }),
    );
    const hook = { name: 'Cổng báo', url: 'https://nhan.invalid/' };
    webhook = made(await app.organizer.post<Webhook>(pathTo(ROUTES.webhooks), hook));
  });
  afterAll(() => app.stop());

  const page = (name: keyof typeof ROUTES, of: string, after: string) => {
    const id = {
      nothing: undefined,
      conference: hall.conference.id,
      site: hall.sites[0]!.id,
      material: material.id,
      webhook: webhook.id,
    }[of];
    return app.organizer.get<Page<unknown>>(`${pathTo(ROUTES[name], id)}?after=${after}`);
  };

  test.each(LISTS)('%s takes its own alone', async (name, of, own) => {
    const forms = Object.keys(FORMS) as Form[];
    const answers = await Promise.all(
      forms.map(async (form) => [form, (await page(name, of, FORMS[form]())).status]),
    );
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(forms.map((form) => [form, own.includes(form) ? 200 : 400])),
    );
    for (const [what, after] of Object.entries(NOBODYS))
      expect([what, refusal(await page(name, of, after))]).toEqual([what, [400, 'request.invalid']]);
  });

  test('checkpoints of another conference are no place among these', async () => {
    const other = await makeHall(app.organizer, { sites: 0, people: 0 });
    await app.organizer.post(pathTo(ROUTES.checkpoints, other.conference.id), { name: 'Bế mạc' });
    const { next } = made(
      await app.organizer.get<Page<unknown>>(`${pathTo(ROUTES.checkpoints, other.conference.id)}?limit=1`),
    );
    expect(
      (await app.organizer.get(`${pathTo(ROUTES.checkpoints, other.conference.id)}?after=${next}`)).status,
    ).toBe(200);
    expect(refusal(await page('checkpoints', 'conference', next!))).toEqual([400, 'request.invalid']);
  });

  test('a session that is removed between two pages does not start the list again', async () => {
    const sessions = pathTo(ROUTES.sessions, hall.conference.id);
    for (const hour of [1, 2, 3])
      await app.organizer.post(sessions, {
        title: `Phiên ${hour}`,
        kind: 'talk',
        startsAt: `2026-11-22T0${hour}:00:00.000Z`,
        endsAt: `2026-11-22T0${hour}:30:00.000Z`,
      });
    const first = made(await app.organizer.get<Page<Session>>(`${sessions}?limit=2`));
    expect((await app.organizer.delete(pathTo(ROUTES.session, first.items[1]!.id))).status).toBe(204);
    const second = made(await app.organizer.get<Page<Session>>(`${sessions}?limit=2&after=${first.next}`));
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual([
      'Phiên 1',
      'Phiên 2',
      'Phiên 3',
    ]);
  });
});
