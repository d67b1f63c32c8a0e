/**
 * The console in a real Chromium, slowed down to an old PC on a poor line: what it downloads, how soon it
 * can be used, and how soon a tap is answered. Times are read in the page itself, from navigation or
 * input to the frame that shows it.
 */
import { stringify } from 'csv-stringify/sync';
import { startChromium } from './chromium.mjs';
import { importRows, newConference, signIn } from './client.mjs';
import { median, startService } from './service.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PEOPLE = 300;
const TAPS = 40;
const SLOWDOWN = 4;
/** 1.6 Mbit/s down, half of it up, 150 ms there and back. */
const POOR_LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 800_000 / 8,
};

/**
 * Notes when the first person of the roll was on the screen, by the page's own clock (ms since navigation).
 */
const NOTE_USABLE = `{
  const seen = () => {
    if (globalThis.usableAt !== undefined || !document.querySelector('[data-person] [data-row]')) return;
    requestAnimationFrame(() => setTimeout(() => { globalThis.usableAt ??= performance.now(); }));
  };
  new MutationObserver(seen).observe(document, { childList: true, subtree: true });
}`;
/** A device that holds its pairing alone: roster and schedule have to come over the line. */
const FORGET_ROSTER = `new Promise((done, failed) => {
  const opening = indexedDB.open('diemcau-console');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const tx = db.transaction(['meta', 'members', 'states', 'checkpoints'], 'readwrite');
    for (const name of ['members', 'states', 'checkpoints']) tx.objectStore(name).clear();
    for (const key of ['roster', 'schedule']) tx.objectStore('meta').delete(key);
    tx.oncomplete = () => { db.close(); done(); };
  };
})`;

/**
 * @param {(row: { name: string, value: number, unit: string, limit: string, ok: boolean,
 * note?: string }) => void} report
 */
export async function run(report) {
  const service = await startService();
  const { browser, stop } = await startChromium();
  try {
    const day = await prepare(service.url);
    const paired = await pairedState(browser, service.url, day);
    const cold = [];
    for (let round = 0; round < ROUNDS; round += 1) cold.push(await coldLoad(browser, service.url, paired));
    const scriptKb = cold[0].scriptBytes / 1000;
    report({
      name: 'console: script before scanning, as sent',
      value: scriptKb,
      unit: 'kB',
      limit: '< 90 kB',
      ok: scriptKb < 90,
      note: `${cold[0].scripts} files; all files ${Math.round(cold[0].bytes / 1000)} kB`,
    });
    within(
      report,
      `console: cold load usable, ${SLOWDOWN}× CPU, 1.6 Mbit/s, 150 ms`,
      cold.map(({ usableMs }) => usableMs),
      3_000,
    );
    const offline = [];
    for (let round = 0; round < ROUNDS; round += 1)
      offline.push(await fromCache(browser, service.url, paired));
    within(report, `console: usable from the cache, offline, ${SLOWDOWN}× CPU`, offline, 1_000);
    const taps = (await tap(browser, service.url, paired)).sort((a, b) => a - b);
    const p95 = taps[Math.floor(taps.length * 0.95)];
    report({
      name: `console: a tap on a roll of ${PEOPLE} answered, p95, ${SLOWDOWN}× CPU`,
      value: p95,
      unit: 'ms',
      limit: '< 100 ms',
      ok: p95 < 100,
      note: `median ${Math.round(median(taps))} ms, worst ${Math.round(taps.at(-1))} ms of ${TAPS}`,
    });
  } finally {
    await stop();
    await service.stop();
  }
}

function within(report, name, values, limit) {
  const value = median(values);
  report({
    name,
    value,
    unit: 'ms',
    limit: `< ${limit} ms`,
    ok: value < limit,
    note: `median of ${values.length}, worst ${Math.round(Math.max(...values))} ms`,
  });
}

