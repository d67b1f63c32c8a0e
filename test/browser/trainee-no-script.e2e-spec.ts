import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import { checkCharacter } from '../../src/contract/personal-code.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made } from '../support/hall.js';
import { typedWith } from '../support/vietnamese-typing.js';

const { app, browser } = await browserStories();
const BODY = 'KW0AS1B7WE';
const CODE = BODY + checkCharacter(BODY);
let count = 0;

/**
 * A conference with one trainee, whose code Telex and people write otherwise,
 * and a material for participants.
 */
async function conference(): Promise<{ slug: string; person: Participant }> {
  count += 1;
  const fields = {
    slug: `khong-script-${count}`,
    title: 'Tập huấn chuyển đổi số',
    startsOn: '2026-11-29',
    endsOn: '2026-11-29',
    status: 'live',
  };
  const { id, slug } = made(await app.organizer.post<Conference>(pathTo(ROUTES.conferences), fields));
  const site = made(
    await app.organizer.post<Site>(pathTo(ROUTES.sites, id), { code: 'X01', name: 'Xã Đồng Tiến' }),
  );
  const person = made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, id), {
      siteId: site.id,
      fullName: 'Nguyễn Thị Hường',
      unit: 'UBND xã',
      code: CODE,
    }),
  );
  const file = {
    name: 'bai-tap.pdf',
    type: 'application/pdf',
    content: new TextEncoder().encode('%PDF-1.4\n%%EOF'),
  };
  made(
    await app.organizer.upload(pathTo(ROUTES.materials, id), file, {
      title: 'Bài tập nhóm',
      audience: 'participants',
    }),
  );
  return { slug, person };
}
async function enter(page: Page, code: string, button = 'Vào'): Promise<void> {
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: button, exact: true }).click();
}

