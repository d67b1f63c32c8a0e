import { Injectable } from '@nestjs/common';
import type { CallerReply, MeReply, OwnProvider, Principal, ServiceNotice } from '../../contract/auth.js';
import type { Id } from '../../contract/wire.js';
import { Config } from '../../platform/config/config.js';
import { UntrustedProxy } from '../../platform/http/untrusted-proxy.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ProviderSubjectsRepository } from '../providers/provider-subjects.repository.js';

/** Answers who is signed in, and tells organizers what the operator should look at. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly config: Config,
    private readonly proxy: UntrustedProxy,
    private readonly subjects: ProviderSubjectsRepository,
  ) {}

  async replyTo(principal: Principal): Promise<MeReply> {
    if (principal.kind !== 'organizer') return { principal };
    const [notices, provider] = await Promise.all([this.notices(), this.ownProvider(principal.accountId)]);
    return { principal, ...(notices.length > 0 && { notices }), ...(provider && { provider }) };
  }

  /** How somebody may sign in. */
  toNobody(): CallerReply {
    const { identityProvider: provider } = this.config;
    return { principal: null, provider: provider && { name: provider.name } };
  }

  private async ownProvider(accountId: Id): Promise<OwnProvider | null> {
    const { identityProvider: provider } = this.config;
    if (provider === null) return null;
    const [account, subjects] = await Promise.all([
      this.accounts.find(accountId),
      this.subjects.ofAccounts([accountId]),
    ]);
    const hasPassword = (account?.passwordHash ?? null) !== null;
    return { name: provider.name, isBound: subjects.size > 0, hasPassword };
  }

  private async notices(): Promise<ServiceNotice[]> {
    const { seen } = this.proxy;
    const isTold = this.config.identityProvider === null || !(await this.subjects.isAnyoneWithoutGroups());
    return [
      ...(seen === null ? [] : [{ code: 'proxy.untrusted', address: seen.address } as const]),
      ...(isTold ? [] : [{ code: 'provider.groups-missing' } as const]),
    ];
  }
}
