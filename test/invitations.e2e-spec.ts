import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { read, utils } from '@e965/xlsx';
import type { Pairing, PairReply, Principal } from '../src/contract/auth.js';
import type {
  Invitation,
  InvitationList,
  InvitationsMade,
  OpenedInvitation,
  SiteInvitation,
} from '../src/contract/invitation.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Chase } from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { Reader } from '../src/platform/database/reader.js';
import { InvitationRepository } from '../src/sites/invitations/invitation.repository.js';
import { InvitationsService } from '../src/sites/invitations/invitations.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** A conference that is not over when the test runs. */
async function hallOf(sites: number): Promise<Hall> {
  const hall = await makeHall(app.organizer, { sites, people: 1 });
  await patched(hall, { endsOn: '2999-12-31' });
  return hall;
}
const invite = async (siteId: string): Promise<Invitation> =>
  made(await app.organizer.post<Invitation>(pathTo(ROUTES.siteInvitation, siteId)));
const tokenIn = ({ url }: Invitation): string => url.slice(url.indexOf('#') + 1);
const open = (token: string) =>
  app.anonymous.post<OpenedInvitation & ProblemBody>(pathTo(ROUTES.invitationOpen), { token });
const mint = (token: string) =>
  app.anonymous.post<Pairing & ProblemBody>(pathTo(ROUTES.invitationPair), { token });
const pairWith = (code: string) =>
  app.anonymous.post<PairReply & ProblemBody>(pathTo(ROUTES.pair), { code, deviceName: 'PC' });
const listed = async ({ conference }: Hall): Promise<SiteInvitation[]> =>
  made(await app.organizer.get<Page<SiteInvitation>>(pathTo(ROUTES.invitations, conference.id))).items;
const refusal = ({ status, body }: Answer<ProblemBody>): [number, string] => [status, body.code];
const patched = async ({ conference }: Hall, fields: object): Promise<void> =>
  void made(await app.organizer.patch(pathTo(ROUTES.conference, conference.id), fields));

describe('who may not', () => {
  test('only organizers make, list and revoke links; a group of sites has none', async () => {
    const own = await place(app, 'loi-moi', 'open');
    for (const [client, refused] of [
      [app.anonymous, [401, 'auth.required']],
      [own.trainee, [403, 'auth.forbidden']],
      [own.coordinator, [403, 'auth.forbidden']],
      [own.wall, [403, 'auth.forbidden']],
    ] as const)
      for (const answer of [
        await client.get<ProblemBody>(pathTo(ROUTES.invitations, own.conference)),
        await client.post<ProblemBody>(pathTo(ROUTES.invitations, own.conference)),
        await client.post<ProblemBody>(pathTo(ROUTES.siteInvitation, own.site)),
        await client.delete<ProblemBody>(pathTo(ROUTES.invitation, own.invitation)),
      ])
        expect(refusal(answer)).toEqual(refused);
    const group = await app.organizer.post<{ id: string }>(pathTo(ROUTES.sites, own.conference), {
      code: 'CUM',
      name: 'Cụm 1',
      kind: 'group',
    });
    const answer = await app.organizer.post<ProblemBody>(pathTo(ROUTES.siteInvitation, group.body.id));
    expect(refusal(answer)).toEqual([422, 'site.is-group']);
  });

  test('a token of nobody, of another form or revoked opens nothing and mints nothing', async () => {
    const hall = await hallOf(1);
    const invitation = await invite(hall.sites[0]!.id);
    const { code } = (await mint(tokenIn(invitation))).body;
    made(await app.organizer.delete(pathTo(ROUTES.invitation, invitation.id)));
    for (const token of [tokenIn(invitation), 'A'.repeat(43), 'x', '#'])
      for (const answer of [await open(token), await mint(token)])
        expect(refusal(answer)).toEqual([401, 'auth.code-invalid']);
    // What it has minted and nobody has used ends with it.
    expect(refusal(await pairWith(code))).toEqual([401, 'auth.code-invalid']);
    made(await app.organizer.delete(pathTo(ROUTES.invitation, invitation.id)));
    const next = await invite(hall.sites[0]!.id);
    expect(next.id).not.toBe(invitation.id);
    expect((await open(tokenIn(next))).status).toBe(200);
  });

  test('before the conference opens and after it ends the link says so', async () => {
    const hall = await hallOf(1);
    const token = tokenIn(await invite(hall.sites[0]!.id));
    await patched(hall, { status: 'draft' });
    expect(refusal(await open(token))).toEqual([409, 'invitation.not-open']);
    await patched(hall, { status: 'closed' });
    expect(refusal(await mint(token))).toEqual([410, 'invitation.ended']);
    await patched(hall, { status: 'live', startsOn: '2026-01-01', endsOn: '2026-01-02' });
    expect(refusal(await open(token))).toEqual([410, 'invitation.ended']);
  });
});

