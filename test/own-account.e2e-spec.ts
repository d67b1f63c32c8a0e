import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Account, InvitedAccount, OwnSignIns, OwnTokens, TokenScope } from '../src/contract/account.js';
import type { MeReply, Principal, TokenReply } from '../src/contract/auth.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { AccountsRepository } from '../src/identity/accounts/accounts.repository.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { colleague, COLLEAGUES_PASSWORD as PASSWORD, ownersBrowser, tokenIn } from './support/colleagues.js';
import { expectProblem } from './support/expect-problem.js';
import { type Hall, made, makeHall, present } from './support/hall.js';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
type Organizer = Principal & { kind: 'organizer' };
let app: TestApp;
let nth = 0;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const newcomer = async (): Promise<{ login: string; client: Client }> => {
  const login = `nhan-vien-${(nth += 1)}`;
  return { login, client: await colleague(app, { login, role: 'organizer' }) };
};
const signIn = (login: string, password = PASSWORD) =>
  app.anonymous.post(pathTo(ROUTES.signIn), { login, password }, { 'user-agent': FIREFOX });
const token = async (login: string, more: { name?: string; scopes?: TokenScope[]; days?: number } = {}) =>
  made(
    await app.anonymous.post<TokenReply>(pathTo(ROUTES.tokens), {
      login,
      password: PASSWORD,
      name: 'máy in',
      ...more,
    }),
  );

describe('one’s own password', () => {
  test('is changed with the old one, and everybody else who is signed in by it is out', async () => {
    const { login, client } = await newcomer();
    const other = app.anonymous.browser(await signIn(login));
    const program = app.anonymous.as((await token(login)).token);
    const path = pathTo(ROUTES.password);
    const change = (old: string, next: string) => client.post(path, { old, new: next });
    expectProblem(await change('khong-phai-no-dau', 'ba con trâu trắng'), 422, 'auth.password-wrong');
    expectProblem(await change(PASSWORD, 'ngắn'), 422, 'auth.password-weak');
    expectProblem(
      await program.post(path, { old: PASSWORD, new: 'ba con trâu trắng' }),
      403,
      'auth.browser-only',
    );
    expect((await other.get(pathTo(ROUTES.me))).status).toBe(200);
    expect((await change(PASSWORD, 'ba con trâu trắng')).status).toBe(204);
    expect((await client.get(pathTo(ROUTES.me))).status).toBe(200);
    for (const gone of [other, program]) expectProblem(await gone.get(pathTo(ROUTES.me)), 401, 'auth.ended');
    expectProblem(await signIn(login), 401, 'auth.invalid');
    expect((await signIn(login, 'ba con trâu trắng')).status).toBe(200);
  });

  test('changed while an owner lowers the account, gives nothing back', async () => {
    const { client } = await newcomer();
    const { principal } = made(await client.get<MeReply & { principal: Organizer }>(pathTo(ROUTES.me)));
    const owner = await ownersBrowser(app);
    const store = app.app.get(AccountsRepository, { strict: false });
    const { save } = store;
    let lowering: Promise<Answer<Account>> | undefined;
    store.save = async (tx, row) => {
      if (lowering === undefined) {
        lowering = owner.patch<Account>(pathTo(ROUTES.account, principal.accountId), { role: 'reader' });
        // It may have to wait for this one.
        await Promise.race([lowering, wait(300)]);
      }
      await save.call(store, tx, row);
    };
    const next = { old: PASSWORD, new: 'ba con trâu trắng' };
    const changed = await client.post(pathTo(ROUTES.password), next);
    store.save = save;
    expect(changed.status).toBe(204);
    expect(made(await lowering!)).toMatchObject({ role: 'reader' });
    expect(made(await client.get(pathTo(ROUTES.me)))).toMatchObject({ principal: { role: 'reader' } });
  });
});

