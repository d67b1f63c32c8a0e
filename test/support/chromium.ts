import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
} from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * Starts the Chromium named by CHROMIUM_PATH, else the one from the npm package.
 * `flags` are added (a fake camera, say).
 */
export async function startChromium(flags: string[] = []): Promise<Browser> {
  return chromium.launch({ ...(await installed()), args: [...FLAGS, ...flags] });
}

/**
 * The same on a profile folder, which outlives it: what it stores there is what a
 * person's own browser would find again.
 */
export async function startChromiumOn(
  profile: string,
  settings: BrowserContextOptions,
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { ...settings, ...(await installed()), args: FLAGS });
}

async function installed(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'>> {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH };
  const home = await unpacked();
  const env = {
    ...process.env,
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
    LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
  return { executablePath: join(home, 'chromium'), env: env as LaunchOptions['env'] };
}

/**
 * Once a machine and version. Several test files may come at once: each unpacks beside, the first to
 * be done gives its folder the name.
 */
async function unpacked(): Promise<string> {
  const home = join(tmpdir(), `diemcau-chromium-${await version()}`);
  if (existsSync(home)) return home;
  const beside = await mkdtemp(`${home}-`);
  await promisify(execFile)(
    process.execPath,
    [join(dirname(fileURLToPath(import.meta.url)), 'unpack-chromium.mjs'), home],
    {
      env: { ...process.env, TMPDIR: beside },
    },
  );
  await rename(beside, home).catch(async (fault: unknown) => {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(home)) throw fault;
  });
  return home;
}

/** The package does not show its package.json, but lies beside it. */
async function version(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = JSON.parse(
    await readFile(
      join(main.slice(0, main.lastIndexOf(join('chromium', 'build'))), 'chromium', 'package.json'),
      'utf8',
    ),
  ) as {
    version: string;
  };
  return manifest.version;
}
