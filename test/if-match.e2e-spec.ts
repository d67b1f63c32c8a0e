import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Account } from '../src/contract/account.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { ownersBrowser } from './support/colleagues.js';
import { expectProblem } from './support/expect-problem.js';
import { made } from './support/hall.js';
import { type Place, place } from './support/two-conferences.js';
import { type Case, pathOf, TABLE } from './support/who-may.js';

interface Thing {
  updatedAt: string;
}
/** Every PATCH of the service: one that is not in the table fails in `closed-by-default.e2e-spec.ts`. */
const PATCHES = TABLE.filter(({ method }) => method === 'PATCH').map((row) => [row.route, row] as const);
const OUTDATED = '"2020-01-01T00:00:00.000Z"';
let app: TestApp;
let owner: Client;
let own: Place;
let account: string;
beforeAll(async () => {
  app = await startTestApp();
  owner = await ownersBrowser(app);
  own = await place(app, 'hai-nguoi-cung-sua', 'open');
  const invited = { login: 'dong-nghiep', name: 'Đồng nghiệp', role: 'reader' };
  const draft = {
    id: randomUUID(),
    text: 'Bản nháp',
    level: 'info',
    to: { all: true },
    acknowledge: false,
    status: 'draft',
  };
  own.announcement = made(
    await owner.post<{ id: string }>(pathTo(ROUTES.announcements, own.conference), draft),
  ).id;
  account = made(await owner.post<Account>(pathTo(ROUTES.accounts), invited)).id;
});
afterAll(() => app.stop());

const pathIn = ({ route, thing }: Case): string =>
  pathOf(route).replace(
    ':id',
    thing === 'account' ? account : (own as unknown as Record<string, string>)[thing!]!,
  );
const read = async (row: Case): Promise<{ thing: Thing; etag: string }> => {
  const answer = await owner.get<Thing>(pathIn(row));
  return { thing: made(answer), etag: answer.headers.get('etag')! };
};
/** With other words each time: what changes nothing is no new version. */
const change = (row: Case, ifMatch: string | null): Promise<Answer<Thing>> => {
  const [[field, text]] = Object.entries(row.body!({}, own) as object) as [[string, string]];
  const body = { [field]: `${text} ${randomUUID().slice(0, 8)}` };
  return owner.patch<Thing>(pathIn(row), body, ifMatch === null ? {} : { 'if-match': ifMatch });
};

test('all that can be changed is tried here', () => expect(PATCHES.length).toBeGreaterThan(7));

describe.each(PATCHES)('%s', (_, row) => {
  test('says its version where it is read, and takes a change of that version alone', async () => {
    const before = await read(row);
    expect(before.etag).toBe(`"${before.thing.updatedAt}"`);
    expectProblem(await change(row, OUTDATED), 412, 'edit.outdated');
    expect(await read(row)).toEqual(before);
    const changed = await change(row, before.etag);
    const etag = changed.headers.get('etag')!;
    expect([changed.status, etag]).toEqual([200, `"${made(changed).updatedAt}"`]);
    expect((await read(row)).etag).toBe(etag);
    expectProblem(await change(row, before.etag), 412, 'edit.outdated');
    for (const any of ['*', null]) expect((await change(row, any)).status).toBe(200);
  });

  test('refuses the second of two who have read the same version', async () => {
    const { etag } = await read(row);
    const answers = await Promise.all([change(row, etag), change(row, etag), change(row, etag)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const refused = answers.find(({ status }) => status === 412) as unknown as Answer<ProblemBody>;
    expect(refused.body.code).toBe('edit.outdated');
  });
});