async function coldLoad(browser, url, storageState) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(`${url}/api/v1/health`);
  await page.evaluate(FORGET_ROSTER);
  const devtools = await slowed(page, POOR_LINE);
  const sent = { scripts: 0, scriptBytes: 0, bytes: 0 };
  const kinds = new Map();
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sent.bytes += encodedDataLength;
    if (kinds.get(requestId) !== 'Script') return;
    sent.scripts += 1;
    sent.scriptBytes += encodedDataLength;
  });
  const usableMs = await open(page, url);
  await context.close();
  return { usableMs, ...sent };
}

/** The second opening, with the network gone: the service worker has what it needs since the first. */
async function fromCache(browser, url, storageState) {
  const context = await browser.newContext({ storageState });
  const first = await context.newPage();
  await first.goto(`${url}/console`);
  await first.locator('[data-offline="ready"]').waitFor();
  await first.close();
  await context.setOffline(true);
  const page = await context.newPage();
  await slowed(page);
  const usableMs = await open(page, url);
  await context.close();
  return usableMs;
}

/** From the input to the frame after the row has its new state, tap by tap all over the roll. */
async function tap(browser, url, storageState) {
  const context = await browser.newContext({ storageState, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  await page
    .locator('[data-person]')
    .nth(PEOPLE - 1)
    .waitFor({ state: 'attached' });
  await page.locator('[data-offline="ready"]').waitFor();
  await slowed(page);
  await page.evaluate(`globalThis.answered = []; addEventListener('click', ({ target, timeStamp }) => {
    const row = target.closest('[data-person]');
    new MutationObserver((_, observer) => {
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => answered.push(performance.now() - timeStamp);
        port2.postMessage(0);
      });
    }).observe(row, { attributes: true, attributeFilter: ['data-state'] });
  }, { capture: true })`);
  for (let at = 0; at < TAPS; at += 1) {
    const row = page.locator('[data-row]').nth(Math.floor((at * PEOPLE) / TAPS));
    await row.scrollIntoViewIfNeeded();
    await row.click();
    await until(page, `answered.length > ${at}`);
  }
  const answered = await page.evaluate('answered');
  await context.close();
  return answered;
}

async function slowed(page, line) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await devtools.send('Network.enable');
  if (line) await devtools.send('Network.emulateNetworkConditions', line);
  return devtools;
}

async function open(page, url) {
  await page.addInitScript({ content: NOTE_USABLE });
  await page.goto(`${url}/console`, { waitUntil: 'commit' });
  await until(page, 'globalThis.usableAt !== undefined');
  return page.evaluate('globalThis.usableAt');
}

/** Asks again and again from outside: the page's Content-Security-Policy lets nobody evaluate inside. */
async function until(page, condition) {
  const end = performance.now() + 60_000;
  while (!(await page.evaluate(condition))) {
    if (performance.now() > end) throw new Error(`never: ${condition}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/**
 * What a browser holds that has been paired with the site: its cookies, local storage and
 * IndexedDB; nothing of its cache.
 */
async function pairedState(browser, url, { organizer, siteId }) {
  const { code } = await organizer.post(`/api/v1/sites/${siteId}/pairings`, {});
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/console#pair=${code}`);
  await page.locator('form button.primary').click();
  await page.locator('[data-person]').first().waitFor();
  const state = await context.storageState({ indexedDB: true });
  await context.close();
  return state;
}

/** One site with its roster, at an open checkpoint. */
async function prepare(url) {
  const organizer = await signIn(url);
  const today = new Date().toISOString().slice(0, 10);
  const conference = await newConference(organizer, {
    title: 'Tập huấn chuyển đổi số',
    startsOn: today,
    endsOn: today,
  });
  await organizer.post(`${conference.path}/checkpoints`, { name: 'Khai mạc' });
  const { id: siteId } = await organizer.post(`${conference.path}/sites`, {
    code: 'XDT',
    name: 'Xã Đồng Tiến',
    level: 'commune',
  });
  const rows = Array.from({ length: PEOPLE }, (_, at) => [
    `Nguyễn Thị Phương Dung ${at}`,
    'Văn hóa - Xã hội',
    'XDT',
  ]);
  await importRows(
    organizer,
    conference,
    'participants',
    stringify([['fullName', 'unit', 'siteCode'], ...rows]),
  );
  return { organizer, siteId };
}