describe('an invitation', () => {
  test('names its site, counts who opened it and when, and pairs one console a code', async () => {
    const hall = await hallOf(2);
    await patched(hall, { hotline: '0204 3 555 666' });
    const site = hall.sites[0]!;
    const token = tokenIn(await invite(site.id));
    expect((await open(token)).body).toMatchObject({
      site: { code: site.code, name: site.name },
      conference: { title: hall.conference.title, slug: hall.conference.slug },
      hotline: '0204 3 555 666',
    });
    await open(token);
    const list = await app.organizer.get<InvitationList>(pathTo(ROUTES.invitations, hall.conference.id));
    expect(list.body).toMatchObject({ of: 2, living: 1, opened: 1 });
    const [first, second] = list.body.items;
    expect([first!.invitation!.opens, second!.invitation]).toEqual([2, null]);
    expect(first!.invitation!.openedAt! < first!.invitation!.lastOpenedAt!).toBe(true);
    const chase = made(await app.organizer.get<Chase>(pathTo(ROUTES.chase, hall.conference.id)));
    const openedAt = new Map(chase.items.map((item) => [item.siteId, item.openedAt]));
    expect(hall.sites.map(({ id }) => openedAt.get(id))).toEqual([first!.invitation!.openedAt, null]);

    const { status, body } = await mint(token);
    expect([status, body.url]).toEqual([201, `${app.url}/console#pair=${body.code.replace('-', '')}`]);
    const paired = await pairWith(body.code);
    expect([paired.status, paired.body.site.id]).toEqual([201, site.id]);
    expect(refusal(await pairWith(body.code))).toEqual([401, 'auth.code-invalid']);
  });

  test('a chat that asks for a preview opens nothing and spends nothing', async () => {
    const hall = await hallOf(1);
    const invitation = await invite(hall.sites[0]!.id);
    const { code } = (await mint(tokenIn(invitation))).body;
    for (const method of ['GET', 'HEAD'])
      for (const path of [
        invitation.url,
        `${app.url}/i/${tokenIn(invitation)}`,
        `${app.url}/i?${invitation.id}`,
      ])
        await fetch(path, { method, headers: { 'user-agent': 'facebookexternalhit/1.1 Zalo' } });
    for (const route of [ROUTES.invitationOpen, ROUTES.invitationPair])
      expect((await app.anonymous.get(`${pathTo(route)}?token=${tokenIn(invitation)}`)).status).not.toBe(200);
    expect((await listed(hall))[0]!.invitation).toMatchObject({ openedAt: null, opens: 0 });
    expect((await pairWith(code)).status).toBe(201);
  });

  test('keeps five unused codes; older ones pair nothing any more', async () => {
    const hall = await hallOf(1);
    const token = tokenIn(await invite(hall.sites[0]!.id));
    const codes: string[] = [];
    for (let at = 0; at < 7; at += 1) codes.push((await mint(token)).body.code);
    expect((await pairWith(codes[1]!)).status).toBe(401);
    expect((await pairWith(codes[2]!)).status).toBe(201);
    expect((await pairWith(codes[6]!)).status).toBe(201);
  });

  test('is shown again, though its token lies nowhere', async () => {
    const hall = await hallOf(1);
    const invitation = await invite(hall.sites[0]!.id);
    expect(await invite(hall.sites[0]!.id)).toEqual(invitation);
    expect((await listed(hall))[0]!.invitation).toEqual(invitation);
    const rows = await app.app.get(Reader).query('SELECT * FROM "invitation"', []);
    expect(JSON.stringify(rows)).not.toContain(tokenIn(invitation));
    expect(Buffer.from(tokenIn(invitation), 'base64url')).toHaveLength(32);
  });
});

