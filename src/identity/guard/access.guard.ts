import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Problem } from '../../platform/http/problem.js';
import { ProxyHints } from '../../platform/http/proxy-hints.js';
import { SiteNetworks } from '../attempts/site-networks.js';
import { AccessService, type SignedIn } from '../sign-ins/access.service.js';
import { isAllowed, letsRevokedDevicesIn } from './access.policy.js';
import type { ActingRequest } from './actor.decorator.js';
import { provenanceOf } from './origin.rules.js';
import { WorkingScope } from './working-scope.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route. Answers without a promise when the sign-in is remembered: an async guard costs
 * the attendance route a tenth of its throughput.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly publicOrigin: string | null;

  constructor(
    private readonly access: AccessService,
    private readonly networks: SiteNetworks,
    private readonly scope: WorkingScope,
    private readonly hints: ProxyHints,
    config: Config,
  ) {
    this.publicOrigin = config.publicUrl === null ? null : new URL(config.publicUrl).origin;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return this.decideLive(context);
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const bearer = bearerOf(request.headers.authorization);
    const token = bearer ?? this.access.tokenIn(request.cookies);
    if (bearer === undefined && !SAFE_METHODS.has(request.method))
      this.refuseForeign(request, token !== undefined);
    if (token === undefined) return this.decide(context, request, null, token);
    const signedIn = this.access.authenticate(token);
    if (signedIn instanceof Promise)
      return signedIn.then((found) => this.decide(context, request, found, token));
    return this.decide(context, request, signedIn, token);
  }

  private decide(
    context: ExecutionContext,
    request: ActingRequest,
    signedIn: SignedIn | null,
    token: string | undefined,
  ): true | Promise<true> {
    if (signedIn !== null) {
      request.principal = signedIn.principal;
      request.signInId = signedIn.signInId;
      if (signedIn.principal.kind === 'coordinator') this.networks.note(request, signedIn.signInId);
    }
    if (isAllowed(context.getHandler() as never, context.getClass(), signedIn?.principal))
      return signedIn === null || this.scope.admit(context, signedIn, request);
    if (signedIn !== null) throw new Problem('auth.forbidden');
    if (token === undefined) throw new Problem('auth.required');
    if (letsRevokedDevicesIn(context.getHandler() as never, context.getClass()))
      return this.admitRevoked(request, token);
    throw new Problem('auth.ended');
  }

  private async admitRevoked(request: ActingRequest, token: string): Promise<true> {
    const device = await this.access.revokedDevice(token);
    if (device === null) throw new Problem('auth.ended');
    request.revokedDevice = device;
    return true;
  }

  /**
   * A live event: whose socket it is was found in the handshake. Its gateway asks besides
   * whether that sign-in still holds.
   */
  private decideLive(context: ExecutionContext): true | Promise<true> {
    const { data } = context.switchToWs().getClient<{ data?: { signedIn?: SignedIn } }>();
    if (!isAllowed(context.getHandler() as never, context.getClass(), data?.signedIn?.principal))
      throw new Problem('auth.forbidden');
    return data?.signedIn === undefined || this.scope.admitLive(context, data.signedIn);
  }

  /**
   * A browser sends the cookie along with whatever page makes the request: without a bearer
   * token, only our own pages may act.
   */
  private refuseForeign(request: ActingRequest, hasCookie: boolean): void {
    const { origin, 'sec-fetch-site': secFetchSite } = request.headers;
    const provenance = provenanceOf(
      { origin, secFetchSite: secFetchSite as string | undefined, host: request.host },
      this.publicOrigin,
    );
    if (provenance === 'foreign' || (provenance === 'unknown' && hasCookie))
      throw new Problem('request.foreign-origin', this.hints.foreignOrigin(origin, request.host));
  }
}

function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  return /^bearer /i.test(authorization) ? authorization.slice(7).trim() : undefined;
}
