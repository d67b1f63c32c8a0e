import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Conference } from '../src/contract/conference.js';
import type { ProblemCode } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made } from './support/hall.js';
import { PAYLOADS, payloadFor } from './support/payloads.js';
import { makeConference, type TraineeDay, traineeDay } from './support/trainee-day.js';
import { servesTraineePage, tagsOf } from './support/trainee-page.js';

let app: TestApp;
let day: TraineeDay;
let cookie: string;
beforeAll(async () => {
  app = await servesTraineePage(await startTestApp());
  day = await traineeDay(app);
  const answer = await fetch(app.url + pathTo(ROUTES.trainee), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ code: day.person.code!, conferenceId: 'tap-huan' }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: app.url,
      referer: `${app.url}/c/tap-huan`,
    },
  });
  cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
});
afterAll(() => app?.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(app.url + path, { headers });
const page = async (path: string, headers?: Record<string, string>): Promise<string> =>
  (await get(path, headers)).text();
const faulty = (fault: {
  code: ProblemCode;
  typed: string;
  retryAfter?: number;
}): Record<string, string> => ({
  cookie: `form-fault=${encodeURIComponent(JSON.stringify(fault))}`,
});
const complaintIn = (html: string): string | undefined =>
  /<p class="hint complaint"[^>]*>(.*?)<\/p>/s
    .exec(html)?.[1]!
    .replaceAll(/<!--.*?-->/g, '')
    .trim();

describe('the trainee’s page as the service writes it', () => {
  it.each([
    ['vi', '', 'Chương trình', 'Vào', '/c/tap-huan?lang=en'],
    ['en', '?lang=en', 'Programme', 'Sign in', '/c/tap-huan?lang=vi'],
  ])('says the day in %s', async (language, query, programme, signIn, other) => {
    const html = await page(`/c/tap-huan${query}`);
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toContain(`<title>${day.conference.title} · Điểm cầu</title>`);
    expect(html).toContain(`<h2 id="programme">${programme}</h2>`);
    expect(html).toMatch(new RegExp(`<button[^>]*>${signIn}</button>`));
    expect(html).toContain(`href="${other}"`);
    for (const { title } of day.sessions.slice(0, 4)) expect(html).toContain(`<h3>${title}</h3>`);
    expect(html).toContain(pathTo(ROUTES.materialContent, day.publicMaterial.id));
    expect(html).not.toContain(day.participantsMaterial.id);
  });

  it('says nothing that changes by the minute, for many get the same', async () => {
    const html = await page('/c/tap-huan');
    expect(html).toContain('<p class="freshness"><!--');
    for (const text of ['phút', 'Cập nhật lúc', 'class="progress"']) expect(html).not.toContain(text);
  });

  it('is 304 while nothing has changed, and another one as soon as something has', async () => {
    const tag = (await get('/c/tap-huan')).headers.get('etag')!;
    expect((await get('/c/tap-huan', { 'if-none-match': tag })).status).toBe(304);
    const change = { abstract: 'Mới đổi.' };
    made(await app.organizer.patch<Session>(pathTo(ROUTES.session, day.sessions[0]!.id), change));
    const changed = await get('/c/tap-huan', { 'if-none-match': tag });
    expect([changed.status, (await changed.text()).includes('Mới đổi.')]).toEqual([200, true]);
  });

  it('has a plain form, and neither script nor style of its own that the policy refuses', async () => {
    for (const headers of [{}, { cookie }, faulty({ code: 'auth.code-invalid', typed: 'x' })]) {
      const html = await page('/c/tap-huan', headers);
      expect(html).toContain('method="post"');
      expect(tagsOf(html).filter((tag) => / (style|on[a-z]+)\b/.test(tag))).toEqual([]);
      expect([...html.matchAll(/<script (type="[^"]*")/g)].map(([, type]) => type)).toEqual([
        'type="application/json"',
        'type="module"',
      ]);
    }
  });

  it('lists the conferences, and has none for a draft', async () => {
    await makeConference(app, { slug: 'ky-sau', title: 'Kỳ sau', status: 'open' });
    await makeConference(app, { slug: 'chua-mo', title: 'Chưa mở', status: 'draft' });
    const html = await page('/?all');
    expect([...html.matchAll(/href="\/c\/([^"]+)"/g)].map(([, slug]) => slug)).toEqual([
      'tap-huan',
      'ky-sau',
    ]);
    expect(html).toContain('href="/?all&amp;lang=en"');
    expect(html).not.toContain('Chưa mở');
    expect((await get('/c/chua-mo')).status).toBe(404);
  });
});

describe('what is made for one reader', () => {
  it('is kept by nobody, and tells initials, unit and site alone', async () => {
    const answer = await get('/c/tap-huan', { cookie });
    const html = await answer.text();
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(html).toContain('N.T.H. · UBND xã');
    expect(html).toContain('Được tính tại Xã Đồng Tiến');
    expect(html).toContain(day.participantsMaterial.id);
    for (const secret of ['Hường', day.person.code!]) expect(html).not.toContain(secret);
  });

  it('does not get into the page of anybody else who asks at the same time', async () => {
    const before = await page('/c/tap-huan');
    const both = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        page(`/c/tap-huan${nth % 4 < 2 ? '' : '?lang=en'}`, nth % 2 ? { cookie } : {}),
      ),
    );
    expect(both.map((html) => html.includes('N.T.H.'))).toEqual(both.map((_, nth) => nth % 2 === 1));
    expect(both.map((html) => html.includes('id="programme">Programme'))).toEqual(
      both.map((_, nth) => nth % 4 >= 2),
    );
    expect(both[0]).toBe(before);
  });

  it('tells of another conference only that it is another one', async () => {
    const { id } = await makeConference(app, { slug: 'noi-khac', title: 'Nơi khác' });
    const html = await page('/c/noi-khac', { cookie });
    expect(html).toContain('Bạn đang đăng nhập ở một hội nghị khác.');
    expect(html).not.toContain('Xã Đồng Tiến');
    made(await app.organizer.patch<Conference>(pathTo(ROUTES.conference, id), { status: 'closed' }));
  });

  it.each<[Parameters<typeof faulty>[0], string, string]>([
    [
      { code: 'auth.code-invalid', typed: 'K' },
      'Mã không đúng hoặc đã hết hạn. Xem lại mã trên giấy mời, hoặc hỏi cán bộ điểm cầu.',
      'The code is wrong or has expired. Check it on your invitation, or ask your site coordinator.',
    ],
    [{ code: 'request.invalid', typed: ' ' }, 'Nhập mã cá nhân trước.', 'Enter your personal code first.'],
    [
      { code: 'auth.code-ambiguous', typed: 'K' },
      'Mã này có ở nhiều hội nghị. Mở đúng liên kết của hội nghị rồi nhập lại.',
      'This code exists in several conferences. Open the link to yours and enter the code there.',
    ],
    [
      { code: 'rate.limited', typed: 'K', retryAfter: 7 },
      'Nhiều người ở cùng mạng đang vào. Hãy đợi 7 giây rồi bấm Vào lần nữa.',
      'Many people on this network are signing in. Wait 7 seconds, then sign in again.',
    ],
    [
      { code: 'server.busy', typed: 'K' },
      'Máy chủ đang bận. Đợi vài giây rồi thử lại.',
      'The server is busy. Wait a few seconds and try again.',
    ],
  ])('says what was wrong with the form: %j', async (fault, vi, en) => {
    const answer = await get('/c/tap-huan', faulty(fault));
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const html = await answer.text();
    expect([complaintIn(html), complaintIn(await page('/c/tap-huan?lang=en', faulty(fault)))]).toEqual([
      vi,
      en,
    ]);
    expect(html).toMatch(/<input[^>]* aria-invalid="true"/);
    expect(html).toContain(` value="${fault.typed}"`);
  });
});

