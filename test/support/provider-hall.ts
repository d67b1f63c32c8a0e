import { expect } from '@jest/globals';
import type { Account } from '../../src/contract/account.js';
import type { CallerReply, MeReply } from '../../src/contract/auth.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import { startTestApp, type TestApp } from './app.js';
import type { Answer, Client } from './client.js';
import { ownersBrowser } from './colleagues.js';
import { made } from './hall.js';
import { startIdentityProvider, type TestIdentityProvider } from './identity-provider.js';
import { TravellingBrowser } from './travelling-browser.js';

export const DOOR = pathTo(ROUTES.oidc);
export const CALLBACK = pathTo(ROUTES.oidcCallback);
export interface Arrival {
  browser: TravellingBrowser;
  /** The page that the browser was led to. */
  page: string;
}

/** A service whose organizers may sign in at a provider, and people of that provider. */
export class ProviderHall {
  private nth = 0;
  private constructor(
    readonly idp: TestIdentityProvider,
    readonly app: TestApp,
    readonly owner: Client,
  ) {}

  static async open(): Promise<ProviderHall> {
    const idp = await startIdentityProvider();
    const app = await startTestApp(idp.env);
    idp.serve(app.url);
    return new ProviderHall(idp, app, await ownersBrowser(app));
  }
  async close(): Promise<void> {
    await this.app.stop();
    await this.idp.stop();
  }
  /** The provider tells the truth again, and answers. */
  heal(): void {
    Object.assign(this.idp, { lie: null, describe: null, signsWithForeignKey: false, isAway: false });
  }

  /** Somebody with these groups; without them the provider does not say any. */
  person(groups?: string[], more: object = {}): string {
    const subject = `can-bo-${(this.nth += 1)}`;
    this.idp.people.set(subject, { name: `Cán bộ ${this.nth}`, ...more, ...(groups && { groups }) });
    return subject;
  }
  nameOf(subject: string): string {
    return this.idp.people.get(subject)!.name as string;
  }
  change(subject: string, claims: object): void {
    this.idp.people.set(subject, { ...this.idp.people.get(subject), ...claims });
  }

  /** Goes to the provider as this person, and stops at the address with which it sends the browser back. */
  async cameBack(subject: string, browser = new TravellingBrowser()): Promise<TravellingBrowser> {
    await browser.go(this.app.url + DOOR);
    await browser.go(browser.last, { form: { login: subject }, until: CALLBACK });
    expect(browser.last).toContain(`${this.app.url}${CALLBACK}?code=`);
    return browser;
  }
  async signedIn(subject: string): Promise<Arrival> {
    const browser = await this.cameBack(subject);
    await browser.go(browser.last, { until: '/organizer' });
    return { browser, page: browser.last.slice(this.app.url.length) };
  }
  async principalOf(browser: TravellingBrowser): Promise<MeReply['principal'] | null> {
    const path = pathTo(ROUTES.caller);
    return made(await this.app.anonymous.get<CallerReply>(path, browser.cookies(this.app.url))).principal;
  }
  async accountOf(subject: string): Promise<Account | undefined> {
    const path = `${pathTo(ROUTES.accounts)}?limit=500`;
    const { items } = made(await this.owner.get<Page<Account>>(path));
    return items.find(({ name }) => name === this.nameOf(subject));
  }
  patch(account: Account, body: object): Promise<Answer<Account>> {
    return this.owner.patch<Account>(pathTo(ROUTES.account, account.id), body);
  }
}
