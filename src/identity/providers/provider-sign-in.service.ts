import { Injectable, Logger } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { Problem } from '../../platform/http/problem.js';
import { ConferenceOfService } from '../guard/conference-of.service.js';
import type { Opened } from '../accounts/organizers.service.js';
import { AccessService } from '../sign-ins/access.service.js';
import type { FlowSecrets } from './flow-cookie.js';
import { OpenIdProvider, type ProviderIdentity } from './open-id-provider.js';
import { type OwnSignIn, ProviderAccountsService } from './provider-accounts.service.js';
import { groupsIn, type GroupsRight, rightOf, type Told } from './provider.rules.js';
import { ProviderSubjectsRepository } from './provider-subjects.repository.js';

/** Signs organizers in by the OpenID provider, and out when the provider says so. */
@Injectable()
export class ProviderSignInService {
  private readonly log = new Logger('OpenID Connect');
  private readonly outcomes: ReturnType<Metrics['counter']>;

  constructor(
    private readonly access: AccessService,
    private readonly accounts: ProviderAccountsService,
    private readonly conferenceOf: ConferenceOfService,
    private readonly provider: OpenIdProvider,
    private readonly subjects: ProviderSubjectsRepository,
    private readonly unitOfWork: UnitOfWork,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter(
      'diemcau_provider_sign_ins_total',
      'Sign-ins by the OpenID provider, by what became of them; groups_missing counts besides.',
      ['outcome'],
    );
  }

  /** @throws Problem auth.provider-away, auth.provider-refused, auth.no-role, auth.account-disabled */
  async signIn(address: URL, secrets: FlowSecrets, name: string): Promise<Opened> {
    return this.counted(async () => {
      const who = await this.provider.identify(address, secrets);
      return this.accounts.signIn(who, await this.rightsFrom(who), name);
    });
  }

  /** @throws Problem auth.provider-away, auth.provider-refused, account.bound-already */
  async bind(address: URL, secrets: FlowSecrets, own: OwnSignIn): Promise<void> {
    const who = await this.provider.identify(address, secrets);
    await this.accounts.bind(who, await this.rightsFrom(who), own);
  }

  /** Ends what the provider has ended. @throws Problem auth.provider-away, auth.provider-refused */
  async endedAtProvider(logoutToken: string): Promise<void> {
    const { issuer, subject, sid } = await this.provider.endedBy(logoutToken);
    await this.unitOfWork.run(async (tx) => {
      const account = await this.accountOf(tx, issuer, subject);
      if (account === undefined) return;
      for (const signInId of await this.subjects.signInsOf(tx, account, sid)) {
        await this.access.endAll(tx, { signInId }, 'signed-out');
        tx.note({ act: 'sign-in.ended', object: { kind: 'sign-in', id: signInId } });
      }
    });
  }

  /** `null`: the provider names no subject. `undefined`: the subject has no account here. */
  private async accountOf(
    tx: Transaction,
    issuer: string,
    subject: string | null,
  ): Promise<Id | null | undefined> {
    return subject === null ? null : (await this.subjects.find(tx, issuer, subject))?.accountId;
  }

  /** What the groups of the claims may do here. */
  private async rightsFrom({ claims }: ProviderIdentity): Promise<Told> {
    const { groupsClaim, rights } = this.provider.settings;
    const groups = groupsIn(claims, groupsClaim);
    if (groups === null) {
      this.outcomes.inc({ outcome: 'groups_missing' });
      this.log.warn(
        `the provider said nothing of "${groupsClaim}" at a sign-in: the role stays as it was. ` +
          'Set OIDC_GROUPS_CLAIM and OIDC_SCOPES as the provider has them',
      );
      return undefined;
    }
    const right = rightOf(groups, rights);
    return right && { role: right.role, scope: await this.scopeOf(right) };
  }

  /** The settings name conferences by their slugs. A slug without a conference is left out. */
  private async scopeOf({ scope }: GroupsRight): Promise<'all' | Id[]> {
    if (scope === 'all') return scope;
    const conferences = this.conferenceOf.thing('conferences');
    const ids = await Promise.all(
      scope.map(async (slug) => (await conferences?.find(slug))?.conferenceId ?? null),
    );
    const missing = scope.filter((_, nth) => ids[nth] === null);
    if (missing.length > 0) this.log.warn(`OIDC_ROLES names no conference of here: ${missing.join(', ')}`);
    return ids.filter((id) => id !== null);
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.outcomes.inc({ outcome: 'signed_in' });
      return result;
    } catch (fault) {
      this.outcomes.inc({ outcome: outcomeOf(fault) });
      throw fault;
    }
  }
}

function outcomeOf(fault: unknown): string {
  const code = fault instanceof Problem ? fault.code : null;
  if (code === 'auth.provider-away') return 'provider_away';
  return code === 'auth.no-role' || code === 'auth.account-disabled' ? 'no_right' : 'refused';
}