describe('links for all sites', () => {
  test('each site gets one, once, whoever asks at the same time; the list is paged', async () => {
    const hall = await hallOf(5);
    const path = pathTo(ROUTES.invitations, hall.conference.id);
    const kept = await invite(hall.sites[3]!.id);
    const answers = await Promise.all([1, 2, 3].map(() => app.organizer.post<InvitationsMade>(path)));
    const counts = answers.map((answer) => made(answer));
    expect(counts.reduce((sum, { created }) => sum + created, 0)).toBe(4);
    expect(counts.map(({ created, existing }) => created + existing)).toEqual([5, 5, 5]);
    const all = await listed(hall);
    expect(all.map(({ siteCode }) => siteCode)).toEqual(hall.sites.map(({ code }) => code));
    expect(all[3]!.invitation).toEqual(kept);
    const seen: SiteInvitation[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Page<SiteInvitation> = made(
        await app.organizer.get<Page<SiteInvitation>>(`${path}?limit=2${after && `&after=${after}`}`),
      );
      seen.push(...page.items);
      after = page.next;
    }
    expect(seen).toEqual(all);
  });

  test('hundreds are made and listed in parts: others write in between', async () => {
    const hall = await hallOf(0);
    const lines = Array.from({ length: 501 }, (_, at) => `X${String(at).padStart(3, '0')},Xã ${at}`);
    const content = ['code,name', ...lines].join('\n');
    made(
      await app.organizer.upload(pathTo(ROUTES.siteImport, hall.conference.id), { name: 's.csv', content }),
    );
    const slices = jest.spyOn(app.app.get(InvitationRepository), 'withoutLink');
    const path = pathTo(ROUTES.invitations, hall.conference.id);
    const make = async (): Promise<InvitationsMade> => made(await app.organizer.post<InvitationsMade>(path));
    expect(await make()).toEqual({ created: 501, existing: 0 });
    expect(slices).toHaveBeenCalledTimes(2);
    slices.mockRestore();
    expect(await make()).toEqual({ created: 0, existing: 501 });
    const all = await app.app
      .get(InvitationsService)
      .all({ kind: 'organizer', scope: 'all' } as Principal, hall.conference.id, app.url);
    expect(all.map(({ siteCode }) => siteCode)).toEqual(lines.map((line) => line.slice(0, 4)));
    expect(new Set(all.map(({ invitation }) => invitation!.url)).size).toBe(501);
  });

  test('a site with a link alone can be deleted, and can become a group', async () => {
    const hall = await hallOf(0);
    const siteOf = async (code: string): Promise<string> =>
      made(
        await app.organizer.post<{ id: string }>(pathTo(ROUTES.sites, hall.conference.id), {
          code,
          name: code,
        }),
      ).id;
    const [gone, group] = [await siteOf('A'), await siteOf('B')];
    await invite(gone);
    const token = tokenIn(await invite(group));
    made(await app.organizer.delete(pathTo(ROUTES.site, gone)));
    made(await app.organizer.patch(pathTo(ROUTES.site, group), { kind: 'group' }));
    expect((await open(token)).status).toBe(401);
  });

  test('as a workbook for mail merge: a line a site, texts as texts', async () => {
    const hall = await hallOf(2);
    await patched(hall, { hotline: '0204 3 555 666' });
    const [site, other] = hall.sites;
    const contact = { contactName: '=HYPERLINK("http://x")', contactPhone: '0912 345 678' };
    made(await app.organizer.patch(pathTo(ROUTES.site, site!.id), contact));
    const invitation = await invite(site!.id);
    await open(tokenIn(invitation));
    const answer = await fetch(app.url + pathTo(ROUTES.invitationSheet, hall.conference.id), {
      headers: { authorization: `Bearer ${app.organizer.token}` },
    });
    expect(answer.headers.get('content-disposition')).toContain('.xlsx');
    const book = read(Buffer.from(await answer.arrayBuffer()), { cellFormula: true });
    const sheet = book.Sheets['Lời mời điểm cầu']!;
    expect(Object.values(sheet).some((cell: { f?: string }) => cell.f !== undefined)).toBe(false);
    const [first, second] = utils.sheet_to_json<Record<string, string | number>>(sheet);
    expect(first).toMatchObject({
      'Mã điểm cầu': site!.code,
      'Tên điểm cầu': site!.name,
      'Người phụ trách': contact.contactName,
      'Điện thoại': '0912 345 678',
      'Liên kết': invitation.url,
      'Số lần mở': 1,
      Ngày: '22/11/2026 – 31/12/2999',
      'Đường dây nóng': '0204 3 555 666',
    });
    expect([second!['Mã điểm cầu'], second!['Liên kết']]).toEqual([other!.code, undefined]);
  });
});
