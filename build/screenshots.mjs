/**
 * Takes the pictures of `docs/`: plays the demo, opens each page as the person who uses it, and saves what
 * it shows. Run by hand after a change of a page: `node build.mjs && node build/screenshots.mjs`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { startChromium } from '../bench/chromium.mjs';

const FOLDER = 'docs/pictures';
/** The simulated sites have come and most rolls are taken by then. */
const PLAYED_MS = 95_000;
const MARKED = 9;

/** @returns what the demo prints for each role, once it has printed all of it */
function signIns(child) {
  const found = {};
  const patterns = {
    board: /^Organizer\s+(\S+)/,
    password: /login \S+, password (\S+)/,
    login: /login (\S+),/,
    console: /^Coordinator\s+(\S+)/,
    trainee: /^Trainee\s+(\S+)/,
  };
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the demo ended with code ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      for (const [name, pattern] of Object.entries(patterns)) found[name] ??= pattern.exec(line)?.[1];
      if (line.startsWith('Simulated sites')) resolve(found);
    });
  });
}

async function board(browser, { board: url, login, password }) {
  const page = await opened(browser, url, { width: 1366, height: 768 });
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[type="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('main').waitFor();
  await pause(PLAYED_MS);
  await page.screenshot({ path: `${FOLDER}/board.png` });
}

async function roll(browser, { console: url }) {
  const page = await opened(browser, url, { width: 1366, height: 768 });
  await page.locator('form button.primary').click();
  const rows = page.locator('[data-row]');
  await rows.first().waitFor();
  for (let at = 0; at < MARKED; at += 1) await rows.nth(at).click();
  await pause(2_000);
  await page.screenshot({ path: `${FOLDER}/console.png` });
}

async function trainee(browser, { trainee: url }) {
  const page = await opened(browser, url, { width: 360, height: 740 });
  await page.locator('h1').waitFor();
  await page.screenshot({ path: `${FOLDER}/trainee.png` });
}

async function opened(browser, url, viewport) {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

mkdirSync(FOLDER, { recursive: true });
const demo = spawn(process.execPath, ['dist/server/demo/main.js'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, PORT: '0' },
});
const { browser, stop } = await startChromium();
try {
  const found = await signIns(demo);
  await trainee(browser, found);
  await roll(browser, found);
  await board(browser, found);
} finally {
  await stop();
  demo.kill('SIGTERM');
}
