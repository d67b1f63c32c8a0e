import type { OpenAPIObject } from '@nestjs/swagger';
import type { Participant } from '../src/contract/participant.js';
import { checkCharacter } from '../src/contract/personal-code.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, makeHall } from './support/hall.js';
import { typedWith } from './support/vietnamese-typing.js';

const FORM = 'application/x-www-form-urlencoded';
const PATH = pathTo(ROUTES.trainee);
/** With a `W`, an `A` before an `S`, a 0 and a 1: what Telex and people write otherwise. */
const BODY = 'KW0AS1B7WE';
const CODE = BODY + checkCharacter(BODY);

let app: TestApp;
let slug: string;
let code: string;
beforeAll(async () => {
  app = await startTestApp();
  const hall = await makeHall(app.organizer, { sites: 1, people: 1 });
  slug = hall.conference.slug;
  const person = hall.people[0]![0]!;
  const changed = await app.organizer.patch<Participant>(pathTo(ROUTES.participant, person.id), {
    code: CODE,
  });
  code = made(changed).code!;
});
afterAll(() => app.stop());

/** As a browser without script sends the form of that page. */
function send(
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  path = PATH,
): Promise<Response> {
  const own = { 'content-type': FORM, origin: app.url, referer: `${app.url}/c/${slug}?lang=en` };
  return fetch(app.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields).toString(),
    headers: { ...own, ...headers },
  });
}
const cookiesOf = (answer: Response): string[] => answer.headers.getSetCookie();
const sessionOf = (answer: Response): string | undefined =>
  cookiesOf(answer)
    .find((cookie) => /^(__Host-)?sid=[^;]+/.test(cookie))
    ?.split(';')[0];

describe('the plain form of the trainee', () => {
  it('signs in, sets the cookie, and sends the browser back to its page', async () => {
    const answer = await send({ code, conferenceId: slug });
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([
      303,
      `/c/${slug}?lang=en`,
      '',
    ]);
    const me = await fetch(app.url + pathTo(ROUTES.me), { headers: { cookie: sessionOf(answer)! } });
    expect([me.status, await me.json()]).toMatchObject([200, { principal: { kind: 'trainee' } }]);
    expect(cookiesOf(answer).find((cookie) => cookie.includes('sid='))).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it.each<[string, string]>([
    ['', 'auth.code-invalid'],
    ['KW0AS1B7WEZ', 'auth.code-invalid'],
    ['x'.repeat(301), 'request.invalid'],
  ])('goes back with what is wrong and what was typed: %s', async (typed, code) => {
    const answer = await send({ code: typed, conferenceId: slug });
    expect([answer.status, answer.headers.get('location'), sessionOf(answer)]).toEqual([
      303,
      `/c/${slug}?lang=en`,
      undefined,
    ]);
    const [fault] = cookiesOf(answer).filter((cookie) => cookie.startsWith('form-fault='));
    const told = JSON.parse(decodeURIComponent(fault!.split(';')[0]!.slice('form-fault='.length))) as object;
    expect(told).toMatchObject({ code: typed === '' ? 'request.invalid' : code, typed: typed.slice(0, 300) });
    expect(fault).toMatch(/HttpOnly/);
  });

  it.each<[string, Record<string, string>]>([
    ['a page of another service', { origin: 'https://evil.example', referer: 'https://evil.example/' }],
    ['a page that hides where it is', { origin: 'null', referer: '' }],
    ['a page of another service, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['nobody knows where, with a sign-in', { cookie: 'sid=x' }],
  ])('is refused from %s, and sets no cookie', async (_name, from) => {
    const headers = { 'content-type': FORM, ...from };
    const answer = await fetch(app.url + PATH, {
      method: 'POST',
      redirect: 'manual',
      body: `code=${code}`,
      headers,
    });
    const { code: fault } = (await answer.json()) as ProblemBody;
    expect([answer.status, fault, cookiesOf(answer)]).toEqual([403, 'request.foreign-origin', []]);
  });

  it('never sends anybody to another service', async () => {
    for (const referer of [
      'https://evil.example/c/x',
      `${app.url}//evil.example/`,
      'nonsense',
      'javascript:alert(1)',
    ]) {
      const { status, headers } = await send({ code, conferenceId: slug }, { referer });
      expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/^\/(?!\/)/)]);
    }
  });

  it('signs out, and is the only body of that kind that is taken', async () => {
    const cookie = sessionOf(await send({ code, conferenceId: slug }))!;
    const out = await send({}, { cookie }, pathTo(ROUTES.signOut));
    expect([out.status, out.headers.get('location')]).toEqual([303, `/c/${slug}?lang=en`]);
    expect((await fetch(app.url + pathTo(ROUTES.me), { headers: { cookie } })).status).toBe(401);
    const again = await send({}, { cookie }, pathTo(ROUTES.signOut));
    expect([again.status, cookiesOf(again)]).toEqual([303, []]);
    for (const route of [ROUTES.signIn, ROUTES.pair, ROUTES.view, ROUTES.setUp]) {
      const answer = await send({ code: 'x' }, {}, pathTo(route));
      expect([route, answer.status, ((await answer.json()) as ProblemBody).code]).toEqual([
        route,
        415,
        'request.media-type',
      ]);
    }
  });

  it('is documented beside what programs are answered', async () => {
    const { paths } = made(await app.anonymous.get<OpenAPIObject>(pathTo(ROUTES.openapi)));
    const isGood = (status: string): boolean => /^[23]/.test(status);
    expect(Object.keys(paths[PATH]!.post!.responses).filter(isGood).sort()).toEqual(['201', '303']);
    expect(Object.keys(paths[pathTo(ROUTES.signOut)]!.post!.responses).filter(isGood).sort()).toEqual([
      '200',
      '303',
    ]);
  });

  it('leaves what programs are answered as it was', async () => {
    const answer = await app.anonymous.post<ProblemBody>(PATH, { code: 'nobody' });
    expect([answer.status, answer.body.code, answer.headers.get('set-cookie')]).toEqual([
      401,
      'auth.code-invalid',
      null,
    ]);
  });
});

