import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ProviderLinkReply } from '../../contract/auth.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { Id } from '../../contract/wire.js';
import { Config } from '../../platform/config/config.js';
import { baseUrl } from '../../platform/http/base-url.js';
import { Problem } from '../../platform/http/problem.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import { CallersService } from '../attempts/callers.service.js';
import type { ActingRequest } from '../guard/actor.decorator.js';
import { AccessService } from '../sign-ins/access.service.js';
import { browserName } from '../sign-ins/browser-name.rules.js';
import { FlowCookie, type Purpose } from './flow-cookie.js';
import { OpenIdProvider } from './open-id-provider.js';
import { ProviderSignInService } from './provider-sign-in.service.js';

const HOME = '/organizer';
const OWN_ACCOUNT = '/organizer/account';

/** Leads a browser to the provider and back to a page. The sign-in page says what went wrong. */
@Injectable()
export class ProviderRoundTrip {
  constructor(
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly callers: CallersService,
    private readonly config: Config,
    private readonly cookie: FlowCookie,
    private readonly provider: OpenIdProvider,
    private readonly signIns: ProviderSignInService,
  ) {}

  begin(to: string = HOME, request: ActingRequest, reply: FastifyReply): Promise<void> {
    return this.orTold(request, reply, HOME, async () => {
      const address = await this.addressFor({ to, accountId: null }, request, reply);
      await reply.redirect(address, 302);
    });
  }

  async link(accountId: Id, request: ActingRequest, reply: FastifyReply): Promise<ProviderLinkReply> {
    return { url: await this.addressFor({ to: OWN_ACCOUNT, accountId }, request, reply) };
  }

  comeBack(request: ActingRequest, reply: FastifyReply): Promise<void> {
    const isOwn = request.principal?.kind === 'organizer';
    return this.orTold(request, reply, isOwn ? OWN_ACCOUNT : HOME, async () => {
      void reply.header('cache-control', 'no-store');
      const to = await this.guarded(request, () => this.finish(request, reply));
      await reply.redirect(to, 302);
    });
  }

  /** Slows down an address that fails often: each attempt may ask the provider. */
  guarded<T>(request: ActingRequest, work: () => Promise<T>): Promise<T> {
    const caller = this.callers.identify('provider', request);
    return this.attempts.guard({ kind: 'provider', subject: caller.address, form: 'weak', caller }, work);
  }

  private async finish(request: ActingRequest, reply: FastifyReply): Promise<string> {
    const address = new URL(request.url, this.redirectUri(request));
    const { secrets, purpose } = this.cookie.take(request, reply, address.searchParams.get('state'));
    // The address that was sent to the provider, whatever proxies have made of this one.
    const known = new URL(this.redirectUri(request));
    known.search = address.search;
    if (purpose.accountId !== null) return this.bound(purpose.accountId, known, secrets, request);
    const opened = await this.signIns.signIn(known, secrets, browserName(request.headers['user-agent']));
    this.access.setCookie(reply, opened.token, opened.expiresAt);
    return purpose.to;
  }

  /** Whoever began it must still be signed in. @throws Problem auth.ended */
  private async bound(
    accountId: Id,
    address: URL,
    secrets: Parameters<ProviderSignInService['bind']>[1],
    { principal, signInId }: ActingRequest,
  ): Promise<string> {
    if (principal?.kind !== 'organizer' || principal.accountId !== accountId) throw new Problem('auth.ended');
    await this.signIns.bind(address, secrets, { accountId, signInId: signInId! });
    return `${OWN_ACCOUNT}#bound`;
  }

  private async addressFor(purpose: Purpose, request: ActingRequest, reply: FastifyReply): Promise<string> {
    // Throws if no provider is set up, before a cookie is set.
    void this.provider.settings;
    void reply.header('cache-control', 'no-store');
    return this.provider.addressOf(this.cookie.begin(reply, purpose), this.redirectUri(request));
  }

  private redirectUri(request: ActingRequest): string {
    return baseUrl(this.config, request) + pathTo(ROUTES.oidcCallback);
  }

  /** Leads a person to a page that says what went wrong; a program gets the problem itself. */
  private async orTold(
    request: ActingRequest,
    reply: FastifyReply,
    page: string,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (fault) {
      const wantsPage = request.headers.accept?.includes('text/html') === true;
      if (!(fault instanceof Problem) || !wantsPage) throw fault;
      await reply.redirect(`${page}#refused=${fault.code}`, 303);
    }
  }
}
