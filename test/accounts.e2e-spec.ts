import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type {
  Account,
  AccountInvitation,
  InvitedAccount,
  InvitedCheckReply,
} from '../src/contract/account.js';
import type { MeReply } from '../src/contract/auth.js';
import type { Conference } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { AccountsService } from '../src/identity/accounts/accounts.service.js';
import type { Page } from '../src/contract/wire.js';
import { OrganizersService } from '../src/identity/accounts/organizers.service.js';
import { Clock } from '../src/platform/clock/clock.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { colleague, COLLEAGUES_PASSWORD, ownersBrowser, tokenIn } from './support/colleagues.js';
import { expectProblem } from './support/expect-problem.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';

const accounts = pathTo(ROUTES.accounts);
const SIX_LETTERS = 'ngắn quá';
let app: TestApp;
let owner: Client;
let nth = 0;
beforeAll(async () => {
  app = await startTestApp();
  owner = await ownersBrowser(app);
});
afterAll(() => app.stop());

const newLogin = (): string => `can-bo-${(nth += 1)}`;
const invite = async (more: object = {}): Promise<InvitedAccount> =>
  made(
    await owner.post<InvitedAccount>(accounts, {
      login: newLogin(),
      name: 'Cán bộ',
      role: 'steward',
      ...more,
    }),
  );
const conference = async (slug: string): Promise<Conference> =>
  made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      slug,
      title: slug,
      startsOn: '2026-12-01',
      endsOn: '2026-12-01',
    }),
  );
const idOf = async (client: Client): Promise<string> => {
  const { principal } = made(await client.get<MeReply>(pathTo(ROUTES.me)));
  return principal.kind === 'organizer' ? principal.accountId : '';
};
const signedIn = (login: string, password: string) =>
  app.anonymous.post(pathTo(ROUTES.signIn), { login, password });

describe('who may not', () => {
  test('nobody but an owner sees or makes accounts, and no token does', async () => {
    const organizer = await colleague(app, { login: newLogin(), role: 'organizer' });
    const body = { login: 'ke-la', name: 'X', role: 'owner' };
    for (const client of [organizer, await colleague(app, { login: newLogin(), role: 'reader' })]) {
      expectProblem(await client.get(accounts), 403, 'auth.forbidden');
      expectProblem(await client.post(accounts, body), 403, 'auth.forbidden');
      expectProblem(
        await client.patch(pathTo(ROUTES.account, await idOf(client)), { role: 'owner' }),
        403,
        'auth.forbidden',
      );
    }
    expectProblem(await app.organizer.get(accounts), 403, 'auth.browser-only');
    expectProblem(await app.organizer.post(accounts, body), 403, 'auth.browser-only');
  });

  test('fields of another form are named', async () => {
    for (const wrong of [
      { role: 'king' },
      { login: 'a b c' },
      { login: 'ab' },
      { scope: 'some' },
      { scope: ['no-id'] },
      { scope: Array.from({ length: 201 }, () => '01a22938-9053-7257-9b77-f9ef09e91271') },
      { name: '' },
    ])
      expectProblem(
        await owner.post(accounts, { login: newLogin(), name: 'X', role: 'reader', ...wrong }),
        400,
        'request.invalid',
      );
    expectProblem(
      await owner.post(accounts, {
        login: newLogin(),
        name: 'X',
        role: 'reader',
        scope: ['01a22938-9053-7257-9b77-f9ef09e91271'],
      }),
      422,
      'account.conference-unknown',
    );
    expectProblem(
      await owner.post(accounts, { login: ORGANIZER.login.toUpperCase(), name: 'X', role: 'reader' }),
      409,
      'account.login-taken',
    );
    expectProblem(
      await owner.patch(pathTo(ROUTES.account, '01a22938-9053-7257-9b77-f9ef09e91271'), { name: 'X' }),
      404,
      'account.not-found',
    );
  });
});