describe('an invitation', () => {
  test('taken twice at once sets one password', async () => {
    for (let round = 0; round < 4; round += 1) {
      const login = `nguoi-moi-${round}`;
      const body = { login, name: 'X', role: 'organizer' };
      const owner = await ownersBrowser(app);
      const token = tokenIn(made(await owner.post<InvitedAccount>(pathTo(ROUTES.accounts), body)));
      const answers = await Promise.all(
        ['ba con trâu trắng', 'bốn con trâu đen'].map((password) =>
          app.anonymous.post(pathTo(ROUTES.invited), { token, password }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
    }
  });
});

describe('one’s own sign-ins and tokens', () => {
  test('are listed with where they are, and ended one by one', async () => {
    const { login, client } = await newcomer();
    const elsewhere = app.anonymous.browser(await signIn(login));
    const list = async () =>
      made(await client.get<OwnSignIns>(pathTo(ROUTES.signIns))).items.map(({ id, name, isCurrent }) => ({
        id,
        name,
        isCurrent,
      }));
    const [mine, other] = await list();
    expect([mine, other]).toEqual([
      { id: expect.any(String), name: 'browser', isCurrent: true },
      { id: expect.any(String), name: 'Firefox, Windows', isCurrent: false },
    ]);
    expect((await client.delete(pathTo(ROUTES.ownSignIn, other!.id))).status).toBe(204);
    expectProblem(await elsewhere.get(pathTo(ROUTES.me)), 401, 'auth.ended');
    expectProblem(await client.delete(pathTo(ROUTES.ownSignIn, other!.id)), 404, 'sign-in.not-found');
    expect(await list()).toEqual([mine]);
  });

  test('nobody ends what is somebody else’s', async () => {
    const [{ client }, { login }] = [await newcomer(), await newcomer()];
    const theirs = await token(login);
    for (const route of [ROUTES.token, ROUTES.ownSignIn])
      expectProblem(await client.delete(pathTo(route, theirs.id)), 404, 'sign-in.not-found');
    expect((await app.anonymous.as(theirs.token).get(pathTo(ROUTES.me))).status).toBe(200);
  });

  test('a token has a name, scopes and an end, and is never shown again', async () => {
    const { login, client } = await newcomer();
    const made1 = await token(login, { name: 'bảng điện tử', scopes: ['read'], days: 7 });
    expect(Math.round((Date.parse(made1.expiresAt) - Date.now()) / 86_400_000)).toBe(7);
    const answer = await client.get<OwnTokens>(pathTo(ROUTES.tokens));
    expect(made(answer).items).toEqual([
      {
        id: made1.id,
        name: 'bảng điện tử',
        scopes: ['read'],
        createdAt: expect.any(String),
        expiresAt: made1.expiresAt,
        lastSeenOn: null,
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(made1.token);
    expect((await client.delete(pathTo(ROUTES.token, made1.id))).status).toBe(204);
    expectProblem(await app.anonymous.as(made1.token).get(pathTo(ROUTES.me)), 401, 'auth.ended');
    for (const wrong of [{ scopes: [] }, { scopes: ['all'] }, { days: 0 }, { days: 366 }])
      expectProblem(
        await app.anonymous.post(pathTo(ROUTES.tokens), { login, password: PASSWORD, name: 'x', ...wrong }),
        400,
        'request.invalid',
      );
  });
});

describe('a token', () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await makeHall(app.organizer, { sites: 1, people: 2 });
  });
  const acts = async (scopes: TokenScope[]) => {
    const { login } = await newcomer();
    const client = app.anonymous.as((await token(login, { scopes })).token);
    const [person] = hall.people[0]!;
    return {
      reads: (await client.get(pathTo(ROUTES.sites, hall.conference.id))).status,
      records: (
        await client.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), {
          entries: [present(hall.checkpoint.id, person!.id, { id: randomUUID() })],
        })
      ).status,
      setsUp: (await client.patch(pathTo(ROUTES.conference, hall.conference.id), { title: 'Đổi tên' }))
        .status,
      asksWho: (await client.get(pathTo(ROUTES.me))).status,
      signsOut: (await client.post(pathTo(ROUTES.signOut))).status,
    };
  };

  test.each<[TokenScope[], object]>([
    [['read'], { reads: 200, records: 403, setsUp: 403 }],
    [['attendance:write'], { reads: 403, records: 200, setsUp: 403 }],
    [['setup:write'], { reads: 403, records: 403, setsUp: 200 }],
    [['read', 'attendance:write', 'setup:write'], { reads: 200, records: 200, setsUp: 200 }],
  ])('made for %j does that and nothing else', async (scopes, expected) => {
    expect(await acts(scopes)).toEqual({ ...expected, asksWho: 200, signsOut: 200 });
  });
});
