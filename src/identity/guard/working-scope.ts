import { type ExecutionContext, Injectable } from '@nestjs/common';
import { type TokenScope, worksIn } from '../../contract/account.js';
import { API_BASE } from '../../contract/version.js';
import { Problem } from '../../platform/http/problem.js';
import type { SignedIn } from '../sign-ins/access.service.js';
import { needOf, needsAllConferences } from './access.policy.js';
import type { ActingRequest } from './actor.decorator.js';
import { ConferenceOfService, type OwnedThing } from './conference-of.service.js';

const SAFE_METHODS = new Set(['GET', 'HEAD']);
/** First parts of routes whose ids are one's own, whatever conferences one works in. */
const OF_NO_CONFERENCE = new Set(['auth']);

/**
 * What an organizer's sign-in reaches besides their role: a token the acts it was made for, an account its
 * conferences. Whatever lies in another conference is answered as if it did not exist.
 */
@Injectable()
export class WorkingScope {
  constructor(private readonly conferenceOf: ConferenceOfService) {}

  /** @throws Problem auth.token-scope, auth.browser-only, auth.forbidden, and that of a missing thing */
  admit(context: ExecutionContext, signedIn: SignedIn, request: ActingRequest): true | Promise<true> {
    this.askToken(context, signedIn, SAFE_METHODS.has(request.method) ? 'read' : 'setup:write');
    const { principal } = signedIn;
    if (principal.kind !== 'organizer' || principal.scope === 'all') return true;
    if (needsAllConferences(context.getHandler() as never)) throw new Problem('auth.forbidden');
    const { id } = request.params as { id?: string };
    const part = request.routeOptions.url!.slice(API_BASE.length).split('/')[1]!;
    if (id === undefined || OF_NO_CONFERENCE.has(part)) return true;
    return this.within(signedIn, this.conferenceOf.thing(part), id);
  }

  /** @throws Problem as `admit` */
  admitLive(context: ExecutionContext, signedIn: SignedIn): true | Promise<true> {
    this.askToken(context, signedIn, 'read');
    const { principal } = signedIn;
    if (principal.kind !== 'organizer' || principal.scope === 'all') return true;
    const { conferenceId, siteId } = Object(context.switchToWs().getData()) as Record<string, unknown>;
    return siteId === undefined
      ? this.within(signedIn, this.conferenceOf.thing('conferences'), String(conferenceId))
      : this.within(signedIn, this.conferenceOf.thing('sites'), String(siteId));
  }

  private askToken(context: ExecutionContext, { scopes }: SignedIn, usual: TokenScope): void {
    if (scopes === null) return;
    const need = needOf(context.getHandler() as never, context.getClass(), usual);
    if (need === 'browser') throw new Problem('auth.browser-only');
    if (need !== 'any' && !scopes.includes(need)) throw new Problem('auth.token-scope');
  }

  private async within({ principal }: SignedIn, thing: OwnedThing | null, id: string): Promise<true> {
    if (thing === null || principal.kind !== 'organizer') throw new Problem('auth.forbidden');
    const conferenceId = await thing.find(id);
    if (conferenceId === null || !worksIn(principal, conferenceId)) throw new Problem(thing.missing);
    return true;
  }
}