describe('a personal code, however it is written', () => {
  it.each<[string, (code: string) => string]>([
    ['in small letters', (own) => own.toLowerCase()],
    ['with Ư for W', (own) => own.replaceAll('W', 'ư')],
    ['by Telex', (own) => typedWith('telex', own)],
    ['by VNI', (own) => typedWith('vni', own)],
    ['with O for 0 and I for 1', (own) => own.replace('0', 'O').replace('1', 'I')],
    ['with o for 0 and l for 1', (own) => own.toLowerCase().replace('0', 'o').replace('1', 'l')],
    ['with an en dash', (own) => `${own.slice(0, 5)}–${own.slice(5)}`],
    ['with a minus sign', (own) => `${own.slice(0, 5)}−${own.slice(5)}`],
    ['with a non-breaking hyphen', (own) => `${own.slice(0, 5)}\u2011${own.slice(5)}`],
    ['pasted in quotes, with marks that nobody sees', (own) => `\u200e“${own}”\ufeff`],
    [
      'in wide letters',
      (own) => [...own].map((letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)).join(''),
    ],
    ['as the personal link', (own) => `${app.url}/c/${slug}#code=${own}`],
  ])('signs in: %s', async (_name, write) => {
    const answer = await app.anonymous.post(PATH, { code: write(code), conferenceId: slug });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { participant: { siteId: expect.any(String) } },
    ]);
  });

  it('is found by a console as well', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 1 });
    const [guest] = hall.people[0]!;
    made(await app.organizer.patch(pathTo(ROUTES.participant, guest!.id), { code: CODE }));
    for (const written of [typedWith('telex', CODE), CODE.replace('0', 'O'), `“${CODE}”`]) {
      const { items } = made(
        await app.organizer.get<{ items: { participantId: string }[] }>(
          `${pathTo(ROUTES.guests, hall.sites[0]!.id)}?code=${encodeURIComponent(written)}`,
        ),
      );
      expect(items).toMatchObject([{ participantId: guest!.id }]);
    }
  });

  it('of an office keeps its own letters', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 3 });
    for (const [at, own] of ['ĐT-01', 'DDT-01', 'DT-OI'].entries())
      made(await app.organizer.patch(pathTo(ROUTES.participant, hall.people[0]![at]!.id), { code: own }));
    const who = async (typed: string): Promise<unknown> => {
      const { items } = made(
        await app.organizer.get<{ items: { participantId: string }[] }>(
          `${pathTo(ROUTES.guests, hall.sites[0]!.id)}?code=${encodeURIComponent(typed)}`,
        ),
      );
      return items.map(({ participantId }) => hall.people[0]!.findIndex(({ id }) => id === participantId));
    };
    expect([await who('đt01'), await who('ddt 01'), await who('DT–OI'), await who('DT-01')]).toEqual([
      [0],
      [1],
      [2],
      [],
    ]);
  });
});
