import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { AccountStandingService } from '../accounts/account-standing.service.js';
import { lockedAccount } from '../accounts/locked-account.js';
import { AccessService } from '../sign-ins/access.service.js';
import type { OwnSignIn } from './provider-accounts.service.js';
import { ProviderSubjectsRepository } from './provider-subjects.repository.js';

/** Takes an account apart from whoever signs in to it at the provider. */
@Injectable()
export class ProviderBindingsService {
  constructor(
    private readonly access: AccessService,
    private readonly clock: Clock,
    private readonly standing: AccountStandingService,
    private readonly subjects: ProviderSubjectsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * One's own account; the sign-in that asks goes on.
   * @throws Problem account.not-bound, account.no-password
   */
  unbindOwn({ accountId, signInId }: OwnSignIn): Promise<void> {
    return this.unbind(accountId, signInId);
  }

  /**
   * Ends the sign-ins that began at the provider. The role stays, by hand. Whom the groups had shut out is
   * disabled.
   * @param own the sign-in of the account's own person; `null` for an owner, who may leave it without a
   *   way in
   * @throws Problem account.not-found, account.not-bound, account.disabled, account.no-password
   */
  async unbind(accountId: Id, own: Id | null = null): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      // Serializes changes of accounts, as every sign-in at the provider does.
      await tx.nextSeq();
      const before = await lockedAccount(tx, accountId);
      if (!before) throw new Problem('account.not-found');
      if ((await this.subjects.ofAccount(tx, accountId)) === null) throw new Problem('account.not-bound');
      if (before.disabledAt !== null) throw new Problem('account.disabled');
      if (own !== null && before.passwordHash === null) throw new Problem('account.no-password');
      const now = this.clock.instant();
      const disabledAt = before.withdrawnAt;
      const after = { ...before, roleBy: 'hand' as const, withdrawnAt: null, disabledAt, updatedAt: now };
      for (const signInId of await this.subjects.signInsOf(tx, accountId, null))
        if (signInId !== own) await this.access.endAll(tx, { signInId }, 'revoked');
      await this.subjects.remove(tx, accountId);
      await this.standing.save(tx, before, after);
      tx.note({ object: { kind: 'account', id: accountId }, before, after });
    });
  }
}
