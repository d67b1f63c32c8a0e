import { type ExecutionContext, Injectable } from '@nestjs/common';
import { partsIn, type TokenScope, worksIn } from '../../contract/account.js';
import type { Organizer } from '../../contract/auth.js';
import { grantReaches, type Part } from '../../contract/grant.js';
import type { Id } from '../../contract/wire.js';
import { API_BASE } from '../../contract/version.js';
import { Problem } from '../../platform/http/problem.js';
import type { SignedIn } from '../sign-ins/access.service.js';
import { needOf, needsAllConferences, partNeedOf } from './access.policy.js';
import type { ActingRequest } from './actor.decorator.js';
import { ConferenceOfService, type OwnedThing } from './conference-of.service.js';

const SAFE_METHODS = new Set(['GET', 'HEAD']);
/** First parts of routes whose ids are one's own, whatever conferences one works in. */
const OF_NO_CONFERENCE = new Set(['auth']);

/**
 * What an organizer's sign-in reaches besides their role: a token the acts it was made for, an account its
 * conferences and its parts of others. Whatever lies elsewhere is answered as if it did not exist.
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
    return this.within(context, principal, this.conferenceOf.thing(part), id).then((narrowed) => {
      request.principal = narrowed;
      return true;
    });
  }

  /** @throws Problem as `admit` */
  admitLive(context: ExecutionContext, signedIn: SignedIn): true | Promise<true> {
    this.askToken(context, signedIn, 'read');
    const { principal } = signedIn;
    if (principal.kind !== 'organizer' || principal.scope === 'all') return true;
    const { conferenceId, siteId } = Object(context.switchToWs().getData()) as Record<string, unknown>;
    const [part, id] = siteId === undefined ? ['conferences', conferenceId] : ['sites', siteId];
    return this.within(context, principal, this.conferenceOf.thing(part), String(id)).then(() => true);
  }

  private askToken(context: ExecutionContext, { scopes }: SignedIn, usual: TokenScope): void {
    if (scopes === null) return;
    const need = needOf(context.getHandler() as never, context.getClass(), usual);
    if (need === 'browser') throw new Problem('auth.browser-only');
    if (need !== 'any' && !scopes.includes(need)) throw new Problem('auth.token-scope');
  }

  /** The actor with only those parts that let them in here: the answer is cut to these. */
  private async within(
    context: ExecutionContext,
    principal: Organizer,
    thing: OwnedThing | null,
    id: string,
  ): Promise<Organizer> {
    if (thing === null) throw new Problem('auth.forbidden');
    const location = await thing.find(id);
    if (location === null) throw new Problem(thing.missing);
    const { conferenceId, siteId } = location;
    if (worksIn(principal, conferenceId)) return principal;
    const parts = partsIn(principal, conferenceId);
    const holds = (those: readonly Part[]): boolean | Promise<boolean> =>
      siteId === null ? those.length > 0 : this.conferenceOf.isWithin(conferenceId, siteId, rootsOf(those));
    if (!(await holds(parts))) throw new Problem(thing.missing);
    const need = partNeedOf(context.getHandler() as never, context.getClass());
    const enough = need === 'closed' ? [] : parts.filter(({ role }) => grantReaches(role, need));
    if (!(await holds(enough))) throw new Problem('auth.forbidden');
    return { ...principal, parts: enough };
  }
}

const rootsOf = (parts: readonly Part[]): Id[] => parts.map(({ siteId }) => siteId);