describe('an invitation', () => {
  test('names its account, takes a good password, signs in, and works once', async () => {
    const invited = await invite({ name: 'Nguyễn Thị Đào' });
    expect(invited).toMatchObject({ joined: false, role: 'steward', scope: 'all', disabled: false });
    const token = tokenIn(invited);
    expect(made(await app.anonymous.post<InvitedCheckReply>(pathTo(ROUTES.invitedCheck), { token }))).toEqual(
      { login: invited.login, name: 'Nguyễn Thị Đào' },
    );
    expectProblem(await signedIn(invited.login, ''), 400, 'request.invalid');
    expectProblem(await signedIn(invited.login, COLLEAGUES_PASSWORD), 401, 'auth.invalid');
    expectProblem(
      await app.anonymous.post(pathTo(ROUTES.invited), { token, password: SIX_LETTERS }),
      422,
      'auth.password-weak',
    );
    const joined = await app.anonymous.post(pathTo(ROUTES.invited), { token, password: COLLEAGUES_PASSWORD });
    expect(joined.status).toBe(201);
    expect(await idOf(app.anonymous.browser(joined))).toBe(invited.id);
    for (const [path, body] of [
      [ROUTES.invited, { token, password: COLLEAGUES_PASSWORD }],
      [ROUTES.invitedCheck, { token }],
    ] as const)
      expectProblem(await app.anonymous.post(pathTo(path), body), 404, 'auth.invitation-invalid');
    expect((await signedIn(invited.login, COLLEAGUES_PASSWORD)).status).toBe(200);
  });

  test('ends with the next one, and after 72 hours', async () => {
    const first = await invite();
    const second = made(await owner.post<AccountInvitation>(pathTo(ROUTES.accountInvite, first.id)));
    const check = (token: string) => app.anonymous.post(pathTo(ROUTES.invitedCheck), { token });
    expectProblem(await check(tokenIn(first)), 404, 'auth.invitation-invalid');
    const token = tokenIn({ invitation: second });
    expect((await check(token)).status).toBe(200);
    const clock = app.app.get(Clock);
    const real = clock.now;
    clock.now = () => real.call(clock) + 72 * 3_600_000;
    const late = await check(token);
    clock.now = real;
    expectProblem(late, 404, 'auth.invitation-invalid');
  });

  test('gives a forgotten password anew, and ends what was signed in by the old one', async () => {
    const login = newLogin();
    const client = await colleague(app, { login, role: 'organizer' });
    const { url } = made(
      await owner.post<AccountInvitation>(pathTo(ROUTES.accountInvite, await idOf(client))),
    );
    expect((await client.get(pathTo(ROUTES.me))).status).toBe(200);
    const body = { token: tokenIn({ invitation: { url, expiresAt: '' } }), password: 'ba con trâu trắng' };
    expect((await app.anonymous.post(pathTo(ROUTES.invited), body)).status).toBe(201);
    expectProblem(await client.get(pathTo(ROUTES.me)), 401, 'auth.ended');
    expectProblem(await signedIn(login, COLLEAGUES_PASSWORD), 401, 'auth.invalid');
    expect((await signedIn(login, 'ba con trâu trắng')).status).toBe(200);
  });
});