describe(`${PAYLOADS.length} payloads in its texts`, () => {
  /** The same day in harmless and in harmful words. */
  const dayOf = async (slug: string, word: (nth: number) => string): Promise<string> => {
    const { id } = await makeConference(app, { slug, title: word(0), status: 'open' });
    for (const nth of PAYLOADS.keys()) {
      const fields = {
        title: word(nth),
        kind: 'talk',
        abstract: word(nth + 1),
        speakers: [{ title: word(nth + 2), name: word(nth + 3), affiliation: word(nth + 4) }],
        startsAt: `2026-11-23T0${Math.floor(nth / 12)}:${String((nth % 12) * 5).padStart(2, '0')}:00Z`,
        endsAt: `2026-11-23T09:00:00Z`,
      };
      made(await app.organizer.post<Session>(pathTo(ROUTES.sessions, id), fields));
    }
    const file = { name: `${word(5)}.pdf`, type: 'application/pdf', content: '%PDF-1.4\n' };
    made(
      await app.organizer.upload(pathTo(ROUTES.materials, id), file, { title: word(6), audience: 'public' }),
    );
    return page(`/c/${slug}`);
  };

  it('add no tag and no attribute to the page', async () => {
    const harmless = await dayOf('lanh', () => 'chữ');
    const attacked = await dayOf('tan-cong', (nth) => payloadFor(nth, 100));
    expect(attacked).toContain('alert(1)');
    expect(tagsOf(attacked)).toEqual(tagsOf(harmless));
  });

  it('add none by what was typed into the form', async () => {
    const harmless = tagsOf(await page('/c/tap-huan', faulty({ code: 'request.invalid', typed: 'chữ' })));
    for (const typed of PAYLOADS) {
      const html = await page('/c/tap-huan', faulty({ code: 'request.invalid', typed }));
      expect([typed, tagsOf(html)]).toEqual([typed, harmless]);
    }
  });
});
