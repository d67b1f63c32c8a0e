import type { BrowserContext } from 'playwright-core';
import { openIn, type PageOptions, settingsOf, type WatchedPage } from './browser.js';
import { startChromiumOn } from './chromium.js';

/**
 * A browser on a profile folder, as on a coordinator's own machine: it can be killed,
 * and started again on what is left.
 */
export class ProfileBrowser {
  private constructor(
    readonly context: BrowserContext,
    private readonly url: string,
  ) {}

  static async launch(url: string, profile: string, options: PageOptions = {}): Promise<ProfileBrowser> {
    const context = await startChromiumOn(profile, settingsOf(options));
    context.setDefaultTimeout(10_000);
    return new ProfileBrowser(context, url);
  }

  open(path: string): Promise<WatchedPage> {
    return openIn(this.context, this.url, path);
  }

  /** SIGKILL, as when the machine runs out of memory. Resolves when it is gone. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.context.once('close', resolve));
    const session = await this.context.browser()!.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
    await gone;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