describe('an account that is changed', () => {
  test('may more or less from the next request on, over its open connection too', async () => {
    const client = await colleague(app, { login: newLogin(), role: 'organizer' });
    const { id } = await conference('doi-vai');
    const live = await LiveClient.connect(app.url, client.live);
    const closed = new Promise((done) => live.socket.once('disconnect', done));
    const account = pathTo(ROUTES.account, await idOf(client));
    const rename = () => client.patch(pathTo(ROUTES.conference, id), { title: 'Đổi tên' });
    expect((await rename()).status).toBe(200);
    expect(made(await owner.patch<Account>(account, { role: 'reader' }))).toMatchObject({ role: 'reader' });
    expectProblem(await rename(), 403, 'auth.forbidden');
    await closed;
    expect((await client.get(pathTo(ROUTES.board, id))).status).toBe(200);
    made(await owner.patch(account, { scope: [] }));
    expectProblem(await client.get(pathTo(ROUTES.board, id)), 404, 'conference.not-found');
    made(await owner.patch(account, { role: 'organizer', scope: [id] }));
    expect((await rename()).status).toBe(200);
  });

  test('sees no conference but its own in any list, and makes none', async () => {
    const [mine, other] = [await conference('cua-minh'), await conference('cua-nguoi-khac')];
    const client = await colleague(app, { login: newLogin(), role: 'organizer', scope: [mine.id] });
    const list = made(await client.get<Page<Conference>>(pathTo(ROUTES.conferences)));
    expect(list.items.map(({ id }) => id)).toEqual([mine.id]);
    for (const name of [other.id, other.slug])
      expectProblem(await client.get(pathTo(ROUTES.conference, name)), 404, 'conference.not-found');
    expect((await client.get(pathTo(ROUTES.conference, mine.slug))).status).toBe(200);
    const live = await LiveClient.connect(app.url, client.live);
    const follow = async (conferenceId: string) =>
      (await live.ask('conference.follow', { conferenceId })).problem?.code;
    expect([await follow(mine.id), await follow(other.id)]).toEqual([undefined, 'conference.not-found']);
    live.close();
    expectProblem(
      await client.post(pathTo(ROUTES.conferences), {
        slug: 'them-moi',
        title: 'X',
        startsOn: '2026-12-01',
        endsOn: '2026-12-01',
      }),
      403,
      'auth.forbidden',
    );
  });

  test('is out at once when it is disabled, by every way, whatever the environment says', async () => {
    const own = await startTestApp();
    const first = await ownersBrowser(own);
    const second = await colleague(own, { login: 'chu-hai', role: 'owner' });
    const live = await LiveClient.connect(own.url, first.live);
    const told = new Promise((done) => live.socket.once('access.ended', done));
    made(await second.patch(pathTo(ROUTES.account, await idOf(first)), { disabled: true }));
    expect(await told).toEqual({ reason: 'revoked' });
    expectProblem(await first.get(pathTo(ROUTES.me)), 401, 'auth.ended');
    expectProblem(await own.organizer.get(pathTo(ROUTES.me)), 401, 'auth.ended');
    // The environment still names it; another password there must not open it again either.
    const password = 'doi-mat-ma-lan-hai-239';
    await own.app.get(OrganizersService, { strict: false }).ensure(ORGANIZER.login, password);
    for (const known of [ORGANIZER.password, password])
      expectProblem(
        await own.anonymous.post(pathTo(ROUTES.signIn), { ...ORGANIZER, password: known }),
        401,
        'auth.invalid',
      );
    await own.stop();
  });
});

describe('the last owner', () => {
  test('can be neither disabled nor lowered while nobody else who may sign in is one', async () => {
    const id = await idOf(owner);
    await invite({ role: 'owner' });
    for (const patch of [{ role: 'organizer' }, { disabled: true }])
      expectProblem(await owner.patch(pathTo(ROUTES.account, id), patch), 409, 'account.last-owner');
    expect((await owner.get(accounts)).status).toBe(200);
  });

  test('two owners who are past the guard and lower each other: one gets 409', async () => {
    const own = await colleague(app, { login: newLogin(), role: 'owner' });
    const ids = [await idOf(owner), await idOf(own)];
    const service = app.app.get(AccountsService);
    const changes = ids.map((id) => service.change(id, { role: 'organizer' }));
    const answers = await Promise.allSettled(changes);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.findIndex(({ status }) => status === 'rejected');
    expect(answers[refused]).toMatchObject({ reason: { code: 'account.last-owner' } });
    // The story goes on with the first.
    await service.change(ids[0]!, { role: 'owner' });
    await service.change(ids[1]!, { role: 'organizer' });
  });

  test('two owners who lower each other at once: one of them stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const own = await colleague(app, { login: newLogin(), role: 'owner' });
      const [a, b] = [await idOf(owner), await idOf(own)];
      const answers = await Promise.all([
        owner.patch<{ code?: string }>(pathTo(ROUTES.account, b), { role: 'organizer' }),
        own.patch<{ code?: string }>(pathTo(ROUTES.account, a), { role: 'organizer' }),
      ]);
      const stays = answers[0]!.status === 200 ? owner : own;
      expect(answers.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
      const refused = answers.find(({ status }) => status !== 200)!;
      expect([403, 409]).toContain(refused.status);
      const { items } = made(await stays.get<Page<Account>>(accounts));
      const active = items.filter(({ role, joined, disabled }) => role === 'owner' && joined && !disabled);
      expect(active).toHaveLength(1);
      // The story goes on with the first.
      if (stays === own) {
        made(await own.patch(pathTo(ROUTES.account, a), { role: 'owner' }));
        made(await owner.patch(pathTo(ROUTES.account, b), { role: 'organizer' }));
      }
    }
  });
});
