import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../src/contract/languages.js';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { WebFolder } from '../../src/pages/web-folder.js';
import type { TestApp } from './app.js';
import { startChromium } from './chromium.js';

export const SIZES = {
  phone: { width: 360, height: 740 },
  desk: { width: 1366, height: 768 },
  wall: { width: 1920, height: 1080 },
} as const;

export interface PageOptions {
  size?: keyof typeof SIZES;
  /** As chosen on an earlier visit. */
  language?: Language | 'xx';
  scheme?: 'light' | 'dark';
  /** False: a phone that runs none of our code. */
  script?: boolean;
  /** Opens in this context: a second tab, with the same cookie and storage. */
  in?: BrowserContext;
}

/** A page, and what went wrong on it. */
export interface WatchedPage {
  page: Page;
  /** Uncaught errors, console errors, CSP reports, requests to any other host. Empty when all is well. */
  faults: string[];
  /**
   * Forgets faults that the story has made itself: a refused sign-in, a cut
   * line. Fails when none of them fits.
   */
  expectFault(pattern: RegExp): void;
}

/** The built pages are those of `dist/web`; TEST_WEB names another folder. `npm test` builds them first. */
export function servesPages(app: TestApp): TestApp {
  const folder = webFolder();
  if (!existsSync(join(folder, 'trainee.html')))
    throw new Error(`no built pages in ${folder}: run \`npm run build:web\``);
  app.app.get(WebFolder).use(folder);
  return app;
}
export function webFolder(): string {
  return resolve(
    process.env.TEST_WEB ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'web'),
  );
}

/**
 * One real browser a file of tests: `const browser = await TestBrowser.launch(app)` in beforeAll, `close()`
 * in afterAll. Contexts are new for each page, so no story sees another's sign-in.
 */
export class TestBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
  ) {}

  static launch(app: TestApp, flags: string[] = []): Promise<TestBrowser> {
    return TestBrowser.launchAt(servesPages(app).url, flags);
  }
  /** In front of a service that runs elsewhere, or behind something. */
  static async launchAt(url: string, flags: string[] = []): Promise<TestBrowser> {
    return new TestBrowser(await startChromium(flags), url);
  }
  close(): Promise<void> {
    return this.browser.close();
  }

  /** Opens `path` of the service. Vietnamese, light, a phone, unless told otherwise. */
  async open(path: string, options: PageOptions = {}): Promise<WatchedPage> {
    return openIn(options.in ?? (await this.context(options)), this.url, path);
  }

  private async context(options: PageOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext(settingsOf(options));
    context.setDefaultTimeout(20_000);
    if (options.language)
      await context.addInitScript({
        content: `localStorage.getItem('language') ??
          localStorage.setItem('language', '${options.language}')`,
      });
    return context;
  }
}

/** The default settings of every browser in the stories. */
export function settingsOf(options: PageOptions): BrowserContextOptions {
  return {
    viewport: SIZES[options.size ?? 'phone'],
    colorScheme: options.scheme ?? 'light',
    locale: 'vi-VN',
    timezoneId: 'Europe/Berlin', // not the conference's: a time in the wrong zone shows
    javaScriptEnabled: options.script ?? true,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  };
}

/** Opens `path` of the service at `url` as one more page of this context. */
export async function openIn(context: BrowserContext, url: string, path: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const watched = watch(page, url);
  await page.goto(url + path);
  return watched;
}

function watch(page: Page, url: string): WatchedPage {
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(`error: ${fault.stack ?? fault.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text()))
      faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host)
      faults.push(`foreign request: ${request.url()}`);
  });
  const expectFault = (pattern: RegExp): void => {
    const rest = faults.filter((fault) => !pattern.test(fault));
    if (rest.length === faults.length)
      throw new Error(`no fault like ${String(pattern)} among: ${faults.join(' | ')}`);
    faults.splice(0, faults.length, ...rest);
  };
  return { page, faults, expectFault };
}

const AXE = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations' as const],
  preload: false,
};

/**
 * WCAG 2.2 AA as far as axe sees it. Answers one line a violation. A third of the time that axe
 * takes by itself: it describes no element that passed, and opens no second page, which pages
 * without foreign frames do not need.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options(AXE).setLegacyMode(true).analyze();
  return violations.map(
    (violation) =>
      `${violation.id}: ${violation.help}: ${violation.nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(', ')} ${violation.nodes[0]?.failureSummary ?? ''}`,
  );
}

/** Pixels by which the page is wider than its window: 0 when nothing scrolls sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Saves a picture of the whole page into the folder named by SCREENSHOTS; without it, does nothing. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** How far below the top of the window an element ends, in pixels. */
export async function bottomOf(place: Locator): Promise<number> {
  const box = (await place.boundingBox())!;
  return box.y + box.height;
}