describe('a trainee whose phone runs no script', () => {
  it.each([
    ['as printed', (code: string) => code],
    ['as Telex writes it', (code: string) => typedWith('telex', code).toLowerCase()],
    [
      'with letters for digits and a dash',
      (code: string) => `${code.slice(0, 5)}–${code.slice(5)}`.replace('0', 'O').replace('1', 'l'),
    ],
  ])('signs in with the code %s, gets their materials, and signs out', async (_name, write) => {
    const { slug, person } = await conference();
    const { page, faults } = await browser.open(`/c/${slug}`, { script: false });
    expect(await page.getByText('Bài tập nhóm').count()).toBe(0);
    await enter(page, write(person.code!));
    await page.locator('.signed-in').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/c/${slug}`);
    expect(await page.locator('.signed-in').innerText()).toMatch(
      /N\.T\.H\. · UBND xã\s+Được tính tại Xã Đồng Tiến/,
    );
    expect(await page.content()).not.toContain('Hường');
    expect(await page.getByRole('link', { name: 'Bài tập nhóm' }).innerText()).toContain('dành cho đại biểu');
    const href = (await page.getByRole('link', { name: 'Bài tập nhóm' }).getAttribute('href'))!;
    expect((await page.request.get(app.url + href)).status()).toBe(200);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name.endsWith('sid'));
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await screenshot(page, 'trainee-form-signed-in');
    expect([await sidewaysScroll(page), await accessibilityFaultsOf(page)]).toEqual([0, []]);
    await page.reload();
    expect(await page.locator('.signed-in').count()).toBe(1);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.locator('#code').waitFor();
    expect(await page.getByText('Bài tập nhóm').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('sees what is wrong, keeps the typed text, and can correct it', async () => {
    const { slug, person } = await conference();
    const { page } = await browser.open(`/c/${slug}?lang=en`, { script: false, size: 'desk' });
    const wrong = `A${person.code!.slice(1)}`;
    await enter(page, wrong, 'Sign in');
    await page.locator('.complaint').waitFor();
    expect(await page.locator('.complaint').innerText()).toBe(
      'One character of this code looks wrong. Check it on your invitation.',
    );
    expect([
      await page.locator('#code').inputValue(),
      await page.locator('#code').getAttribute('aria-invalid'),
    ]).toEqual([wrong, 'true']);
    await screenshot(page, 'trainee-form-wrong-en');
    await page.reload();
    expect(await page.locator('.complaint').count()).toBe(0);
    await enter(page, '"><script>alert(1)</script>', 'Sign in');
    expect(await page.locator('.complaint').innerText()).toContain('The code is wrong or has expired.');
    expect(await page.locator('#code').inputValue()).toBe('"><script>alert(1)</script>');
    await enter(page, '  ', 'Sign in');
    expect(await page.locator('.complaint').innerText()).toBe('Enter your personal code first.');
    await enter(page, person.code!, 'Sign in');
    expect(await page.locator('.signed-in').innerText()).toContain('Counted at Xã Đồng Tiến');
    expect(page.url()).toBe(`${app.url}/c/${slug}?lang=en`);
  });

  it('sees that they are signed in to another conference', async () => {
    const [here, other] = [await conference(), await conference()];
    const { page } = await browser.open(`/c/${here.slug}`, { script: false });
    await enter(page, here.person.code!);
    await page.locator('.signed-in').waitFor();
    await page.goto(`${app.url}/c/${other.slug}`);
    expect(await page.locator('.signed-in').innerText()).toContain('Bạn đang đăng nhập ở một hội nghị khác.');
    expect(await page.getByText('Bài tập nhóm').count()).toBe(0);
  });

  it('is not signed in by a page of another service', async () => {
    const { slug, person } = await conference();
    const { page } = await browser.open(`/c/${slug}`, { script: false });
    const form = `<form method="post" action="${app.url}${pathTo(ROUTES.trainee)}">
      <input name="code" value="${person.code}">
      <input name="conferenceId" value="${slug}">
      <button>Go</button>
    </form>`;
    await page.route('http://evil.localhost/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: form }),
    );
    await page.goto('http://evil.localhost/');
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.url().endsWith('/auth/trainee')),
      page.getByRole('button').click(),
    ]);
    expect(answer.status()).toBe(403);
    expect((await page.context().cookies()).filter(({ name }) => name.endsWith('sid'))).toEqual([]);
  });
});

describe('a script that comes late', () => {
  it('takes the page over where it stands, with what was typed meanwhile', async () => {
    const { slug } = await conference();
    const { page, faults } = await browser.open('/robots.txt');
    const warnings: string[] = [];
    page.on('console', (message) => void warnings.push(message.text()));
    let letThrough = (): void => undefined;
    const isTyped = new Promise<void>((go) => (letThrough = go));
    await page.route('**/assets/trainee-*.js', (route) => isTyped.then(() => route.continue()));
    await page.goto(`${app.url}/c/${slug}`, { waitUntil: 'commit' });
    await page.locator('#code').fill('KW0A');
    const nodes = await page.locator('h1, h2, form, #code, .session, .foot').elementHandles();
    letThrough();
    await page.getByRole('combobox').waitFor();
    expect(nodes.length).toBeGreaterThan(5);
    for (const node of nodes) expect(await node.evaluate(({ isConnected }) => isConnected)).toBe(true);
    expect(await page.locator('#code').inputValue()).toBe('KW0A');
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    expect([warnings, faults.filter((fault) => !fault.includes('robots.txt'))]).toEqual([[], []]);
  });

  it('continues with the sign-in of the plain form', async () => {
    const { slug, person } = await conference();
    const { page, faults } = await browser.open(`/c/${slug}`, { script: false });
    await enter(page, person.code!);
    await page.locator('.signed-in').waitFor();
    const cookies = await page.context().cookies();
    const late = await browser.open(`/c/${slug}`);
    await late.page.context().addCookies(cookies);
    await late.page.reload();
    await late.page.getByRole('combobox').waitFor();
    await late.page.getByText('N.T.H. · UBND xã').waitFor();
    expect(await late.page.getByRole('link', { name: 'Bài tập nhóm' }).count()).toBe(1);
    expect([...faults, ...late.faults]).toEqual([]);
  });
});

/** axe needs a script: the same page, as the service has made it, in a page that runs one. */
async function accessibilityFaultsOf(page: Page): Promise<string[]> {
  const html = (await page.content()).replace(/<script type="module"[^>]*><\/script>/g, '');
  const { page: copy } = await browser.open('/console');
  await copy.route('**/copy', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await copy.goto(`${app.url}/copy`);
  const faults = await accessibilityFaults(copy);
  await copy.close();
  return faults;
}
