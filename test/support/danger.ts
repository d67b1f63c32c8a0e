import type { Page } from 'playwright-core';
import type { WatchedPage } from './browser.js';
import { COMPUTED, FOREIGN } from './payloads.js';

/** Clicks that would leave the page for good. */
const LEAVES = /Đăng xuất|Sign out/;
const MOST_CLICKS = 12;

/** What a text has become on this page that no text may become. Run in the page. */
const LOOK = `(() => {
  const found = [];
  const elements = /^(iframe|frame|object|embed|marquee|base|math|applet|use|foreignobject)$/;
  const addresses = /^(href|src|action|formaction|data|poster|xlink:href|srcdoc|http-equiv)$/;
  const name = ({ localName, className }) =>
    localName + (className && typeof className === 'string' ? '.' + className : '');
  const isInline = (element) =>
    element.localName === 'script' && !element.src && element.type !== 'application/json';
  for (const element of document.querySelectorAll('*')) {
    if (elements.test(element.localName)) found.push('element ' + name(element));
    if (isInline(element)) found.push('inline script');
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute)) found.push(name(element) + ' has ' + attribute);
      if (!addresses.test(attribute)) continue;
      const address = URL.canParse(value, location.href) ? new URL(value, location.href) : null;
      const isDanger =
        attribute === 'srcdoc' ||
        attribute === 'http-equiv' ||
        address?.host === '${FOREIGN}' ||
        /^(javascript|vbscript):/.test(address?.protocol ?? '');
      if (isDanger) found.push(name(element) + ' has ' + attribute + '=' + value);
    }
  }
  if (document.documentElement.textContent.includes('${COMPUTED}')) found.push('a template was computed');
  return found;
})()`;

/**
 * Notes what a text does on a page: in `faults`, with whatever else goes wrong. Give
 * it every page before it is used.
 */
export function watchForDanger({ page, faults }: WatchedPage): void {
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('popup', (popup) => faults.push(`popup: ${popup.url()}`));
}

/** Looks at what is there now. */
export async function look({ page, faults }: WatchedPage, where: string): Promise<void> {
  for (const fault of await page.evaluate<string[]>(LOOK)) faults.push(`${where}: ${fault}`);
}

/**
 * The next thing to click: one of each kind, by tag and class along the way up. Marks it; `null` when none is
 * left. Run in the page.
 */
const NEXT = `(known, within, leaves) => {
  const nameOf = ({ localName, classList }) =>
    localName + '.' + [...classList].filter((one) => !one.startsWith('svelte-')).join('.');
  const signature = (element) => {
    const parts = [];
    for (let at = element; at && at !== document.body && parts.length < 4; at = at.parentElement)
      parts.push(nameOf(at));
    return parts.join('<');
  };
  document.querySelectorAll('[data-explored]').forEach((element) => element.removeAttribute('data-explored'));
  for (const element of document.querySelectorAll(within)) {
    if (element.disabled || element.type === 'submit' || !element.checkVisibility()) continue;
    if (new RegExp(leaves).test(element.textContent)) continue;
    const kind = signature(element);
    if (known.includes(kind)) continue;
    element.setAttribute('data-explored', '');
    return kind;
  }
  return null;
}`;

/**
 * Clicks one of each kind of button, and the choice of a language, looks at what it opens, and closes that
 * again. Fields that search are filled first.
 */
export async function explore(watched: WatchedPage, address: string): Promise<void> {
  const { page } = watched;
  await look(watched, address);
  for (const field of await page.locator('input[type=search]:visible').all())
    await field.fill('<img src=x onerror=alert(1)>', { timeout: 2_000 }).catch(() => undefined);
  await look(watched, `${address}, searched`);
  await page.goto(address);
  const known: string[] = [];
  while (known.length < MOST_CLICKS) {
    await page.locator('button, .button').first().waitFor({ state: 'attached' });
    const kind = await next(page, known, 'button, summary, a[lang]');
    if (kind === null) return;
    known.push(kind);
    if (!(await click(page))) continue;
    await look(watched, `${address}, after ${kind}`);
    if (await page.locator('dialog[open]').count()) await deeper(watched, address, known);
    for (let nth = 0; nth < 3 && (await page.locator('dialog[open]').count()) > 0; nth += 1)
      await page.keyboard.press('Escape');
    // A new visit undoes what the address has become.
    if ((await page.locator('dialog[open]').count()) > 0 || page.url() !== address) await page.goto(address);
  }
}

async function deeper(watched: WatchedPage, address: string, known: string[]): Promise<void> {
  for (let nth = 0; nth < 2; nth += 1) {
    const kind = await next(watched.page, known, 'dialog[open] button:not(.close), dialog[open] summary');
    if (kind === null) return;
    known.push(kind);
    if (await click(watched.page)) await look(watched, `${address}, after ${kind}`);
  }
}

const next = (page: Page, known: string[], within: string): Promise<string | null> =>
  page.evaluate<string | null>(
    `(${NEXT})(${JSON.stringify(known)}, ${JSON.stringify(within)}, ${JSON.stringify(LEAVES.source)})`,
  );

/** False: something lay over it, or it was gone. */
async function click(page: Page): Promise<boolean> {
  try {
    await page.locator('[data-explored]').click({ timeout: 1_500 });
    await page.waitForTimeout(100);
    return true;
  } catch {
    return false;
  }
}
